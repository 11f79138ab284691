/** Stale changes beside the newer ones: taken, kept or merged, activity by activity. */
import type { Choice } from '../../../domain/job-plan/merge.ts'
import type { Plan } from '../../../records/plan.ts'
import type { Refused } from '../../../records/plan-change.ts'
import { pathTo } from '../../../routes.ts'
import { page } from '../../../web/page.tsx'
import { type Handler, type Handlers, permit, type Request, seeOther, viewerOf } from '../../../web/request.ts'
import { sayWhyLocked } from '../plan/frame-view.ts'
import { readPlanAlone } from '../plan/plan.query.ts'
import { crumbsTo } from '../plan/plan-frame.tsx'
import { sayOverlap } from '../start/overlap.words.ts'
import { type PostedChange, readStaleChanges } from './change.form.ts'
import { MergePage } from './merge.page.tsx'
import { type Merged, mergePlan, whatIsOpen } from './merge-plan.command.ts'
import { answer, readTyped, type Typed } from './typed.form.ts'

const merge: Handler = async (c) => {
  const typed = await readTyped(c)
  const stale = readStaleChanges(answer(typed, 'changes'))
  if (!stale) {
    const plan = await readPlanAlone(c)
    permit(c, plan.sight)
    return seeOther(c, pathTo('plan', { planId: plan.planId }))
  }
  const seen = /^\d{1,9}$/.test(answer(typed, 'seen')) ? Number(answer(typed, 'seen')) : undefined
  const choices = readChoices(typed)
  const merged = await mergePlan(c, stale, { seen, choices })
  return merged.ok ? seeOther(c, pageOf(merged.plan, stale)) : showMerge(c, merged, stale, choices)
}

/** `choose:0:activity:clinic` is of the whole; `field:0:activity:clinic:times` is of one field of it. */
function readChoices(typed: Typed): Record<string, Choice> {
  const choices: Record<string, Choice> = {}
  for (const [name, [side]] of Object.entries(typed)) {
    const whole = /^choose:(.+)$/.exec(name)?.[1]
    if (whole && (side === 'theirs' || side === 'yours')) choices[whole] = side
    if (whole && side === 'fields') choices[whole] = readFieldChoices(typed, whole)
  }
  return choices
}

function readFieldChoices(typed: Typed, whole: string): Record<string, 'theirs' | 'yours'> {
  const start = `field:${whole}:`
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, [side]]) =>
      name.startsWith(start) && (side === 'theirs' || side === 'yours') ? [[name.slice(start.length), side]] : [],
    ),
  )
}

/** Shows both versions and the choice. What was typed goes along as the changes that it made. */
export function showMerge(
  c: Request,
  { plan, compared, problem }: Extract<Merged, { ok: false }>,
  stale: readonly PostedChange[],
  choices: Readonly<Record<string, Choice>> = {},
) {
  const { personId } = viewerOf(c)
  const isOwn = compared.every(({ change }) => change?.changedById === personId)
  const title = isOwn ? 'You have changed this in another window' : 'Somebody else has changed this'
  const open =
    problem === 'open'
      ? compared.flatMap((one) => whatIsOpen(one, choices[one.name]).map(({ key }) => `${one.name}:${key}`))
      : []
  return page(
    c,
    {
      title,
      breadcrumbs: crumbsTo(plan, true),
      hasProblems: typeof problem === 'object' || open.length > 0,
      status: 409,
    },
    <MergePage
      title={title}
      action={pathTo('mergePlanChanges', { planId: plan.planId })}
      keepHref={pageOf(plan, stale)}
      viewerId={personId}
      compared={compared}
      changes={JSON.stringify(stale)}
      seen={plan.version}
      choices={choices}
      open={open}
      isChangedAgain={problem === 'changed-again'}
      problem={typeof problem === 'object' ? sayWhyNot(plan, problem, compared.length > 0) : undefined}
    />,
  )
}

function sayWhyNot(plan: Plan, refused: Refused, isThereAChoice: boolean): string {
  switch (refused.why) {
    case 'not-editable':
      return `${sayWhyLocked(plan) ?? ''} What you wrote is below, so that you can keep it.`
    case 'overlap':
      return sayOverlap(refused.overlap)
    case 'gone':
      return refused.problem
    case 'invalid':
      if (!isThereAChoice)
        return `This cannot be saved: ${refused.errors.map(({ path, message }) => `${path} ${message}`).join('; ')}.`
      return `These do not go together: ${refused.errors.map(({ message }) => message).join('; ')}. Choose otherwise.`
    case 'conflict':
      return `${refused.changedBy} has changed it again.`
  }
}

/** Where the changed things are to be seen. */
function pageOf({ planId }: Plan, stale: readonly PostedChange[]): string {
  const kinds = stale.map(({ change }) => change.kind)
  if (kinds.every((kind) => /objective|resource/.test(kind))) return pathTo('planObjectives', { planId })
  return kinds.every((kind) => /on-call/.test(kind)) ? pathTo('planOnCall', { planId }) : pathTo('plan', { planId })
}

export const handlers: Handlers = { mergePlanChanges: merge }
