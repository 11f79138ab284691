/**
 * Two people changed the same thing: what it was, what the other made of it and what one's own change makes of it, field by
 * field, and the change that comes of choosing. Activities and rotas are known by their ids, objectives and what is needed
 * by their place.
 */

import { applyChange, type PlanChange, targetsOf } from './change.ts'
import type { SiteNames } from './in-words.ts'
import type { Activity, JobPlanDocument, Objective, OnCallRota, SupportingResource } from './job-plan.ts'
import { at, fieldsFor, type Item, splitTarget, termsOf, type Words } from './merge-fields.ts'
import { sameJson } from './same-json.ts'

/** Who changed a field from what it was. */
export type ChangedBy = 'them' | 'you' | 'both' | 'both-alike'

export type ContestedField = {
  key: string
  words: string
  was: string
  theirs: string
  yours: string
  changedBy: ChangedBy
}

/** One thing that both changed. Where either took it out there are no fields to choose by. */
export type Contest = {
  target: string
  title: string
  theirsIsGone: boolean
  yoursIsGone: boolean
  fields: ContestedField[]
}

/** What was chosen of one thing: all of one side, or for each field a side. */
export type Choice = 'theirs' | 'yours' | Readonly<Record<string, 'theirs' | 'yours'>>

/** A stale change, and the plan that it was made on. */
export type Stale = { before: JobPlanDocument; change: PlanChange }

/** What both changed since: empty where the change meets nobody else's. */
export function contestsOf({ before, change }: Stale, now: JobPlanDocument, sites: SiteNames = {}): Contest[] {
  return threeWays({ before, change }, now)
    .filter(isContested)
    .map(({ target, was, theirs, yours }) => ({
      target,
      title: titleOf(target, yours ?? theirs ?? was),
      theirsIsGone: theirs === undefined,
      yoursIsGone: yours === undefined,
      fields: theirs && yours ? fieldsOf(target, { was, theirs, yours }, { plan: now, sites }) : [],
    }))
}

/** The fields that both changed, and not to the same: each wants a choice. */
export const openFields = ({ fields }: Contest): ContestedField[] =>
  fields.filter(({ changedBy }) => changedBy === 'both')

/**
 * The change that makes one's own of the newest plan, as chosen; what nobody else touched is one's own. Null where nothing
 * is left to change.
 */
export function settle(
  stale: Stale,
  now: JobPlanDocument,
  choices: Readonly<Record<string, Choice>>,
): PlanChange | null {
  const changes: PlanChange[] = []
  // Places that are taken out go last, and from the end, so that the others keep their numbers.
  const ways = threeWays(stale, now).toSorted(
    (some, other) =>
      Number(!some.yours) - Number(!other.yours) || (some.yours ? 0 : (other.place ?? 0) - (some.place ?? 0)),
  )
  for (const way of ways) {
    const kept = isContested(way) ? chosen(way, choices[way.target] ?? 'yours') : way.yours
    if (!isSame(kept, way.theirs)) changes.push(putOrRemove(way, kept))
  }
  const [only] = changes
  if (!only) return null
  return changes.length === 1 ? only : { kind: 'batch', changes }
}

type ThreeWay = {
  target: string
  /** Where it stands in the newest plan, in a list without ids; undefined where it is there no longer. */
  place: number | undefined
  was: Item | undefined
  theirs: Item | undefined
  yours: Item | undefined
}

function threeWays({ before, change }: Stale, now: JobPlanDocument): ThreeWay[] {
  return singles(change).flatMap((single): ThreeWay[] => {
    const [target] = targetsOf(single)
    const added = addedTo(single)
    if (added) return [{ target: added, place: undefined, was: undefined, theirs: undefined, yours: itemOf(single) }]
    if (!target) return []
    const numbered = numberedTarget(single)
    const name = numbered ?? target
    const was = itemIn(before, name)
    const found = numbered ? placeNow(numbered, before, now) : undefined
    const applied = applyChange(before, single)
    const isOut = single.kind.startsWith('remove-')
    const yours = isOut ? undefined : applied.ok ? itemIn(applied.plan, name) : itemOf(single)
    const theirs = numbered ? (found === undefined ? undefined : listOf(now, numbered)[found]) : itemIn(now, name)
    return [{ target: name, place: found, was, theirs, yours }]
  })
}

/** The last of several changes to the same thing counts; each on its own. */
function singles(change: PlanChange): PlanChange[] {
  if (change.kind !== 'batch') return [change]
  const last = new Map<string, PlanChange>()
  for (const [number, one] of change.changes.flatMap(singles).entries())
    last.set(addedTo(one) ? `added ${number}` : (numberedTarget(one) ?? targetsOf(one)[0] ?? ''), one)
  return [...last.values()]
}

/** The list that a change adds to without naming a place. */
function addedTo(change: PlanChange): string | undefined {
  if (change.kind === 'insert-objective' || (change.kind === 'put-objective' && change.place === undefined))
    return 'objective:new'
  if (
    change.kind === 'insert-supporting-resource' ||
    (change.kind === 'put-supporting-resource' && change.place === undefined)
  )
    return 'supporting-resource:new'
  return undefined
}

/** `objective:3`, for what is known by its place. */
function numberedTarget(change: PlanChange): string | undefined {
  if (change.kind === 'remove-objective' || change.kind === 'put-objective') return `objective:${change.place}`
  if (change.kind === 'remove-supporting-resource' || change.kind === 'put-supporting-resource')
    return `supporting-resource:${change.place}`
  return undefined
}

