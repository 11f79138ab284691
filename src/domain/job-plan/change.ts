import type { Activity, JobPlanDocument, Objective, OnCallRota, PlanPerson, SupportingResource } from './job-plan.ts'

type Terms = Pick<
  JobPlanDocument,
  'contract' | 'organisation' | 'period' | 'contracted' | 'workingWeeks' | 'cycleWeeks'
>

/** What a plan says outside its lists. Only the fields given change; null takes an optional one away. */
export type PlanTerms = { [Field in keyof Terms]?: Terms[Field] | null | undefined } & {
  person?: { [Field in keyof PlanPerson]?: PlanPerson[Field] | null | undefined } | undefined
}

/**
 * One change to a plan, small enough that two people can each make theirs. It is plain JSON.
 * `put` replaces the one with that id, or adds it: at `place` (from 0), or at the end. Objectives and supporting
 * resources have no ids: `put` replaces the one at `place`, or adds one at the end when no `place` is given.
 */
export type PlanChange =
  | { kind: 'put-activity'; activity: Activity; place?: number | undefined }
  | { kind: 'remove-activity'; id: string }
  | { kind: 'put-on-call'; rota: OnCallRota; place?: number | undefined }
  | { kind: 'remove-on-call'; id: string }
  | { kind: 'put-objective'; objective: Objective; place?: number | undefined }
  | { kind: 'insert-objective'; objective: Objective; place: number }
  | { kind: 'remove-objective'; place: number }
  | { kind: 'put-supporting-resource'; resource: SupportingResource; place?: number | undefined }
  | { kind: 'insert-supporting-resource'; resource: SupportingResource; place: number }
  | { kind: 'remove-supporting-resource'; place: number }
  | { kind: 'set-terms'; terms: PlanTerms }
  | { kind: 'batch'; changes: PlanChange[] }

export type Applied = { ok: true; plan: JobPlanDocument; inverse: PlanChange } | { ok: false; problem: string }

/** The plan with the change made, and the change that takes it back. A problem when what it changes is no longer there. */
export function applyChange(plan: JobPlanDocument, change: PlanChange): Applied {
  switch (change.kind) {
    case 'put-activity': {
      const { list, old, place } = putById(plan.activities ?? [], change.activity, change.place)
      return done(
        { ...plan, activities: list },
        old ? { kind: 'put-activity', activity: old, place } : { kind: 'remove-activity', id: change.activity.id },
      )
    }
    case 'remove-activity': {
      const found = takeAt(plan.activities ?? [], placeOfId(plan.activities, change.id))
      if (!found) return gone('activity')
      return done(
        { ...plan, activities: found.list },
        { kind: 'put-activity', activity: found.taken, place: found.place },
      )
    }
    case 'put-on-call': {
      const { list, old, place } = putById(plan.onCall ?? [], change.rota, change.place)
      return done(
        { ...plan, onCall: list },
        old ? { kind: 'put-on-call', rota: old, place } : { kind: 'remove-on-call', id: change.rota.id },
      )
    }
    case 'remove-on-call': {
      const found = takeAt(plan.onCall ?? [], placeOfId(plan.onCall, change.id))
      if (!found) return gone('on-call rota')
      return done({ ...plan, onCall: found.list }, { kind: 'put-on-call', rota: found.taken, place: found.place })
    }
    case 'put-objective': {
      const listed = plan.objectives ?? []
      if (change.place === undefined)
        return done(
          { ...plan, objectives: [...listed, change.objective] },
          { kind: 'remove-objective', place: listed.length },
        )
      const old = listed[change.place]
      if (!old) return gone('objective')
      return done(
        { ...plan, objectives: listed.with(change.place, change.objective) },
        { kind: 'put-objective', objective: old, place: change.place },
      )
    }
    case 'insert-objective': {
      const { list, place } = insertAt(plan.objectives ?? [], change.objective, change.place)
      return done({ ...plan, objectives: list }, { kind: 'remove-objective', place })
    }
    case 'remove-objective': {
      const found = takeAt(plan.objectives ?? [], change.place)
      if (!found) return gone('objective')
      return done(
        { ...plan, objectives: found.list },
        { kind: 'insert-objective', objective: found.taken, place: found.place },
      )
    }
    case 'put-supporting-resource': {
      const listed = plan.supportingResources ?? []
      if (change.place === undefined)
        return done(
          { ...plan, supportingResources: [...listed, change.resource] },
          { kind: 'remove-supporting-resource', place: listed.length },
        )
      const old = listed[change.place]
      if (!old) return gone('supporting resource')
      return done(
        { ...plan, supportingResources: listed.with(change.place, change.resource) },
        { kind: 'put-supporting-resource', resource: old, place: change.place },
      )
    }
    case 'insert-supporting-resource': {
      const { list, place } = insertAt(plan.supportingResources ?? [], change.resource, change.place)
      return done({ ...plan, supportingResources: list }, { kind: 'remove-supporting-resource', place })
    }
    case 'remove-supporting-resource': {
      const found = takeAt(plan.supportingResources ?? [], change.place)
      if (!found) return gone('supporting resource')
      return done(
        { ...plan, supportingResources: found.list },
        { kind: 'insert-supporting-resource', resource: found.taken, place: found.place },
      )
    }
    case 'set-terms':
      return setTerms(plan, change.terms)
    case 'batch':
      return applyBatch(plan, change.changes)
  }
}

