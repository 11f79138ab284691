import type { ContractId } from '../contracts/contract-terms.ts'
import type { ProfessionalGroup } from '../job-plan/professional-groups.ts'

/** Whether someone has a job plan here, and if not, why not. */
export const SCOPE_LABELS = {
  'in-scope': 'Has a job plan',
  'single-area-ward': 'Works on one ward, on a roster',
  'in-training': 'In training',
  'not-clinical': 'Not clinical',
} as const
export type Scope = keyof typeof SCOPE_LABELS

/** `unknown`: the staff record cannot tell, so the job planning office chooses. */
export type ProposedContract = ContractId | 'unknown'

export type Nation = 'england' | 'wales'

/** The five things that an import proposes and the office may put right. */
export interface Classification {
  readonly contract: ProposedContract
  readonly professionalGroup: ProfessionalGroup | null
  /** Such as `6` or `8a`; null for doctors and where the grade has none. */
  readonly band: string | null
  readonly scope: Scope
}

export const normalName = (text: string) =>
  text
    .toLowerCase()
    .replace(/\((closed|retired)[^()]*\)/g, '')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
