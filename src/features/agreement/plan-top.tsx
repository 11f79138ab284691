import type { PropsWithChildren } from 'hono/jsx'
import { planStates } from '../../domain/agreement/moves.ts'
import { sayPeriod } from '../../domain/job-plan/in-words.ts'
import type { Plan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import type { Crumb } from '../../ui/components/breadcrumbs.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { type Stage, StateTag } from '../../ui/state-tag.tsx'

const STAGES: Record<Plan['state'], Stage> = {
  draft: 'idle',
  'in-discussion': 'active',
  offered: 'waiting',
  'signed-by-clinician': 'waiting',
  'signed-by-agreer': 'waiting',
  agreed: 'done',
  withdrawn: 'over',
  superseded: 'over',
}

/** A plan's state in words and colour. */
export const PlanStateTag = ({ state }: Pick<Plan, 'state'>) => (
  <StateTag stage={STAGES[state]}>{planStates[state].label}</StateTag>
)

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
export const crumbsTo = (plan: Plan): Crumb[] => [
  { href: pathTo('home'), label: 'Home' },
  { href: pathTo('plan', { planId: plan.planId }), label: `${plan.personName}’s job plan` },
]
