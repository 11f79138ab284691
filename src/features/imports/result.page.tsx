import { pathTo } from '../../routes.ts'
import { formatInstant } from '../../ui/dates.ts'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { CountsTable } from './counts-table.tsx'
import type { ImportedTogether } from './result.query.ts'

/** `isNew`: it came in just now, and not long ago. */
export const ImportResultPage = ({ files, isNew }: { files: readonly ImportedTogether[]; isNew: boolean }) => {
  const [first] = files
  const ended = files.reduce((sum, { counts }) => sum + (counts.sessionsEnded ?? 0), 0)
  return (
    <>
      <PageTop
        heading="The staff record came in"
        lede={first && `By ${first.importedByName ?? 'the command line'}, ${formatInstant(first.importedAt)}.`}
      />
      {isNew ? <p>Everybody sees it from now on.</p> : null}
      {ended > 0 ? <p>Sessions of people who have left that ended with it: {ended}.</p> : null}
      {files.map(({ fileName, counts }) => (
        <Section heading={fileName}>
          <CountsTable caption={`What ${fileName} changed`} counts={counts.things} />
          {counts.problems > 0 ? <p>Things to look into, as the review showed them: {counts.problems}.</p> : null}
        </Section>
      ))}
      <p>
        <a href={pathTo('people')}>Go to people</a>
      </p>
    </>
  )
}
