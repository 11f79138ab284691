import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import { pathTo } from '../routes.ts'
import type { NavigationItem } from '../ui/layout.tsx'

export type PlanTab = 'week' | 'activities' | 'onCall' | 'objectives' | 'sums' | 'history' | 'print'

/** The parts of a plan, as links, with how much is in each; every page of a plan has them at the top. */
export function planTabs(
  { planId, document }: { planId: number; document: JobPlanDocument },
  current: PlanTab,
): NavigationItem[] {
  const { activities, onCall, objectives } = document
  const tabs: [PlanTab, NavigationItem][] = [
    ['week', { href: pathTo('plan', { planId }), label: 'Week' }],
    [
      'activities',
      { href: pathTo('planActivities', { planId }), label: 'All activities', count: activities?.length ?? 0 },
    ],
    ['onCall', { href: pathTo('planOnCall', { planId }), label: 'On-call', count: onCall?.length || undefined }],
    ['objectives', { href: pathTo('planObjectives', { planId }), label: 'Objectives', count: objectives?.length ?? 0 }],
    ['sums', { href: pathTo('planSums', { planId }), label: 'How it adds up' }],
    ['history', { href: pathTo('planHistory', { planId }), label: 'History' }],
    ['print', { href: pathTo('planPrint', { planId }), label: 'Print' }],
  ]
  return tabs.map(([tab, item]) => ({ ...item, current: tab === current }))
}
