import type { Tx } from '../../db/database.ts'
import { type Assignment, findAssignment } from '../../records/assignment.ts'
import { NotFound, numberFrom, permit, type Request } from '../../web/request.ts'

/** The assignment that the address names, if it is in sight and the route's action is allowed. */
export async function getAssignment(c: Request, tx: Tx, options: { forUpdate?: boolean } = {}): Promise<Assignment> {
  const assignment = await findAssignment(tx, numberFrom(c, 'assignmentId'), options)
  if (!assignment) throw new NotFound('assignment')
  permit(c, assignment.sight)
  return assignment
}
