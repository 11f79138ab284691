import type { Outcome } from '../../domain/staff/compare-staff.ts'
import { pathTo } from '../../routes.ts'
import { Details } from '../../ui/components/details.tsx'
import { Pagination } from '../../ui/components/pagination.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { type ImportRow, pageSize } from './imports.query.ts'

const shown: Partial<Record<Outcome, string>> = {
  new: 'new',
  changed: 'changed',
  ended: 'ended',
  removed: 'removed',
  missing: 'not in the file',
}

export const ImportsPage = ({ rows, total, page }: { rows: readonly ImportRow[]; total: number; page: number }) => (
  <>
    <PageTop
      heading="Staff record"
      lede={
        <>
          People, posts and units come from the staff record. What the office corrects here stays.{' '}
          <a href={pathTo('staffRules')}>How staff are sorted</a>
        </>
      }
    />
    <HowToImport open={rows.length === 0} />
    {rows.length === 0 ? (
      <EmptyState heading="Nothing imported yet" text="When a file of the staff record comes in, it is listed here." />
    ) : (
      <TableScroll label="Imports">
        <Table
          caption={total === 1 ? 'One import' : `${total} imports`}
          firstCellIsHeader
          columns={[
            { heading: 'File' },
            { heading: 'When' },
            { heading: 'By' },
            { heading: 'People' },
            { heading: 'Posts people hold' },
            { heading: 'To look into', numeric: true },
          ]}
          rows={rows.map(({ fileName, importedAt, importedByName, counts }) => [
            fileName,
            formatInstant(importedAt),
            importedByName ?? 'The command line',
            countsIn(counts.things.people),
            countsIn(counts.things.assignments),
            counts.problems,
          ])}
        />
      </TableScroll>
    )}
    <Pagination
      page={page}
      pages={Math.ceil(total / pageSize)}
      href={(number) => pathTo('imports', {}, { page: number })}
    />
  </>
)

const countsIn = (counts: Readonly<Record<Outcome, number>>): string =>
  (Object.entries(shown) as [Outcome, string][])
    .filter(([outcome]) => counts[outcome] > 0)
    .map(([outcome, word]) => `${counts[outcome]} ${word}`)
    .join(', ') || 'No change'

const HowToImport = ({ open }: { open: boolean }) => (
  <Details summary="How to bring in a file" open={open}>
    <p>
      Whoever runs Concord does this where it is installed. Stop Concord first if it keeps its own database (it does,
      unless it uses a PostgreSQL server).
    </p>
    <p>
      <code>npx concord import esr FILE</code>
    </p>
    <p>
      It shows what would change and asks before it changes anything. A damaged file is refused whole. A person who is
      not in a full file is not removed: the import says so, and you look into it.
    </p>
  </Details>
)
