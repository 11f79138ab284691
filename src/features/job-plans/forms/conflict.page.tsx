import type { Difference } from '../../../domain/job-plan/compare.ts'
import { Button, ButtonGroup } from '../../../ui/components/button.tsx'
import { Table, TableScroll } from '../../../ui/components/table.tsx'
import type { Typed } from './typed.form.ts'

export type ConflictProps = {
  /** “Dr Lee Morgan changed this at 10:42am on …”. */
  says: string
  /** From what the plan says now to what it would say. */
  differences: readonly Difference[]
  /** What was typed, to be sent again as it is. */
  typed: Typed
  /** The newest version: sent with it, the change wins. */
  version: number
  action: string
  keepHref: string
}

/** Two people changed the same thing: both versions side by side, and the choice. */
export const ConflictPage = ({ says, differences, typed, version, action, keepHref }: ConflictProps) => (
  <>
    <h1>Somebody else has changed this</h1>
    <p>{says}</p>
    <p>Nothing of yours is lost. Look at both, then choose.</p>
    {differences.length > 0 ? (
      <TableScroll label="Their version and yours">
        <Table
          caption="Their version and yours"
          captionSize="m"
          firstCellIsHeader
          columns={[{ heading: 'What' }, { heading: 'In the plan now' }, { heading: 'Yours' }]}
          rows={differences.map((difference) => [
            [difference.title, difference.field].filter(Boolean).join(': '),
            difference.kind === 'added'
              ? 'Not in the plan'
              : difference.kind === 'removed'
                ? 'In the plan'
                : difference.before || 'Nothing',
            difference.kind === 'added'
              ? 'In the plan'
              : difference.kind === 'removed'
                ? 'Taken out'
                : difference.after || 'Nothing',
          ])}
        />
      </TableScroll>
    ) : (
      <p>The plan already says what you wrote.</p>
    )}
    <form action={action} method="post">
      <input type="hidden" name="version" value={String(version)} />
      {Object.entries(typed)
        .filter(([field]) => field !== 'version')
        .flatMap(([field, values]) =>
          values.map((value) => (
            <textarea hidden name={field}>
              {value}
            </textarea>
          )),
        )}
      <ButtonGroup>
        <Button preventDoubleClick>Save mine anyway</Button>
        <a href={keepHref}>Keep theirs</a>
      </ButtonGroup>
    </form>
  </>
)