/** What a change touches, such as `activity:clinic`: two changes conflict only where they share a target. */
export function targetsOf(change: PlanChange): string[] {
  switch (change.kind) {
    case 'put-activity':
      return [`activity:${change.activity.id}`]
    case 'remove-activity':
      return [`activity:${change.id}`]
    case 'put-on-call':
      return [`on-call:${change.rota.id}`]
    case 'remove-on-call':
      return [`on-call:${change.id}`]
    case 'put-objective':
      return change.place === undefined ? [] : [`objective:${change.place}`]
    // Taking one out or putting one in renumbers the rest, so it touches them all.
    case 'insert-objective':
    case 'remove-objective':
      return ['objective:*']
    case 'put-supporting-resource':
      return change.place === undefined ? [] : [`supporting-resource:${change.place}`]
    case 'insert-supporting-resource':
    case 'remove-supporting-resource':
      return ['supporting-resource:*']
    case 'set-terms':
      return ['terms']
    case 'batch':
      return [...new Set(change.changes.flatMap(targetsOf))]
  }
}

/** Whether two lists of targets share one; `objective:*` shares with every objective. */
export function shareTarget(some: readonly string[], others: readonly string[]): boolean {
  return some.some((a) => others.some((b) => a === b || covers(a, b) || covers(b, a)))
}

function covers(wide: string, narrow: string): boolean {
  return wide.endsWith(':*') && narrow.startsWith(wide.slice(0, -1))
}

function done(plan: JobPlanDocument, inverse: PlanChange): Applied {
  return { ok: true, plan, inverse }
}

function gone(what: string): Applied {
  return { ok: false, problem: `This ${what} is no longer in the plan. Someone may have taken it out.` }
}

function placeOfId(listed: readonly { id: string }[] | undefined, id: string): number {
  return (listed ?? []).findIndex((one) => one.id === id)
}

function putById<T extends { id: string }>(listed: readonly T[], item: T, place?: number) {
  const at = placeOfId(listed, item.id)
  const old = listed[at]
  return old ? { list: listed.with(at, item), old, place: at } : { ...insertAt(listed, item, place), old: undefined }
}

function insertAt<T>(listed: readonly T[], item: T, place = listed.length) {
  return { list: listed.toSpliced(place, 0, item), place: Math.min(place, listed.length) }
}

function takeAt<T>(listed: readonly T[], place: number) {
  const taken = listed[place]
  return taken === undefined ? undefined : { list: listed.toSpliced(place, 1), taken, place }
}

function setTerms(plan: JobPlanDocument, { person, ...rest }: PlanTerms): Applied {
  const changedPerson = person && merge(plan.person, person)
  const changed = merge(plan, rest)
  return done(
    { ...changed.merged, ...(changedPerson && { person: changedPerson.merged }) },
    { kind: 'set-terms', terms: { ...changed.before, ...(changedPerson && { person: changedPerson.before }) } },
  )
}

/** The object with those fields changed (null takes one away), and the same fields as they were. */
function merge<T extends object>(whole: T, part: object): { merged: T; before: Partial<T> } {
  const merged = { ...whole } as Record<string, unknown>
  const before: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(part)) {
    if (value === undefined) continue
    before[field] = merged[field] ?? null
    if (value === null) delete merged[field]
    else merged[field] = value
  }
  return { merged: merged as T, before: before as Partial<T> }
}

/** All of the changes, or none of them. */
function applyBatch(plan: JobPlanDocument, changes: readonly PlanChange[]): Applied {
  const inverses: PlanChange[] = []
  let current = plan
  for (const change of changes) {
    const applied = applyChange(current, change)
    if (!applied.ok) return applied
    current = applied.plan
    inverses.unshift(applied.inverse)
  }
  return done(current, { kind: 'batch', changes: inverses })
}
