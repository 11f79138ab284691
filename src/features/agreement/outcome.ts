import type { AuditEventName } from '../../domain/access/audit-events.ts'
import type { Refusal } from '../../domain/agreement/decide.ts'

/** Who makes a move, when, and the audit event that it is kept under. */
export type Mover = {
  personId: number
  fullName: string
  roles: readonly string[]
  at: Date
  event: AuditEventName
}

/** What came of asking for a move; a refusal has one kind sentence for the person. */
export type Outcome = { ok: true } | { ok: false; refusal: Refusal | 'changed-since' | 'overlaps'; message: string }