function itemOf(change: PlanChange): Item | undefined {
  if ('activity' in change) return change.activity
  if ('rota' in change) return change.rota
  if ('objective' in change) return change.objective
  return 'resource' in change ? change.resource : undefined
}

function itemIn(plan: JobPlanDocument, target: string): Item | undefined {
  const [list, id] = splitTarget(target)
  if (list === 'activity') return plan.activities?.find((one) => one.id === id)
  if (list === 'on-call') return plan.onCall?.find((one) => one.id === id)
  if (list === 'terms') return termsOf(plan)
  return listOf(plan, target)[Number(id)]
}

const listOf = (plan: JobPlanDocument, target: string): readonly (Objective | SupportingResource)[] =>
  (target.startsWith('objective:') ? plan.objectives : plan.supportingResources) ?? []

/** Where something without an id stands now: where the very same is, or in its old place while the list is as long. */
function placeNow(target: string, before: JobPlanDocument, now: JobPlanDocument): number | undefined {
  const [old, current] = [listOf(before, target), listOf(now, target)]
  const place = Number(splitTarget(target)[1])
  const same = current.findIndex((one) => isSame(one, old[place]))
  if (same >= 0) return same
  return old.length === current.length ? place : undefined
}

const isContested = ({ was, theirs, yours }: ThreeWay) =>
  !isSame(was, theirs) && !isSame(theirs, yours) && !isSame(was, yours)

function fieldsOf(
  target: string,
  { was, theirs, yours }: { was: Item | undefined; theirs: Item; yours: Item },
  words: Words,
): ContestedField[] {
  return fieldsFor(target, theirs, yours).flatMap((field): ContestedField[] => {
    const [old, other, own] = [was, theirs, yours].map((item) => item && field.paths.map((path) => at(item, path)))
    const byThem = !isSame(old, other)
    const byYou = !isSame(old, own)
    if (!byThem && !byYou) return []
    const isAlike = isSame(other, own)
    const say = (item: Item | undefined) => (item ? field.say(item, words) : '')
    return [
      {
        key: field.key,
        words: field.words,
        was: say(was),
        theirs: say(theirs),
        yours: say(yours),
        changedBy: isAlike ? 'both-alike' : byThem && byYou ? 'both' : byThem ? 'them' : 'you',
      },
    ]
  })
}

/** One's own item as chosen; a field that is not chosen is of whoever changed it, one's own where both did. */
function chosen({ target, was, theirs, yours }: ThreeWay, choice: Choice): Item | undefined {
  if (choice === 'theirs') return theirs
  if (choice === 'yours' || !theirs || !yours) return yours
  let merged: Item = theirs
  for (const { key, paths } of fieldsFor(target, theirs, yours)) {
    const untouched = was !== undefined && paths.every((path) => isSame(at(was, path), at(yours, path)))
    if ((choice[key] ?? (untouched ? 'theirs' : 'yours')) === 'yours')
      for (const path of paths) merged = withAt(merged, path, at(yours, path))
  }
  return merged
}

function putOrRemove({ target, place }: ThreeWay, item: Item | undefined): PlanChange {
  const [list, id] = splitTarget(target)
  switch (list) {
    case 'activity':
      return item ? { kind: 'put-activity', activity: item as Activity } : { kind: 'remove-activity', id }
    case 'on-call':
      return item ? { kind: 'put-on-call', rota: item as OnCallRota } : { kind: 'remove-on-call', id }
    case 'objective':
      return item
        ? { kind: 'put-objective', objective: item as Objective, place }
        : { kind: 'remove-objective', place: place ?? Number(id) }
    case 'supporting-resource':
      return item
        ? { kind: 'put-supporting-resource', resource: item as SupportingResource, place }
        : { kind: 'remove-supporting-resource', place: place ?? Number(id) }
    default: {
      const { workingWeeks = null, person, ...terms } = item as ReturnType<typeof termsOf>
      const { postTitle = null, band = null, specialty = null } = person
      return { kind: 'set-terms', terms: { ...terms, workingWeeks, person: { postTitle, band, specialty } } }
    }
  }
}

/** The same as JSON, a number being the same as its text: forms write text. */
function isSame(some: unknown, other: unknown): boolean {
  const inText = (value: unknown) =>
    value === undefined
      ? undefined
      : JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'number' ? String(one) : one))
  return sameJson(inText(some), inText(other))
}

function withAt(item: Item, [name = '', ...rest]: readonly string[], value: unknown): Item {
  const { [name]: old, ...others } = item as Record<string, unknown>
  const next = rest.length > 0 ? withAt((old as Item) ?? {}, rest, value) : value
  const isEmpty = next === undefined || (rest.length > 0 && Object.keys(next as Item).length === 0)
  return isEmpty ? others : { ...others, [name]: next }
}

function titleOf(target: string, item: Item | undefined): string {
  const [list, id] = splitTarget(target)
  const { title, text } = (item ?? {}) as { title?: string; text?: string }
  if (list === 'activity') return title ?? id
  if (list === 'on-call') return title ?? 'On-call'
  if (list === 'objective') return `Objective ${Number(id) + 1}`
  if (list === 'supporting-resource') return text ?? 'Something needed'
  return 'What the plan rests on'
}
