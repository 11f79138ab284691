import { pathTo } from '../../routes.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { showAbout } from './about.tsx'
import type { AuditFilter, AuditRow, Thing } from './audit.query.ts'
import { listEvents, sayEvent } from './audit.words.ts'

export const AuditPage = (props: {
  filter: AuditFilter
  rows: readonly AuditRow[]
  /** What the rows are about, by the words of the record. */
  things: ReadonlyMap<string, Thing>
  /** Whether this person may open somebody's account. */
  opensAccounts: boolean
  hasOlder: boolean
}) => {
  const { rows, things, opensAccounts, hasOlder } = props
  const { before, ...kept } = props.filter
  const { event, person, from, to } = kept
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
            options: [{ value: '', text: 'Everything' }, ...listEvents()],
          },
          { kind: 'search', name: 'person', label: 'Person', value: person },
          { kind: 'day', name: 'from', label: 'From', value: from },
          { kind: 'day', name: 'to', label: 'To', value: to },
        ]}
        clearHref={Object.values(kept).some(Boolean) ? pathTo('audit') : undefined}
      />
      {rows.length === 0 ? (
        <EmptyState
          heading="Nothing to show"
          text="Nothing like this has happened. Try other days, or part of a last name."
        />
      ) : (
        <TableScroll label="Events">
          <Table
            caption="Newest first"
            columns={[
              { heading: 'Number', numeric: true },
              { heading: 'When' },
              { heading: 'Who' },
              { heading: 'What' },
              { heading: 'About' },
            ]}
            rows={rows.map((row) => [
              row.number,
              formatInstant(new Date(row.at)),
              row.who ?? 'Concord itself',
              sayEvent(row.event),
              showAbout(row.object, things.get(row.object), opensAccounts),
            ])}
          />
        </TableScroll>
      )}
      <p class="nhsuk-body">
        {before ? <a href={pathTo('audit', {}, kept)}>Newest</a> : null}
        {before && hasOlder ? ' · ' : null}
        {hasOlder ? <a href={pathTo('audit', {}, { ...kept, before: rows.at(-1)?.number })}>Older</a> : null}
      </p>
    </>
  )
}
