import { AUDIT_EVENTS, type AuditEventName } from '../../domain/access/audit-events.ts'

/** What each event is called on the record. */
const EVENTS: Readonly<Record<AuditEventName, string>> = {
  'account.address-changed': 'E-mail address to sign in with changed',
  'account.closed': 'Account closed',
  'account.let-in': 'Let in by the machine’s keeper',
  'account.linked': 'A way to sign in connected',
  'account.recovery-code-used': 'Recovery code used',
  'account.reopened': 'Account opened again',
  'account.second-factor-shown': 'Second factor shown',
  'account.signed-in': 'Signed in',
  'account.unlinked': 'A way to sign in disconnected',
  'agreer.set': 'Who agrees the plan was set',
  'assignment.corrected': 'Post corrected',
  'invitation.accepted': 'Invitation accepted',
  'invitation.made': 'Invited',
  'invitations.begun': 'Many people invited',
  'invitations.stopped': 'Inviting many stopped',
  'organisation.created': 'Organisation set up',
  'password.changed': 'Password changed',
  'password.link-made': 'Link for a new password made',
  'password.reset': 'Password set by a link',
  'plan.offered': 'Plan offered for signature',
  'plan.returned': 'Plan returned for discussion',
  'plan.signed': 'Plan signed',
  'plan.started': 'Plan started',
  'plan.withdrawn': 'Plan withdrawn',
  'role.ended': 'Role ended',
  'role.granted': 'Role given',
  'second-factor.changed': 'Second factor changed',
  'second-factor.enrolled': 'Second factor set up',
  'second-factor.reset': 'Second factor reset by the office',
  'sessions.ended': 'Signed out elsewhere',
  'staff.imported': 'Staff record imported',
}

/** Every event with its words, in the order in which people look for words. */
export const listEvents = (): { value: AuditEventName; text: string }[] =>
  AUDIT_EVENTS.map((value) => ({ value, text: sayEvent(value) })).toSorted((some, other) =>
    some.text.localeCompare(other.text, 'en'),
  )

/** `agreer.set` as “Who agrees the plan was set”; one without words of its own by its name. */
export function sayEvent(event: string): string {
  if (Object.hasOwn(EVENTS, event)) return EVENTS[event as AuditEventName]
  const words = event.replaceAll(/[.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
