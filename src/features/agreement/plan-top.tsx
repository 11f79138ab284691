import type { PropsWithChildren } from 'hono/jsx'
import { sayPeriod } from '../../domain/job-plan/in-words.ts'
import type { Plan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import type { Crumb } from '../../ui/components/breadcrumbs.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { PlanStateTag } from '../../web/plan-state-tag.tsx'

/** The heading of a page about one plan: what it does, whose plan, which period, and where it stands. */
export const PlanTop = ({ heading, plan, children }: PropsWithChildren<{ heading: string; plan: Plan }>) => (
  <PageTop
    heading={heading}
    state={<PlanStateTag state={plan.state} />}
    lede={[plan.personName, plan.postTitle, plan.unitName, sayPeriod(plan.document.period)].join(' · ')}
  >
    {children}
  </PageTop>
)

/** The way to a page about a plan. */
export const crumbsTo = ({ planId, assignmentId, personName }: Plan): Crumb[] => [
  { href: pathTo('assignment', { assignmentId }), label: personName },
  { href: pathTo('plan', { planId }), label: 'Job plan' },
]
