import { pathTo } from '../../../routes.ts'
import { LinkButton } from '../../../ui/components/button.tsx'
import { Table, TableScroll } from '../../../ui/components/table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Bar, Section } from '../../../ui/page-parts.tsx'
import type { FrameView } from '../plan/frame-view.ts'
import { PlanFrame } from '../plan/plan-frame.tsx'
import type { ActivityRow } from './activities-view.ts'

export const ActivitiesPage = ({
  planId,
  frame,
  rows,
  units,
}: {
  planId: number
  frame: FrameView
  rows: ActivityRow[]
  units: string
}) => {
  const add = (
    <LinkButton href={pathTo('newActivityPage', { planId })} small>
      Add an activity
    </LinkButton>
  )
  return (
    <PlanFrame frame={frame}>
      {rows.length === 0 ? (
        <EmptyState heading="No activities yet" text="Add what you do in a week, one thing at a time.">
          {frame.canEdit ? add : null}
        </EmptyState>
      ) : (
        <Section>
          {frame.canEdit ? <Bar>{add}</Bar> : null}
          <TableScroll label="All activities">
            <Table
              caption="All activities"
              captionSize="hidden"
              firstCellIsHeader
              columns={[
                { heading: 'What' },
                { heading: 'Kind of work' },
                { heading: 'When' },
                { heading: 'Where' },
                { heading: 'Specialty' },
                { heading: 'Each time' },
                { heading: 'A week', numeric: true },
                { heading: `${units} a week`, numeric: true },
                { heading: 'Times a year', numeric: true },
              ]}
              rows={rows.map((row) => [
                <span id={`activity-${row.id}`}>
                  {frame.canEdit ? (
                    <a href={pathTo('activityPage', { planId, activityId: row.id })}>{row.title}</a>
                  ) : (
                    row.title
                  )}
                </span>,
                row.kind,
                row.when,
                row.where,
                row.specialty,
                row.output,
                row.aWeek,
                row.units,
                row.aYear,
              ])}
            />
          </TableScroll>
        </Section>
      )}
    </PlanFrame>
  )
}
