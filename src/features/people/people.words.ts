/** What the staff record's values are called on the people screens. */
import { UNIT_WORDS, type Unit } from '../../domain/contracts/contract-terms.ts'
import { PROFESSIONAL_GROUP_LABELS } from '../../domain/job-plan/professional-groups.ts'
import type { ProposedContract } from '../../domain/staff/classification.ts'

/** Short enough for a row of a table. */
export const contractWords: Readonly<Record<ProposedContract, string>> = {
  'consultant-england-2003': 'Consultant, England',
  'consultant-wales-2003': 'Consultant, Wales',
  'sas-england-2021': 'Specialist and specialty doctor, England',
  'agenda-for-change': 'Agenda for Change',
  unknown: 'Not known yet',
}

export const groupWords = { ...PROFESSIONAL_GROUP_LABELS, none: 'No professional group' }

export const bands = ['1', '2', '3', '4', '5', '6', '7', '8a', '8b', '8c', '8d', '9'] as const

export const bandWords = (band: string | null): string => (band ? `Band ${band}` : 'No band')

/** “37.5 hours a week”, “10 PAs a week”. */
export function contractedWords(amount: string | null, unit: Unit | null): string {
  if (amount === null || unit === null) return 'Not clear from the staff record'
  const figure = Number(amount)
  const { one, many } = UNIT_WORDS[unit] ?? { one: unit, many: unit }
  return `${figure} ${figure === 1 ? one : many} a week`
}
