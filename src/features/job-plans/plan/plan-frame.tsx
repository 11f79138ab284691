import type { PropsWithChildren } from 'hono/jsx'
import type { Plan } from '../../../records/plan.ts'
import { pathTo } from '../../../routes.ts'
import { ErrorSummary } from '../../../ui/components/error-summary.tsx'
import { InsetText } from '../../../ui/components/inset-text.tsx'
import { SubNavigation } from '../../../ui/components/sub-navigation.tsx'
import { MoveCard, MoveLine } from '../../../ui/move-line.tsx'
import { PageTop } from '../../../ui/page-parts.tsx'
import { PlanStateTag } from '../../../web/plan-state-tag.tsx'
import type { FrameView } from './frame-view.ts'

/** The top of every page of a plan, and the page's own part under it. */
export const PlanFrame = ({
  frame,
  problem,
  children,
}: PropsWithChildren<{ frame: FrameView; problem?: string | undefined }>) => (
  <>
    <ErrorSummary problems={problem ? [{ text: problem }] : []} />
    <div id={PLAN_TOP_ID}>
      <PlanTop {...frame} />
    </div>
    {children}
  </>
)

export const PLAN_TOP_ID = 'plan-top'

/** What a plan is, whose move it is, what is missing before that, and its parts with how much is in each. */
export const PlanTop = ({ heading, state, lede, move, returned, tabs, locked, startChangeHref }: FrameView) => (
  <>
    <PageTop heading={heading} state={<PlanStateTag state={state} />} lede={lede}>
      {move ? (
        <MoveLine who={move.who} since={move.since} yours={move.isYours}>
          {move.missing ? (
            <p>
              {move.missing} <a href={move.missingHref}>See what is missing</a>
            </p>
          ) : null}
          {move.actions.length > 0 ? (
            <p>
              {move.actions.map(({ label, href }, place) => (
                <>
                  {place > 0 ? ' · ' : null}
                  <a href={href}>{label}</a>
                </>
              ))}
            </p>
          ) : null}
          {locked ? <p>{locked}</p> : null}
        </MoveLine>
      ) : locked ? (
        <MoveCard>
          <p>{locked}</p>
          {startChangeHref ? (
            <p>
              <a href={startChangeHref}>Start a change from this plan</a>
            </p>
          ) : null}
        </MoveCard>
      ) : null}
    </PageTop>
    {returned ? (
      <InsetText>
        <p>
          {returned.by ?? 'Concord'} returned this plan for discussion: “{returned.reason}”
        </p>
      </InsetText>
    ) : null}
    <SubNavigation label="Parts of this plan" items={tabs} />
  </>
)

/** The way to a page of a plan. */
export const crumbsTo = (plan: Plan, isUnderPlan = false) => [
  { href: pathTo('assignment', { assignmentId: plan.assignmentId }), label: plan.personName },
  ...(isUnderPlan ? [{ href: pathTo('plan', { planId: plan.planId }), label: 'Job plan' }] : []),
]
