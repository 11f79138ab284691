import { raw } from 'hono/html'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { pathTo } from '../../../routes.ts'
import { LinkButton } from '../../../ui/components/button.tsx'
import { Switch } from '../../../ui/components/sub-navigation.tsx'
import { SummaryList } from '../../../ui/components/summary-list.tsx'
import { Bar, Columns, Section } from '../../../ui/page-parts.tsx'
import { SumTable } from '../../../ui/sum-table.tsx'
import { ActionForm } from '../forms/form-parts.tsx'
import type { TermLine } from '../forms/terms.words.ts'
import type { FrameView } from './frame-view.ts'
import { PlanFrame } from './plan-frame.tsx'
import { PANEL_IDS, PlanFindings, PlanSum, PlanUnfixed, PlanWeek } from './plan-panels.tsx'
import type { PlanView } from './plan-view.ts'
import type { ChangeLine } from './since-last-plan.ts'
import type { WeekChoice } from './week-view.ts'

export type PlanPageProps = {
  /** Why what was just asked could not be done. */
  problem: string | undefined
  planId: number
  version: number
  document: JobPlanDocument
  frame: FrameView
  view: PlanView
  week: WeekChoice
  cycleWeeks: number
  /** “Saved at 11:05am”. */
  saved: string
  canUndo: boolean
  since: { lines: ChangeLine[]; others: number } | null
  terms: TermLine[]
  /** Of the sites that the plan names. */
  sites: SiteNames
  viewerId: number
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
            {since ? <SinceLastPlan planId={planId} {...since} /> : null}
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
        <PlanTermsPanel {...props} />
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

const SinceLastPlan = ({ planId, lines, others }: { planId: number; lines: ChangeLine[]; others: number }) => (
  <Section heading="Since the last plan" id="since">
    {lines.length === 0 ? (
      <p>Nothing has changed but the days.</p>
    ) : (
      <SumTable
        caption="What changed since the plan before"
        rows={lines.map(({ sign, says, units }) => ({ label: [sign, says].filter(Boolean).join(' '), value: units }))}
      />
    )}
    {others > 0 ? (
      <p>
        <a href={`${pathTo('plan', { planId }, { since: 'all' })}#since`}>
          See {others === 1 ? 'one more change' : `${others} more changes`}
        </a>
      </p>
    ) : null}
  </Section>
)

const PlanTermsPanel = ({ planId, frame, terms }: PlanPageProps) => (
  <Section heading="What the plan rests on">
    <SummaryList
      rows={terms.map(({ key, value, canChange }) => ({
        key,
        value,
        ...(frame.canEdit &&
          canChange && {
            actions: [{ href: pathTo('planTermsPage', { planId }), text: 'Change', hidden: key.toLowerCase() }],
          }),
      }))}
    />
  </Section>
)

/** What the week editor in the browser begins with. `<` cannot end the script early. */
const EditorFacts = ({ planId, version, week, document, sites, viewerId, nonce }: PlanPageProps) => (
  <script type="application/json" id="plan-editor" nonce={nonce}>
    {raw(
      JSON.stringify({
        planId,
        version,
        week,
        document,
        sites,
        saveHref: pathTo('savePlanChange', { planId }),
        personId: viewerId,
        canEdit: true,
      }).replaceAll('<', '\\u003c'),
    )}
  </script>
)
