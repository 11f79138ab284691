/**
 * The panels of a plan page. Each is the content of the element with its id; the server draws them in the page, and the
 * browser draws them again in the same place after every change.
 */
import { Table, TableScroll } from '../../../ui/components/table.tsx'
import { Finding, FindingList } from '../../../ui/finding.tsx'
import { SplitBar } from '../../../ui/split-bar.tsx'
import { SumHeadline, SumTable } from '../../../ui/sum-table.tsx'
import { WeekGrid, WeekKey, WeekStack } from '../../../ui/week-grid.tsx'
import { Worked } from '../../../ui/worked.tsx'
import type { PlanView } from './plan-view.ts'

export const PANEL_IDS = {
  week: 'plan-week',
  sum: 'plan-sum',
  findings: 'plan-findings',
  unfixed: 'plan-unfixed',
} as const

export const PlanWeek = ({ weeks, tones, premium }: PlanView['week']) => {
  const [only, ...others] = weeks
  return (
    <>
      {only && others.length === 0 ? <WeekGrid {...only} /> : <WeekStack weeks={weeks} />}
      <WeekKey tones={tones} premium={premium} />
    </>
  )
}

export const PlanSum = ({ headline, split, rows, worked }: PlanView['sum']) => (
  <>
    <h2>What it adds up to</h2>
    <SumHeadline value={headline.value} of={headline.of} />
    <SplitBar {...split} />
    <SumTable caption="The plan’s sum, a week" rows={rows} />
    {worked.map((figure) => (
      <Worked {...figure} />
    ))}
  </>
)

/** Where the plan cannot be changed by the viewer as it stands, the checks are only to know. */
export const PlanFindings = ({ findings, canEdit = true }: { findings: PlanView['findings']; canEdit?: boolean }) => (
  <>
    <h2>{canEdit ? 'Before it can be signed' : 'What the rules say'}</h2>
    {findings.some(({ severity }) => severity === 'stop') ? null : (
      <p>{canEdit ? 'Nothing stands in the way.' : 'No rule is broken.'}</p>
    )}
    <FindingList>
      {findings.map(({ severity, subject, href, says }) => (
        <Finding severity={severity} subject={subject} href={href}>
          {says}
        </Finding>
      ))}
    </FindingList>
  </>
)

export const PlanUnfixed = ({ rows, units, canEdit }: PlanView['unfixed']) => (
  <>
    <h2>Not at a fixed time</h2>
    {rows.length === 0 ? (
      <p>Everything in this plan has a fixed time.</p>
    ) : (
      <TableScroll label="Not at a fixed time">
        <Table
          caption="Not at a fixed time"
          captionSize="hidden"
          firstCellIsHeader
          columns={[
            { heading: 'What' },
            { heading: 'How' },
            { heading: 'Where' },
            { heading: 'A week', numeric: true },
            { heading: units, numeric: true },
            ...(canEdit ? [{ heading: <span class="nhsuk-u-visually-hidden">Change</span> }] : []),
          ]}
          rows={rows.map(({ what, how, where, aWeek, units: amount, href }) => [
            what,
            how,
            where,
            aWeek,
            amount,
            ...(canEdit
              ? [
                  <a href={href}>
                    Change<span class="nhsuk-u-visually-hidden"> {what}</span>
                  </a>,
                ]
              : []),
          ])}
        />
      </TableScroll>
    )}
  </>
)
