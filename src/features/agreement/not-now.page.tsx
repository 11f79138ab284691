import type { Plan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import { LinkButton } from '../../ui/components/button.tsx'
import { PlanTop } from './plan-top.tsx'

/** A move that cannot be made as the plan stands, and why. */
export const NotNowPage = ({ plan, message }: { plan: Plan; message: string }) => (
  <>
    <PlanTop heading="This cannot be done now" plan={plan} />
    <p class="nhsuk-body">{message}</p>
    <LinkButton href={pathTo('plan', { planId: plan.planId })}>See the plan</LinkButton>
  </>
)
