import { CONTRACT_LABELS, type ContractTerms, UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import { sayPeriod } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { sayCount, sayNumber, sayUnits } from '../../../domain/job-plan/say.ts'
import { saySpecialty } from '../../../domain/job-plan/specialties.ts'
import { toFraction } from '../../../domain/time/fraction.ts'

/** One line; what the office alone can change is not for the plan to change. */
export type TermLine = { key: string; value: string; canChange: boolean }

/** What a plan rests on, line by line. */
export function sayTerms(document: JobPlanDocument, terms: ContractTerms): TermLine[] {
  const { contract, period, contracted, workingWeeks, cycleWeeks = 1, person } = document
  const additional = toFraction(contracted.additional ?? 0)
  const lines = [
    { key: 'Period', value: sayPeriod(period) },
    {
      key: `${capital(UNIT_WORDS[terms.unit].many)} a week`,
      value: [
        sayUnits(toFraction(contracted.core), terms.unit),
        additional.n > 0n ? `and ${sayUnits(additional, terms.unit)} additional` : '',
      ]
        .filter(Boolean)
        .join(' '),
    },
    {
      key: 'Working weeks a year',
      value: workingWeeks === undefined ? `${terms.workingWeeks.value}, as usual` : sayNumber(workingWeeks),
    },
    {
      key: 'The timetable repeats',
      value: cycleWeeks === 1 ? 'Every week' : `Every ${sayCount(cycleWeeks, 'week', 'weeks')}`,
    },
    {
      key: 'Post',
      value: [person.postTitle, person.band && `band ${person.band}`].filter(Boolean).join(', ') || 'Not given',
    },
    { key: 'Specialty', value: saySpecialty(person.specialty) || 'Not given' },
  ]
  return [
    { key: 'Contract', value: CONTRACT_LABELS[contract], canChange: false },
    ...lines.map((line) => ({ ...line, canChange: true })),
  ]
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
