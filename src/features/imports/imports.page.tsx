import type { Outcome } from '../../domain/staff/compare-staff.ts'
import type { StagedImport } from '../../records/staged-import.ts'
import { pathTo } from '../../routes.ts'
import { LinkButton } from '../../ui/components/button.tsx'
import { Details } from '../../ui/components/details.tsx'
import { Pagination } from '../../ui/components/pagination.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { type ImportRow, pageSize } from './imports.query.ts'

const shown: Partial<Record<Outcome, string>> = {
  new: 'new',
  changed: 'changed',
  ended: 'ended',
  removed: 'removed',
  missing: 'not in the file',
}

export const ImportsPage = ({
  rows,
  total,
  page,
  staged,
  maySend,
}: {
  rows: readonly ImportRow[]
  total: number
  page: number
  staged: readonly StagedImport[]
  maySend: boolean
}) => (
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
    {maySend ? <LinkButton href={pathTo('newImportPage')}>Bring in a staff record</LinkButton> : null}
    <Waiting staged={staged} />
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
            { heading: 'Sessions ended', numeric: true },
            { heading: 'To look into', numeric: true },
          ]}
          rows={rows.map(({ importId, fileName, importedAt, importedByName, counts }) => [
            <a href={pathTo('importResult', { importId })}>{fileName}</a>,
            formatInstant(importedAt),
            importedByName ?? 'The command line',
            countsIn(counts.things.people),
            countsIn(counts.things.assignments),
            counts.sessionsEnded ?? 0,
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
    <FromTheCommandLine />
  </>
)

const countsIn = (counts: Readonly<Record<Outcome, number>>): string =>
  (Object.entries(shown) as [Outcome, string][])
    .filter(([outcome]) => counts[outcome] > 0)
    .map(([outcome, word]) => `${counts[outcome]} ${word}`)
    .join(', ') || 'No change'

const Waiting = ({ staged }: { staged: readonly StagedImport[] }) =>
  staged.length === 0 ? null : (
    <Section heading="Waiting for somebody to approve">
      <ul>
        {staged.map(({ stagedId, stagedByName, stagedAt, files }) => (
          <li>
            <a href={pathTo('stagedImport', { stagedId })}>{files.map(({ fileName }) => fileName).join(', ')}</a>, sent
            by {stagedByName}, {formatInstant(stagedAt)}
          </li>
        ))}
      </ul>
    </Section>
  )

const FromTheCommandLine = () => (
  <Details summary="From the command line">
    <p>
      Whoever runs Concord can also bring files in where it is installed. Stop Concord first if it keeps its own
      database (it does, unless it uses a PostgreSQL server).
    </p>
    <p>
      <code>npx concord import esr FILE</code>
    </p>
    <p>It shows the same counts, and asks before it changes anything.</p>
  </Details>
)
