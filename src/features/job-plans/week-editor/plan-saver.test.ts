import { describe, expect, it } from 'vitest'
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { createPlanSaver, GATHER_MILLISECONDS, type Kept, type SaveAnswer, type SaveStatus } from './plan-saver.ts'

const activity = (id: string, start = '09:00'): Activity => ({
  id,
  title: id,
  category: 'dcc',
  schedule: { kind: 'timetabled', days: ['mon'], start, end: '17:00' },
})
const put = (id: string, start?: string): PlanChange => ({ kind: 'put-activity', activity: activity(id, start) })
const planOf = (...activities: Activity[]): JobPlanDocument => ({
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Amara Osei (invented)' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  activities,
})

/** A saver with a clock that is turned, and a line to a server that answers when it is told to. */
function setUp(document = planOf(activity('clinic'), activity('ward')), before: Kept | null = null) {
  const sent: { version: number; change: PlanChange }[] = []
  const keys: string[] = []
  let kept: Kept | null = before
  const answers: ((answer: SaveAnswer) => void)[] = []
  const messages: string[] = []
  let due: { milliseconds: number; act: () => void } | undefined
  const saver = createPlanSaver({ version: 1, document }, before, {
    post: (body, key) => {
      sent.push(body)
      keys.push(key)
      return new Promise((resolve) => answers.push(resolve))
    },
    after(milliseconds, act) {
      const own = { milliseconds, act }
      due = own
      return () => {
        if (due === own) due = undefined
      }
    },
    newKey: () => `key ${new Set(keys).size + 1}`,
    keep: (now) => {
      kept = now === null ? null : JSON.parse(JSON.stringify(now))
    },
    now: () => '2026-11-21T10:42:00Z',
    changed: (_draft, _status, message) => {
      if (message) messages.push(message)
    },
  })
  return {
    saver,
    sent,
    keys,
    messages,
    kept: () => kept,
    waits: () => due?.milliseconds,
    turnClock() {
      const { act } = due ?? { act: () => {} }
      due = undefined
      act()
    },
    async answer(answer: SaveAnswer) {
      answers.shift()?.(answer)
      await Promise.resolve()
      await Promise.resolve()
    },
    starts: () => saver.draft().shown.activities?.map(({ schedule }) => 'start' in schedule && schedule.start),
    status: (): SaveStatus['kind'] => saver.status().kind,
  }
}
const saved = (version: number, document: JobPlanDocument): SaveAnswer => ({
  kind: 'saved',
  version,
  document,
  at: '2026-11-21T10:42:00Z',
})
const conflict = (version: number, document: JobPlanDocument): SaveAnswer => ({
  kind: 'conflict',
  version,
  document,
  message: 'Lee Morgan changed clinic at 10:41am.',
})

describe('saving', () => {
  it('sends one change at a time and gathers what is made meanwhile', async () => {
    const { saver, sent, turnClock, answer, status, starts } = setUp()
    saver.make(put('clinic', '10:00'))
    turnClock()
    saver.make(put('clinic', '11:00'))
    saver.make(put('ward', '12:00'))
    turnClock()
    expect(sent).toHaveLength(1)
    await answer(saved(2, planOf(activity('clinic', '10:00'), activity('ward'))))
    expect(sent[1]).toEqual({
      version: 2,
      change: { kind: 'batch', changes: [put('clinic', '11:00'), put('ward', '12:00')] },
    })
    expect([status(), starts()]).toEqual(['saving', ['11:00', '12:00']])
    await answer(saved(3, planOf(activity('clinic', '11:00'), activity('ward', '12:00'))))
    expect([status(), starts()]).toEqual(['saved', ['11:00', '12:00']])
  })
  it('sends a burst of keys as its last state, and undoes it as one', () => {
    const { saver, sent, waits, turnClock, starts } = setUp()
    for (const start of ['09:15', '09:30', '09:45']) saver.make(put('clinic', start), 'keys 1')
    expect(waits()).toBe(GATHER_MILLISECONDS)
    turnClock()
    expect(sent.map(({ change }) => change)).toEqual([
      expect.objectContaining({ activity: activity('clinic', '09:45') }),
    ])
    saver.undo()
    expect(starts()).toEqual(['09:00', '09:00'])
    saver.redo()
    expect(starts()).toEqual(['09:45', '09:00'])
  })
  it('shows what others changed beside it, and will not undo over it', async () => {
    const { saver, turnClock, answer, starts } = setUp()
    saver.make(put('ward', '10:00'))
    turnClock()
    await answer(saved(2, planOf(activity('clinic'), activity('ward', '10:00'))))
    saver.make(put('clinic', '11:00'))
    turnClock()
    await answer(saved(4, planOf(activity('clinic', '11:00'), activity('ward', '15:00'))))
    expect(starts()).toEqual(['11:00', '15:00'])
    saver.undo()
    expect(starts()).toEqual(['09:00', '15:00'])
    expect(saver.undo()).toEqual({ ok: false, problem: 'There is nothing to undo.' })
  })
})

