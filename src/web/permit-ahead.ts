import { findAssignment } from '../records/assignment.ts'
import { getPlan } from './get-plan.ts'
import { NotFound, numberFrom, permit, type Request, scopeOfRequest } from './request.ts'

/**
 * Ends the request where its person may not do this to the plan or post in the address, before what they send is read. The
 * handler asks again, of what it then finds: one that does not still fails.
 */
export async function permitAhead(c: Request): Promise<void> {
  await c.var.services.database.read(scopeOfRequest(c), async (tx) => {
    if (c.req.param('planId') !== undefined) return getPlan(c, tx)
    const post = await findAssignment(tx, numberFrom(c, 'assignmentId'))
    if (!post) throw new NotFound('the post')
    return permit(c, post.sight)
  })
  c.set('permitted', false)
}
