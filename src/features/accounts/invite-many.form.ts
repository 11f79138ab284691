import { PROFESSIONAL_GROUP_LABELS } from '../../domain/job-plan/professional-groups.ts'
import type { InvitationChoice } from '../../records/invitation-choice.ts'
import { numberOf } from '../../web/number-of.ts'

export const WHOM = {
  all: 'Everybody who needs an invitation',
  new: 'Those never invited',
  'ran-out': 'Those whose invitation ran out or did not arrive',
} as const satisfies Record<InvitationChoice['whom'], string>

/** Reads a choice from an address or a form: what is not understood is left out, so the page shows what was taken. */
export function readChoice(asked: (name: string) => string | undefined): InvitationChoice {
  const whom = asked('whom') ?? ''
  const group = asked('group') ?? ''
  return {
    whom: Object.hasOwn(WHOM, whom) ? (whom as InvitationChoice['whom']) : 'all',
    unitId: numberOf(asked('unit')),
    group: Object.hasOwn(PROFESSIONAL_GROUP_LABELS, group) ? group : '',
  }
}

/** The choice as the fields of its form. */
export const fieldsOf = ({ whom, unitId, group }: InvitationChoice) => ({
  whom,
  unit: unitId === null ? '' : String(unitId),
  group,
})