describe('when it cannot be saved', () => {
  it('keeps trying, later and later, and sends everything in the end', async () => {
    const { saver, sent, waits, turnClock, answer, status } = setUp()
    saver.make(put('clinic', '10:00'))
    turnClock()
    await answer({ kind: 'unreachable' })
    expect([status(), waits()]).toEqual(['unreachable', 1000])
    turnClock()
    await answer({ kind: 'unreachable' })
    expect(waits()).toBe(2000)
    saver.make(put('ward', '12:00'))
    expect([status(), waits()]).toEqual(['unreachable', 2000])
    turnClock()
    expect(sent.at(-1)?.change).toEqual(put('clinic', '10:00'))
    await answer(saved(2, planOf(activity('clinic', '10:00'), activity('ward'))))
    expect(sent.at(-1)).toEqual({ version: 2, change: put('ward', '12:00') })
    await answer(saved(3, planOf(activity('clinic', '10:00'), activity('ward', '12:00'))))
    expect(status()).toBe('saved')
  })
  it('sends what it does not know to have arrived under the same key, and nothing else under it', async () => {
    const { saver, keys, sent, turnClock, answer } = setUp()
    saver.make(put('clinic', '10:00'))
    turnClock()
    await answer({ kind: 'unreachable' })
    saver.make(put('clinic', '11:00'))
    saver.saveNow()
    await answer(saved(2, planOf(activity('clinic', '10:00'), activity('ward'))))
    expect(keys).toEqual(['key 1', 'key 1', 'key 2'])
    expect(sent.slice(0, 2).map(({ change }) => change)).toEqual([put('clinic', '10:00'), put('clinic', '10:00')])
    expect(sent[2]?.change).toMatchObject(put('clinic', '11:00'))
  })
  it('says since when it is kept here, and forgets it once it has arrived', async () => {
    const { saver, kept, turnClock, answer } = setUp()
    saver.make(put('clinic', '10:00'))
    turnClock()
    await answer({ kind: 'unreachable' })
    expect(saver.status()).toEqual({ kind: 'unreachable', since: '2026-11-21T10:42:00Z' })
    expect(kept()).toMatchObject({ key: 'key 1', draft: { version: 1, sending: put('clinic', '10:00') } })
    turnClock()
    await answer(saved(2, planOf(activity('clinic', '10:00'), activity('ward'))))
    expect(kept()).toBeNull()
  })
  it('goes on where a page that was left had stopped, in order and under its key', async () => {
    const first = setUp()
    first.saver.make(put('clinic', '10:00'))
    first.turnClock()
    await first.answer({ kind: 'unreachable' })
    first.saver.make(put('ward', '12:00'))
    const next = setUp(planOf(activity('clinic'), activity('ward'), activity('new')), first.kept())
    expect(next.starts()).toEqual(['10:00', '12:00'])
    next.saver.saveNow()
    await next.answer(saved(2, planOf(activity('clinic', '10:00'), activity('ward'), activity('new'))))
    expect([next.keys[0], next.sent.map(({ change }) => change)]).toEqual([
      'key 1',
      [put('clinic', '10:00'), put('ward', '12:00')],
    ])
    expect(next.starts()).toEqual(['10:00', '12:00', '09:00'])
  })
  it('takes a refused change out again, keeps the others and says why', async () => {
    const { saver, messages, turnClock, answer, starts } = setUp()
    saver.make(put('clinic', '10:00'))
    turnClock()
    saver.make(put('ward', '12:00'))
    await answer({ kind: 'refused', message: 'The break is longer than the clinic.' })
    expect(starts()).toEqual(['09:00', '12:00'])
    expect(messages).toEqual(['The break is longer than the clinic.'])
  })
  it('stops rather than send again when a conflict brings nothing newer', async () => {
    const { saver, sent, turnClock, answer, status } = setUp()
    saver.make(put('clinic', '10:00'))
    turnClock()
    await answer(conflict(1, planOf(activity('clinic'), activity('ward'))))
    expect([status(), sent.length]).toEqual(['closed', 1])
  })
  it('stops when the plan is closed to changes, and keeps them on the screen', async () => {
    const { saver, sent, turnClock, answer, status, starts } = setUp()
    saver.make(put('clinic', '10:00'))
    turnClock()
    await answer({ kind: 'closed' })
    saver.make(put('ward', '12:00'))
    turnClock()
    expect([status(), sent.length, starts()]).toEqual(['closed', 1, ['10:00', '12:00']])
  })
})

describe('when somebody else changed it', () => {
  const begin = async (theirs: JobPlanDocument) => {
    const all = setUp()
    all.saver.make(put('clinic', '10:00'))
    all.turnClock()
    all.saver.make(put('ward', '12:00'))
    all.turnClock()
    await all.answer(conflict(5, theirs))
    return all
  }
  it('holds mine back when it was the same activity, and goes on with the rest', async () => {
    const { saver, sent, starts, messages } = await begin(planOf(activity('clinic', '14:00'), activity('ward')))
    expect(starts()).toEqual(['14:00', '12:00'])
    expect(saver.held()).toEqual([{ version: 1, change: put('clinic', '10:00') }])
    expect(sent[1]).toEqual({ version: 5, change: put('ward', '12:00') })
    expect(messages).toEqual(['Lee Morgan changed clinic at 10:41am.'])
  })
  it('holds back all that was done to it', async () => {
    const all = setUp()
    all.saver.make(put('clinic', '10:00'))
    all.saver.make(put('ward', '11:00'))
    all.turnClock()
    all.saver.make(put('clinic', '12:00'))
    await all.answer(conflict(5, planOf(activity('clinic', '14:00'), activity('ward'))))
    expect(all.saver.held()).toEqual([{ version: 1, change: put('clinic', '12:00') }])
    expect(all.starts()).toEqual(['14:00', '11:00'])
    expect(all.sent[1]).toEqual({ version: 5, change: put('ward', '11:00') })
  })
  it('keeps it until it is compared, also when the page is left', async () => {
    const { saver, answer, kept } = await begin(planOf(activity('clinic', '14:00'), activity('ward')))
    await answer(saved(6, planOf(activity('clinic', '14:00'), activity('ward', '12:00'))))
    expect(kept()?.held).toHaveLength(1)
    const next = setUp(planOf(activity('clinic', '15:00')), kept())
    expect([next.starts(), next.saver.held().length]).toEqual([['15:00'], 1])
    saver.letGo()
    expect([saver.held(), kept()]).toEqual([[], null])
  })
})
