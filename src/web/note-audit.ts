/** What a request puts on the audit record, under the name that its row of the route table gives. */
import type { AuditEventName } from '../domain/access/audit-events.ts'
import { type AuditEvent, appendAudit } from '../records/audit.ts'
import type { ViewerFacts } from '../records/viewer.ts'
import type { Route } from '../routes.ts'
import type { Request } from './request.ts'

type By = { organisationId: number; personId: number }
/** What is not as the row and the person who asks say; `about` is the person whom it happened to. */
type Otherwise = { event?: AuditEventName; about?: number; payload?: object }

/** The event of a route's row: of the route that was asked, where no other is given. Throws where the row names none. */
export function eventOf(c: Request, { path, audit }: Route = c.var.route): AuditEventName {
  if (!audit) throw new Error(`${path} is to go on the audit record, and its row of the route table names no event`)
  return audit
}

/** The line that says what somebody did now to a person: to themselves, where nothing else is said. */
export function auditOf(c: Request, by: By, { event, about, payload }: Otherwise = {}): AuditEvent {
  return {
    organisationId: by.organisationId,
    personId: by.personId,
    event: event ?? eventOf(c),
    object: `person ${about ?? by.personId}`,
    ...(payload ? { payload } : {}),
    at: c.var.services.clock.now(),
  }
}

/** Writes what a person did to their own account, in a transaction of its own. */
export function noteAudit(c: Request, person: ViewerFacts, otherwise?: Otherwise): Promise<void> {
  const line = auditOf(c, person, otherwise)
  return c.var.services.database.write(person, (tx) => appendAudit(tx, line))
}
