/** A posted form that changes a plan: read it, save the change, and show what happened, whatever that is. */
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Problem } from '../../../domain/job-plan/problem.ts'
import type { Plan } from '../../../records/plan.ts'
import { type Handler, type Request, seeOther } from '../../../web/request.ts'
import { sayWhyLocked } from '../plan/frame-view.ts'
import { sayOverlap } from '../start/overlap.words.ts'
import { changePlan } from './change-plan.command.ts'
import { showMerge } from './merge.handlers.tsx'
import { answer, type FieldErrors, type Read, readTyped, type Typed } from './typed.form.ts'

export type Saving = {
  /** Makes the change out of what was typed, on the newest document. */
  read: (plan: Plan, typed: Typed) => Read<PlanChange>
  /** The same form again, with what was typed, what is wrong with it and the plan in its way; without one the next page. */
  again?: (
    c: Request,
    plan: Plan,
    typed: Typed,
    errors: FieldErrors,
    inTheWay: number | null,
  ) => Response | Promise<Response>
  /** Fields by the paths of the document's problems. */
  fields?: Record<string, string>
  /** The page that shows the result, or theirs in a conflict. */
  next: (plan: Plan, typed: Typed) => string
}

/** The handler of a form that changes a plan. */
export const saving =
  ({ read, again, fields = {}, next }: Saving): Handler =>
  async (c) => {
    const typed = await readTyped(c)
    const changed = await changePlan(c, versionIn(typed), (plan) => read(plan, typed))
    const { plan } = changed
    const show = (errors: FieldErrors, inTheWay: number | null = null) =>
      again ? again(c, plan, typed, errors, inTheWay) : seeOther(c, next(plan, typed))
    if (changed.ok) return seeOther(c, next(plan, typed))
    if (changed.why === 'form') return show(changed.errors)
    if (changed.why === 'contested') return showMerge(c, changed.merged, changed.stale)
    const { refused } = changed
    switch (refused.why) {
      case 'conflict':
        return show({ form: `${refused.changedBy} has just changed this too. Save again to see both.` })
      case 'invalid':
        return show(errorsByField(plan, refused.errors, fields))
      case 'overlap':
        return show({ from: `${sayOverlap(refused.overlap)} Choose other days.` }, refused.overlap.planId)
      case 'gone':
        return show({ form: refused.problem })
      case 'not-editable':
        return show({ form: `${sayWhyLocked(plan) ?? ''} What you wrote is below, so that you can keep it.` })
    }
  }

const versionIn = (typed: Typed): number | undefined => {
  const version = answer(typed, 'version')
  return /^\d{1,9}$/.test(version) ? Number(version) : undefined
}

const PLACE = /^(\w+)\[(\d+)\]\.?/

/** Problems of the document as problems of the form's fields; what belongs to none is said of the form as a whole. */
export function errorsByField(plan: Plan, problems: readonly Problem[], fields: Record<string, string>): FieldErrors {
  const errors: FieldErrors = {}
  for (const { path, message } of problems) {
    const within = path.replace(PLACE, '').replace(/\[\d+\]$/, '')
    const field = fields[path] ?? fields[within]
    if (field) errors[field] ??= `This ${message}`
    else errors.form ??= `${nameOfPart(plan, path)} ${message}`
  }
  return errors
}

function nameOfPart({ document }: Plan, path: string): string {
  const [, list, place] = PLACE.exec(path) ?? []
  const part = list === 'activities' ? document.activities?.[Number(place)]?.title : undefined
  return part ? `“${part}”: ${path.replace(PLACE, '')}` : path
}
