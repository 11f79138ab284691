import { z } from 'zod'
import { CONTRACT_LABELS, type ContractId } from '../../domain/contracts/contract-terms.ts'
import { PROFESSIONAL_GROUP_LABELS, type ProfessionalGroup } from '../../domain/job-plan/professional-groups.ts'
import { SCOPE_LABELS, type Scope } from '../../domain/staff/classification.ts'
import { bands } from './people.words.ts'

/** The choice that takes a correction back. Not blank, so that a field left out of the form is not taken for it. */
export const AS_PROPOSED = 'as-proposed'

const choice = <Value extends string>(values: readonly Value[], error: string) =>
  z.enum([AS_PROPOSED, ...values], { error }).transform((value) => (value === AS_PROPOSED ? null : (value as Value)))

const namesIn = <Name extends string>(words: Readonly<Record<Name, string>>) => Object.keys(words) as Name[]

/** What the office corrects; null stands for “as the staff record proposes”. */
export const correctForm = z.object({
  contract: choice<ContractId>(namesIn(CONTRACT_LABELS), 'Choose the contract'),
  professionalGroup: choice<ProfessionalGroup | 'none'>(
    [...namesIn(PROFESSIONAL_GROUP_LABELS), 'none'],
    'Choose the professional group',
  ),
  band: choice(bands, 'Choose the band'),
  scope: choice<Scope>(namesIn(SCOPE_LABELS), 'Choose whether they have a job plan'),
})

export type Corrections = z.infer<typeof correctForm>
