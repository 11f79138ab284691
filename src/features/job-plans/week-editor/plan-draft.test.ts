import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, type PlanChange } from '../../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { sameJson } from '../../../domain/job-plan/same-json.ts'
import { type Draft, gather, isSaved, make, received, redo, resumeDraft, send, startDraft, undo } from './plan-draft.ts'

const activity = (id: string, start: string): Activity => ({
  id,
  title: id,
  category: 'dcc',
  schedule: { kind: 'timetabled', days: ['mon'], start, end: '17:00' },
})
const plan: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Amara Osei (invented)' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  activities: [activity('a', '09:00'), activity('b', '09:00')],
}

const single = fc.oneof(
  fc
    .record({ id: fc.constantFrom('a', 'b', 'c'), start: fc.constantFrom('08:00', '10:00', '12:00') })
    .map(({ id, start }): PlanChange => ({ kind: 'put-activity', activity: activity(id, start) })),
  fc.constantFrom('a', 'b', 'c').map((id): PlanChange => ({ kind: 'remove-activity', id })),
)
const change = fc.oneof(
  single,
  fc.array(single, { minLength: 1, maxLength: 3 }).map((changes): PlanChange => ({ kind: 'batch', changes })),
)

/** The plan with every change made that can be. */
const withAll = (from: JobPlanDocument, changes: readonly PlanChange[]): JobPlanDocument =>
  changes.reduce((current, one) => {
    const applied = applyChange(current, one)
    return applied.ok ? applied.plan : current
  }, from)

/** A server that takes whatever is sent to it. */
const answer = (draft: Draft): Draft =>
  draft.sending
    ? received(draft, { version: draft.version + 1, document: withAll(draft.saved, [draft.sending]) })
    : draft

const steps: Record<string, (draft: Draft) => Draft> = {
  undo: (draft) => madeOr(draft, undo(draft)),
  redo: (draft) => madeOr(draft, redo(draft)),
  send,
  answer,
  // Kept as text, and read again by another page.
  'leave and come back': (draft) => resumeDraft(JSON.parse(JSON.stringify(draft))),
}
const madeOr = (draft: Draft, made: ReturnType<typeof make>): Draft => (made.ok ? made.draft : draft)
const step = fc.oneof(
  change.map((one) => (draft: Draft) => madeOr(draft, make(draft, one))),
  fc.constantFrom(...Object.values(steps)),
)

describe('a draft', () => {
  it('always shows what is saved, then what is on its way, then what waits', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (walk) => {
        let draft = startDraft({ version: 1, document: plan })
        for (const take of walk) {
          draft = take(draft)
          const expected = withAll(draft.saved, [...(draft.sending ? [draft.sending] : []), ...draft.waiting])
          expect(draft.shown).toEqual(expected)
        }
      }),
    )
  })
  it('ends on the server as it is shown, whatever was sent when', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (walk) => {
        const draft = walk.reduce((current, take) => take(current), startDraft({ version: 1, document: plan }))
        const settled = answer(send(answer(draft)))
        expect(isSaved(settled)).toBe(true)
        expect(settled.saved).toEqual(draft.shown)
      }),
    )
  })
  it('undoes back to where it began, and does it all again', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const start = startDraft({ version: 1, document: plan })
        const done = changes.reduce((draft, one) => madeOr(draft, make(draft, one)), start)
        let draft = done
        while (draft.undo.length > 0) draft = madeOr(draft, undo(draft))
        expect(draft.shown).toEqual(plan)
        while (draft.redo.length > 0) draft = madeOr(draft, redo(draft))
        expect(draft.shown).toEqual(done.shown)
      }),
    )
  })
})

describe('gathering', () => {
  it('comes to the same plan as the changes one after another', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const possible = changes.filter((one, index) => applyChange(withAll(plan, changes.slice(0, index)), one).ok)
        if (possible.length === 0) return
        const applied = applyChange(plan, gather(possible))
        expect(applied.ok && applied.plan).toEqual(withAll(plan, possible))
      }),
    )
  })
})

describe('the same JSON', () => {
  it('minds neither the order of fields nor what is missing or null', () => {
    expect(sameJson({ a: 1, b: [{ c: null }] }, { b: [{}], a: 1 })).toBe(true)
    expect(sameJson({ a: 1 }, { a: '1' })).toBe(false)
    expect(sameJson([1, 2], [2, 1])).toBe(false)
    expect(sameJson([], {})).toBe(false)
  })
})
