import type { Session } from '../../platform/identity/identity.ts'
import { appendAudit } from '../../records/audit.ts'
import { Forbidden, type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'

/** The session of this request. */
export function sessionOf(c: Request): Session {
  if (!c.var.session) throw new Forbidden('sign in first')
  return c.var.session
}

/** Puts what somebody did to their own account on the audit record, as the route names it. */
export async function noteOwn(c: Request, payload?: object): Promise<void> {
  const { organisationId, personId } = viewerOf(c)
  const { database, clock } = c.var.services
  await database.write(scopeOfRequest(c), (tx) =>
    appendAudit(tx, {
      organisationId,
      personId,
      event: c.var.route.audit ?? '',
      object: `person ${personId}`,
      ...(payload ? { payload } : {}),
      at: clock.now(),
    }),
  )
}
