import { log } from '../../platform/log.ts'
import type { Request } from '../request.ts'

/** How somebody tried to show who they are. */
type WayIn = 'password' | 'password-again' | 'code' | 'single-sign-on'

/** Counts an attempt for monitoring, and logs one that was refused: by its way and its outcome, and never by whose it was. */
export function noteSignIn(c: Request, way: WayIn, outcome: string): void {
  c.var.services.metrics.countSignIn(way, outcome)
  if (outcome !== 'let-in') log.warn({ request: c.var.requestId, way, outcome }, 'sign-in refused')
}
