/** Changes that the week editor in the browser posts as JSON. */
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import { formatInstantTime } from '../../../ui/dates.ts'
import { DoneAlready } from '../../../web/once/once.ts'
import { type Handler, type Handlers, permit, type Request } from '../../../web/request.ts'
import { drawAround, readAround, viewAround } from '../plan/around-the-week.tsx'
import { readPlanAlone, readReckonedPlan } from '../plan/plan.query.ts'
import { sayOverlap } from '../start/overlap.words.ts'
import { readPostedChange } from './change.form.ts'
import { type Changed, changePlan } from './change-plan.command.ts'

const save: Handler = async (c) => {
  const posted = readPostedChange(await c.req.text())
  if (!posted.ok) {
    permit(c, (await readPlanAlone(c)).sight)
    return c.json({ message: 'This change cannot be read.', errors: posted.errors }, 422)
  }
  const changed = await saveOnce(c, posted)
  const { version, document, savedAt } = changed.plan
  if (changed.ok) return c.json({ version, savedAt: savedAt.toISOString(), document, around: await around(c) })
  if (changed.why === 'form') return c.json({ message: 'This change cannot be read.', errors: [] }, 422)
  const { refused } = changed
  switch (refused.why) {
    case 'conflict':
      return c.json(
        {
          message: `${refused.changedBy} changed the same thing at ${formatInstantTime(refused.changedAt)}.`,
          version,
          document,
          changedBy: refused.changedBy,
          around: await around(c),
        },
        409,
      )
    case 'not-editable':
      return c.json(
        {
          message: 'This plan can no longer be changed: it is out for signature or over.',
          version,
          document,
          changedBy: null,
          around: await around(c),
        },
        409,
      )
    case 'gone':
      return c.json({ message: refused.problem, errors: [] }, 422)
    case 'overlap':
      return c.json({ message: sayOverlap(refused.overlap), errors: [] }, 422)
    case 'invalid':
      return c.json({ message: 'This change was not saved.', errors: refused.errors }, 422)
  }
}

/** What stands around the week now, for the editor to draw in its place. */
const around = async (c: Request) => drawAround(viewAround(c, await readReckonedPlan(c, readAround)))

/** What was saved already, its answer lost on the way, is answered with the plan as it stands now. */
async function saveOnce(c: Request, { version, change }: { version: number; change: PlanChange }): Promise<Changed> {
  try {
    return await changePlan(c, version, () => ({ ok: true, value: change }))
  } catch (error) {
    if (error instanceof DoneAlready) return { ok: true, plan: await readPlanAlone(c) }
    throw error
  }
}

export const handlers: Handlers = { savePlanChange: save }
