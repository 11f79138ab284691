import { afterEach, describe, expect, it, vi } from 'vitest'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { linksOf } from '../plan/plan-links.ts'

const links = linksOf(7, true)
const RUNTIMES = ['hono/jsx/jsx-runtime', 'hono/jsx/jsx-dev-runtime']

/** The panels and dialogs as the browser's own runtime writes them, or as the server's does. */
async function drawn(by: 'browser' | 'server', plan: JobPlanDocument): Promise<string[]> {
  vi.resetModules()
  for (const runtime of RUNTIMES) {
    if (by === 'server') vi.doUnmock(runtime)
    else
      vi.doMock(runtime, async () => {
        const ours = await import('../../../ui/browser/jsx-runtime.ts')
        return { ...ours, jsxDEV: ours.jsx }
      })
  }
  const { drawPanels } = await import('./plan-draw.tsx')
  const { Contested, CopyDay, NewActivity } = await import('./week-dialogs.tsx')
  const span = { day: 1, startMinutes: 540, endMinutes: 780 }
  return [
    ...Object.values(drawPanels({ links, document: plan, week: 'all', sites: {} }).panels),
    ...Object.values(drawPanels({ links, document: plan, week: 1, sites: {} }).panels),
    String(CopyDay()),
    String(NewActivity({ span, week: 2, cycleWeeks: 4 })),
    String(Contested({ message: 'Lee changed “A&E” <now>.', action: '/plans/7/merge', changes: '[{"version":1}]' })),
  ]
}

const plan: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Amara Osei (invented)' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10, additional: 1 },
  cycleWeeks: 2,
  activities: [
    {
      id: 'clinic',
      title: 'A&E <clinic> "east"',
      category: 'dcc',
      schedule: { kind: 'timetabled', days: ['mon', 'fri'], start: '17:00', end: '21:00' },
      location: { setting: 'outpatient-clinic', site: 'Moor Street’s' },
    },
    {
      id: 'night',
      title: 'Night',
      category: 'dcc',
      schedule: { kind: 'timetabled', days: ['fri'], start: '20:00', end: '08:00', weeks: [2] },
    },
    { id: 'rooms', title: 'Rooms', category: 'private-practice', schedule: { kind: 'flexible', minutesPerWeek: 60 } },
  ],
  onCall: [{ id: 'rota', oneIn: 8, category: 'A', unpredictable: { minutes: 360, premiumMinutes: 360 } }],
}

describe('what the browser draws', () => {
  afterEach(() => {
    for (const runtime of RUNTIMES) vi.doUnmock(runtime)
    vi.resetModules()
  })
  it('is letter for letter what the server draws', async () => {
    const server = await drawn('server', plan)
    expect(server.join('')).toContain('A&amp;E &lt;clinic&gt; &quot;east&quot;')
    expect(await drawn('browser', plan)).toEqual(server)
  })
  it('is the same for an empty plan', async () => {
    const empty = { ...plan, activities: [], onCall: [], cycleWeeks: 1 }
    expect(await drawn('browser', empty)).toEqual(await drawn('server', empty))
  })
})
