import { pathTo, type Route, routes } from '../../routes.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import type { AuditRow } from './audit.query.ts'

/** Every event that a page can cause, from the route table, and those that the product causes itself. */
const events = [...Object.values(routes).flatMap((route: Route) => route.audit ?? []), 'staff.imported'].sort()

/** `plan.signed` as “Plan signed”. */
export const sayEvent = (event: string): string => {
  const words = event.replaceAll(/[.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const AuditPage = (props: {
  rows: readonly AuditRow[]
  event: string
  before: number | null
  hasOlder: boolean
}) => {
  const { rows, event, before, hasOlder } = props
  return (
    <>
      <PageTop heading="Audit" lede="What was done, when and by whom. Nothing here can be changed." />
      <FilterBar
        label="Find events"
        action={pathTo('audit')}
        filters={[
          {
            kind: 'choice',
            name: 'event',
            label: 'Show',
            value: event,
            options: [{ value: '', text: 'Everything' }, ...events.map((value) => ({ value, text: sayEvent(value) }))],
          },
        ]}
        clearHref={event ? pathTo('audit') : undefined}
      />
      {rows.length === 0 ? (
        <EmptyState heading="Nothing to show" text="Nothing of this kind has happened yet." />
      ) : (
        <TableScroll label="Events">
          <Table
            caption="Newest first"
            columns={[
              { heading: 'Number', numeric: true },
              { heading: 'When' },
              { heading: 'Who' },
              { heading: 'What' },
              { heading: 'Which' },
            ]}
            rows={rows.map((row) => [
              row.number,
              formatInstant(new Date(row.at)),
              row.who ?? 'Concord itself',
              sayEvent(row.event),
              row.object,
            ])}
          />
        </TableScroll>
      )}
      <p class="nhsuk-body">
        {before ? <a href={pathTo('audit', {}, { event })}>Newest</a> : null}
        {before && hasOlder ? ' · ' : null}
        {hasOlder ? <a href={pathTo('audit', {}, { event, before: rows.at(-1)?.number })}>Older</a> : null}
      </p>
    </>
  )
}
