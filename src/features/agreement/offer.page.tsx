import type { FrozenAgreement } from '../../domain/agreement/frozen-agreement.ts'
import type { Finding } from '../../domain/job-plan/evaluation.ts'
import type { SiteNames } from '../../domain/job-plan/in-words.ts'
import { beforeSigning } from '../../domain/job-plan/readiness.ts'
import type { Plan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Section } from '../../ui/page-parts.tsx'
import { Findings } from './findings.tsx'
import { PlanDocument } from './plan-document.tsx'
import { PlanTop } from './plan-top.tsx'

/** Check before it is frozen: everything that will be signed, what must still be put right, and one button. */
export const OfferPage = ({
  plan,
  agreement,
  sites,
  problem,
}: {
  plan: Plan
  agreement: FrozenAgreement
  sites: SiteNames
  problem?: string
}) => {
  const { planId } = plan
  const breaches = beforeSigning(agreement.evaluation)
  const warnings = agreement.evaluation.findings.filter(({ severity }) => severity === 'warning')
  return (
    <>
      <ErrorSummary problems={problem ? [{ text: problem }] : []} />
      <PlanTop heading="Check this plan before you offer it" plan={plan} />
      {breaches.length > 0 ? (
        <Section heading="Put this right first">
          <p class="nhsuk-body">A plan is offered for signature when nothing here is left.</p>
          <Findings findings={breaches} hrefOf={(finding) => whereToMend(planId, finding)} />
        </Section>
      ) : (
        <Section heading="What happens now">
          <p class="nhsuk-body">
            The plan is kept exactly as it is below. {plan.personName} and{' '}
            {plan.agreerName ?? 'the manager who agrees it'} each read it and sign it. Until one of you returns it, it
            cannot be changed.
          </p>
          {plan.agreerName ? null : (
            <p class="nhsuk-body">
              <strong>Nobody is set to agree this plan yet.</strong> Ask the job-planning office to choose someone.
            </p>
          )}
          {warnings.length > 0 ? (
            <>
              <p class="nhsuk-body">Have a look at this first. You may still offer the plan with it.</p>
              <Findings findings={warnings} />
            </>
          ) : null}
          <form action={pathTo('offerPlan', { planId })} method="post">
            <input type="hidden" name="version" value={plan.version} />
            <ButtonGroup>
              <Button preventDoubleClick>Offer this plan for signature</Button>
              <a href={pathTo('plan', { planId })}>Go back and change it</a>
            </ButtonGroup>
          </form>
        </Section>
      )}
      <PlanDocument agreement={agreement} sites={sites} />
    </>
  )
}

/** The page where a finding can be mended: the activity, the terms where words are missing, or else the plan. */
const whereToMend = (planId: number, { activities, rule }: Finding): string => {
  const [activityId] = activities
  if (activityId) return pathTo('activityPage', { planId, activityId })
  return rule === 'content.missing' ? pathTo('planActivities', { planId }) : pathTo('plan', { planId })
}
