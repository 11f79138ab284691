import type { PropsWithChildren } from 'hono/jsx'
import type { Plan } from '../../../records/plan.ts'
import { pathTo } from '../../../routes.ts'
import { LinkButton } from '../../../ui/components/button.tsx'
import { InsetText } from '../../../ui/components/inset-text.tsx'
import { SubNavigation } from '../../../ui/components/sub-navigation.tsx'
import { MoveLine } from '../../../ui/move-line.tsx'
import { PageTop } from '../../../ui/page-parts.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import type { FrameView } from './frame-view.ts'

/** The top of every page of a plan, and the page's own part under it. */
export const PlanFrame = ({ frame, children }: PropsWithChildren<{ frame: FrameView }>) => {
  const { heading, state, lede, move, tabs, locked, startChangeHref } = frame
  return (
    <>
      <PageTop heading={heading} state={<StateTag stage={state.stage}>{state.label}</StateTag>} lede={lede}>
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
          </MoveLine>
        ) : null}
      </PageTop>
      {locked ? (
        <InsetText>
          <p>{locked}</p>
          {startChangeHref ? (
            <LinkButton href={startChangeHref} variant="secondary" small>
              Start a change from this plan
            </LinkButton>
          ) : null}
        </InsetText>
      ) : null}
      <SubNavigation label="Parts of this plan" items={tabs} />
      {children}
    </>
  )
}

/** The way to a page of a plan. */
export const crumbsTo = (plan: Plan, isUnderPlan = false) => [
  { href: pathTo('assignment', { assignmentId: plan.assignmentId }), label: plan.personName },
  ...(isUnderPlan ? [{ href: pathTo('plan', { planId: plan.planId }), label: 'Job plan' }] : []),
]
