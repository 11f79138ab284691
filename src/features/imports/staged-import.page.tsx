import type { StagedFile, StagedImport, StagedList } from '../../records/staged-import.ts'
import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { NotificationBanner } from '../../ui/components/notification-banner.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { Bar, PageTop, Section } from '../../ui/page-parts.tsx'
import { CountsTable } from './counts-table.tsx'
import { MISSING_WORDS } from './staff-words.ts'

export const StagedImportPage = ({ staged, hasChanged }: { staged: StagedImport; hasChanged: boolean }) => (
  <>
    {hasChanged ? (
      <NotificationBanner text="The staff record has changed since these files were looked at">
        <p>Nothing was brought in. This is what the files would change now: please look again.</p>
      </NotificationBanner>
    ) : null}
    <PageTop
      heading="Check what would change"
      lede={`Sent by ${staged.stagedByName}, ${formatInstant(staged.stagedAt)}. Nothing has changed yet.`}
    />
    {staged.files.map((file, index) => (
      <FileSection file={file} hrefOf={hrefIn(staged.stagedId, index + 1)} />
    ))}
    <p>
      Either everything comes in, or nothing does. For a large trust that takes up to a minute: wait for the next page.
      Files that nobody approves are forgotten after a day.
    </p>
    <Bar>
      <form method="post" action={pathTo('approveImport', { stagedId: staged.stagedId })}>
        <Button preventDoubleClick>{staged.files.length === 1 ? 'Bring this in' : 'Bring these in'}</Button>
      </form>
      <form method="post" action={pathTo('cancelImport', { stagedId: staged.stagedId })}>
        <Button variant="secondary" preventDoubleClick>
          Do not bring {staged.files.length === 1 ? 'it' : 'them'} in
        </Button>
      </form>
    </Bar>
  </>
)

const hrefIn = (stagedId: number, place: number) => (list: StagedList) =>
  pathTo('stagedLines', { stagedId }, { file: place, list })

const FileSection = ({ file, hrefOf }: { file: StagedFile; hrefOf: (list: StagedList) => string }) => {
  const isAnybodyMissing = Object.values(file.counts).some(({ missing }) => missing > 0)
  return (
    <Section heading={file.fileName}>
      <p>{file.kind === 'snapshot' ? 'A full file, with everyone.' : 'Changes only.'}</p>
      {file.otherTrust ? (
        <InsetText>
          <p>
            Check whose file this is: it is of {file.otherTrust.name}, code {file.otherTrust.odsCode}, which is not the
            code of this trust.
          </p>
        </InsetText>
      ) : null}
      {file.notAfter ? (
        <InsetText>
          <p>Check the order: this file does not come after {file.notAfter}, which was brought in last.</p>
        </InsetText>
      ) : null}
      <CountsTable caption={`What ${file.fileName} would change`} counts={file.counts} hrefOf={hrefOf} />
      {isAnybodyMissing ? <p>{MISSING_WORDS}</p> : null}
      <Problems count={file.problems} href={hrefOf('problems')} />
      <Proposals {...file.proposals} />
      <PassedOver types={Object.entries(file.passedOver)} />
    </Section>
  )
}

const Problems = ({ count, href }: { count: number; href: string }) =>
  count === 0 ? (
    <p>Nothing to look into.</p>
  ) : (
    <p>
      <a href={href}>{count === 1 ? 'One thing to look into' : `${count} things to look into`}</a>
    </p>
  )

const Proposals = ({ changed, kept }: StagedFile['proposals']) =>
  changed === 0 ? null : (
    <p>
      How people are sorted, or who is proposed to agree, changes in {changed} places. {kept} of them the office has
      set: those stay as set.
    </p>
  )

const PassedOver = ({ types }: { types: readonly (readonly [string, number])[] }) =>
  types.length === 0 ? null : (
    <p class="nhsuk-hint">
      Passed over, since job plans do not need them: {types.map(([type, count]) => `${count} ${type}`).join(', ')}.
    </p>
  )

/** What waited is done with, or too old. */
export const NothingWaitsPage = () => (
  <>
    <PageTop heading="These files are not waiting any more" />
    <p>
      They were brought in, or somebody decided against it, or newer ones took their place, or a day has gone by. The
      list says what was brought in.
    </p>
    <p>
      <a href={pathTo('imports')}>Go to the staff record</a>
    </p>
  </>
)
