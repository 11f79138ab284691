import { describe, expect, it } from 'vitest'
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { startDraft } from './plan-draft.ts'
import { createPlanSaver, GATHER_MILLISECONDS, type SaveAnswer, type SaveStatus } from './plan-saver.ts'

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
function setUp(document = planOf(activity('clinic'), activity('ward'))) {
  const sent: { version: number; change: PlanChange }[] = []
  const answers: ((answer: SaveAnswer) => void)[] = []
  const messages: string[] = []
  let due: { milliseconds: number; act: () => void } | undefined
  const saver = createPlanSaver(startDraft({ version: 1, document }), {
    post: (body) => {
      sent.push(body)
      return new Promise((resolve) => answers.push(resolve))
    },
    after(milliseconds, act) {
      const own = { milliseconds, act }
      due = own
      return () => {
        if (due === own) due = undefined
      }
    },
    now: () => '2026-11-21T10:42:00Z',
    changed: (_draft, _status, message) => {
      if (message) messages.push(message)
    },
  })
  return {
    saver,
    sent,
    messages,
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
    expect(status()).toBe('unreachable')
    turnClock()
    expect(sent.at(-1)?.change).toEqual({ kind: 'batch', changes: [put('clinic', '10:00'), put('ward', '12:00')] })
    await answer(saved(2, planOf(activity('clinic', '10:00'), activity('ward', '12:00'))))
    expect(status()).toBe('saved')
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
  it('waits for a choice when it was the same activity', async () => {
    const { status, sent } = await begin(planOf(activity('clinic', '14:00'), activity('ward')))
    expect([status(), sent.length]).toEqual(['contested', 1])
  })
  it('makes mine on top of theirs, with what waited', async () => {
    const { saver, sent, starts } = await begin(planOf(activity('clinic', '14:00'), activity('ward')))
    saver.keepMine()
    expect(starts()).toEqual(['10:00', '12:00'])
    expect(sent[1]).toEqual({
      version: 5,
      change: { kind: 'batch', changes: [put('clinic', '10:00'), put('ward', '12:00')] },
    })
  })
  it('keeps theirs, and still sends what else was done', async () => {
    const { saver, sent, starts } = await begin(planOf(activity('clinic', '14:00'), activity('ward')))
    saver.keepTheirs()
    expect(starts()).toEqual(['14:00', '12:00'])
    expect(sent[1]).toEqual({ version: 5, change: put('ward', '12:00') })
  })
  it('sends again without asking when theirs was another activity', async () => {
    const { sent, messages, starts } = await begin(planOf(activity('clinic'), activity('ward'), activity('new')))
    expect(starts()).toEqual(['10:00', '12:00', '09:00'])
    expect([sent[1]?.version, messages]).toEqual([5, ['Lee Morgan changed clinic at 10:41am.']])
  })
  it('knows its own change again when the answer to it was lost', async () => {
    const { status, sent, starts } = await begin(planOf(activity('clinic', '10:00'), activity('ward')))
    expect([status(), starts()]).toEqual(['saving', ['10:00', '12:00']])
    expect(sent[1]).toEqual({ version: 5, change: put('ward', '12:00') })
  })
})
