import type { FrozenAgreement } from '../../domain/agreement/frozen-agreement.ts'
import type { Difference } from '../../domain/job-plan/compare.ts'
import type { SiteNames } from '../../domain/job-plan/in-words.ts'
import type { Offer, Signature } from '../../records/agreement.ts'
import type { Plan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { Checkboxes } from '../../ui/components/choices.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { Section } from '../../ui/page-parts.tsx'
import type { AskedAgain } from '../../web/proof/prove-again.ts'
import { ProveAgain } from '../../web/proof/prove-again-fields.tsx'
import { listProblems } from '../../web/read-form.ts'
import { Differences } from './differences.tsx'
import { Fingerprint } from './fingerprint.tsx'
import { PlanDocument } from './plan-document.tsx'
import { PlanTop } from './plan-top.tsx'

export type SignPageProps = {
  plan: Plan
  offer: Offer
  agreement: FrozenAgreement
  side: 'clinician' | 'agreer'
  signed: readonly Signature[]
  /** What is different from what the signer knew, and what that was. */
  changes: { since: string; differences: readonly Difference[] } | null
  sites: SiteNames
  /** What the signer must show that it is they. */
  asked: AskedAgain
  hasRead: boolean
  problems: Readonly<Record<string, string>>
}

/** What somebody says by signing, in each capacity. */
export const STATEMENTS: Record<SignPageProps['side'], string> = {
  clinician: 'I have read this job plan. I agree to work to it.',
  agreer: 'I have read this job plan. I agree it for the organisation.',
}

/** What is signed, whole and as it was frozen; what changed; and the signature. */
export const SignPage = ({ plan, offer, agreement, side, signed, changes, sites, ...rest }: SignPageProps) => {
  const { planId } = plan
  const { asked, hasRead, problems } = rest
  return (
    <>
      <ErrorSummary problems={listProblems(problems)} />
      <PlanTop heading="Read and sign this plan" plan={plan} />
      <p class="nhsuk-body">
        Offered {formatInstant(offer.offeredAt)}.{' '}
        {signed.map(({ signedName, signedAt }) => `Signed by ${signedName}, ${formatInstant(signedAt)}. `)}
        <a href="#sign">Go to the signature</a>
      </p>
      {changes ? (
        <Section heading={changes.since}>
          <Differences caption={changes.since} differences={changes.differences} unit={agreement.evaluation.unit} />
        </Section>
      ) : null}
      <PlanDocument agreement={agreement} sites={sites} />
      <Section heading="Your signature" id="sign">
        <InsetText>
          <p>{STATEMENTS[side]}</p>
        </InsetText>
        <form action={pathTo('signPlan', { planId })} method="post">
          <input type="hidden" name="digest" value={offer.digest} />
          <Checkboxes
            name="read"
            legend="Have you read it?"
            error={problems.read}
            values={hasRead ? ['yes'] : []}
            items={[{ value: 'yes', text: 'I have read this plan' }]}
          />
          <ProveAgain
            asked={asked}
            problems={problems}
            backTo={pathTo('signPlanPage', { planId })}
            why="so that the signature is certainly yours"
          />
          <ButtonGroup>
            <Button preventDoubleClick>Sign this plan</Button>
            <a href={pathTo('returnPlanPage', { planId })}>Return it for discussion</a>
          </ButtonGroup>
        </form>
        <Fingerprint digest={offer.digest} planId={planId} />
      </Section>
    </>
  )
}
