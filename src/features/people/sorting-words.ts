/** What decides how someone plans, in words: what counts, and whether the tables or the office say so, and why. */
import { SCOPE_LABELS } from '../../domain/staff/classification.ts'
import { classify } from '../../domain/staff/classify.ts'
import type { Assignment, Sorting } from '../../records/assignment.ts'
import { bandWords, contractWords, groupWords } from './people.words.ts'

export type SortingField = keyof Sorting

export const sortingLabels: Readonly<Record<SortingField, string>> = {
  contract: 'Contract',
  professionalGroup: 'Professional group',
  band: 'Band',
  scope: 'Job plan',
}

/** One value in words. */
export const sayValue: { readonly [Field in SortingField]: (value: Sorting[Field]) => string } = {
  contract: (value) => contractWords[value],
  professionalGroup: (value) => groupWords[value],
  band: bandWords,
  scope: (value) => SCOPE_LABELS[value],
}

export type SortingWords = { field: SortingField; label: string; says: string; proposal: string; how: string }

/** The four fields of an assignment, each with its words. */
export function sortingOf(assignment: Assignment): SortingWords[] {
  const reasons = reasonsFor(assignment)
  const words = <Field extends SortingField>(field: Field): SortingWords => {
    const proposal = sayValue[field](assignment.proposed[field])
    const why = reasons[field]
    return {
      field,
      label: sortingLabels[field],
      says: sayValue[field](assignment.counts[field]),
      proposal,
      how:
        assignment.corrected[field] === null
          ? `Proposed. ${why ?? 'The staff record says so.'}`
          : `Corrected by the office. The staff record proposes: ${proposal}.`,
    }
  }
  return [words('contract'), words('professionalGroup'), words('band'), words('scope')]
}

/** Why each proposal is what it is, from the tables; nothing where they now propose another than the last import did. */
function reasonsFor({ proposed, staffGroup, jobRole, grade, postTitle, unitName, unitNation }: Assignment) {
  const now = classify({ staffGroup, jobRole, grade, positionName: postTitle, unitName, nation: unitNation })
  return {
    contract: now.contract === proposed.contract ? now.why.contract : undefined,
    professionalGroup: (now.professionalGroup ?? 'none') === proposed.professionalGroup ? now.why.role : undefined,
    band: now.band === proposed.band ? now.why.grade : undefined,
    scope: now.scope === proposed.scope ? now.why.role : undefined,
  }
}
