import { raw } from 'hono/html'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { pathTo } from '../../../routes.ts'
import { LinkButton } from '../../../ui/components/button.tsx'
import { Switch } from '../../../ui/components/sub-navigation.tsx'
import { Bar, Columns, Section } from '../../../ui/page-parts.tsx'
import { ActionForm } from '../forms/form-parts.tsx'
import { AROUND_IDS, type AroundTheWeek, PlanTerms, SinceLastPlan } from './around-the-week.tsx'
import { PlanFrame } from './plan-frame.tsx'
import { linksOf } from './plan-links.ts'
import { PANEL_IDS, PlanFindings, PlanSum, PlanUnfixed, PlanWeek } from './plan-panels.tsx'
import type { PlanView } from './plan-view.ts'
import type { WeekChoice } from './week-view.ts'

export type PlanPageProps = AroundTheWeek & {
  /** Why what was just asked could not be done. */
  problem: string | undefined
  version: number
  document: JobPlanDocument
  view: PlanView
  week: WeekChoice
  cycleWeeks: number
  /** “Saved at 11:05am”. */
  saved: string
  canUndo: boolean
  /** Of the sites that the plan names. */
  sites: SiteNames
  viewerId: number
  saveHref: string
  nonce: string | undefined
}

export const PlanPage = (props: PlanPageProps) => {
  const { problem, planId, frame, view, since } = props
  return (
    <PlanFrame frame={frame} problem={problem}>
      <Columns
        aside={
          <>
            <Section id={PANEL_IDS.sum}>
              <PlanSum {...view.sum} />
            </Section>
            <Section id={PANEL_IDS.findings}>
              <PlanFindings findings={view.findings} canEdit={frame.canEdit} />
            </Section>
            {since ? (
              <Section id={AROUND_IDS.since}>
                <SinceLastPlan planId={planId} {...since} />
              </Section>
            ) : null}
          </>
        }
      >
        <Section>
          <h2 class="nhsuk-u-visually-hidden">The timetable</h2>
          <WeekBar {...props} />
          <div id={PANEL_IDS.week}>
            <PlanWeek {...view.week} />
          </div>
        </Section>
        <Section id={PANEL_IDS.unfixed}>
          <PlanUnfixed {...view.unfixed} />
        </Section>
        <Section id={AROUND_IDS.terms}>
          <PlanTerms {...props} />
        </Section>
      </Columns>
      {frame.canEdit ? <EditorFacts {...props} /> : null}
    </PlanFrame>
  )
}

const WeekBar = ({ planId, version, week, cycleWeeks, frame, canUndo, saved }: PlanPageProps) => (
  <Bar end={<span id="plan-saved">{saved}</span>}>
    {cycleWeeks > 1 ? (
      <Switch
        label="Weeks of the cycle"
        items={[
          ...Array.from({ length: cycleWeeks }, (_, place) => ({
            href: pathTo('plan', { planId }, { week: place + 1 }),
            label: place === 0 ? 'Week 1' : String(place + 1),
            current: week === place + 1,
          })),
          { href: pathTo('plan', { planId }, { week: 'all' }), label: 'All weeks', current: week === 'all' },
        ]}
      />
    ) : null}
    {frame.canEdit ? (
      <>
        <LinkButton href={pathTo('newActivityPage', { planId })} small>
          Add an activity
        </LinkButton>
        <LinkButton href={pathTo('copyDayPage', { planId })} variant="secondary" small>
          Copy a day
        </LinkButton>
        {canUndo ? (
          <ActionForm action={pathTo('undoPlanChange', { planId })} version={version} small>
            Undo
          </ActionForm>
        ) : null}
      </>
    ) : null}
  </Bar>
)

/** What the week editor in the browser begins with. `<` cannot end the script early. */
const EditorFacts = ({ planId, version, week, document, sites, viewerId, saveHref, nonce }: PlanPageProps) => (
  <script type="application/json" id="plan-editor" nonce={nonce}>
    {raw(
      JSON.stringify({
        planId,
        version,
        week,
        document,
        sites,
        saveHref,
        pageHref: pathTo('plan', { planId }),
        copyDayHref: pathTo('copyDayPage', { planId }),
        mergeHref: pathTo('mergePlanChanges', { planId }),
        undoHref: pathTo('undoPlanChange', { planId }),
        links: linksOf(planId, true),
        personId: viewerId,
        canEdit: true,
      }).replaceAll('<', '\\u003c'),
    )}
  </script>
)
