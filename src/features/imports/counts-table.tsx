import type { Outcome, StaffChanges } from '../../domain/staff/compare-staff.ts'
import type { StagedList } from '../../records/staged-import.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { KIND_WORDS, KINDS, OUTCOME_HEADINGS, OUTCOMES } from './staff-words.ts'

/** What a file does to each kind of thing; a count leads to its list where there is one. */
export const CountsTable = ({
  caption,
  counts,
  hrefOf,
}: {
  caption: string
  counts: StaffChanges['counts']
  hrefOf?: (list: StagedList) => string
}) => (
  <>
    <TableScroll label={caption}>
      <Table
        caption={caption}
        captionSize="hidden"
        firstCellIsHeader
        keepsColumns
        columns={[
          { heading: 'In the staff record' },
          ...OUTCOMES.map((outcome) => ({ heading: OUTCOME_HEADINGS[outcome], numeric: true })),
        ]}
        rows={KINDS.map((kind) => [
          KIND_WORDS[kind],
          ...OUTCOMES.map((outcome) => {
            const count = counts[kind][outcome]
            if (!hrefOf || count === 0 || outcome === 'unchanged') return count
            return (
              <a href={hrefOf(`${kind}-${outcome}`)} aria-label={sayCount(KIND_WORDS[kind], outcome, count)}>
                {count}
              </a>
            )
          }),
        ])}
      />
    </TableScroll>
    <p class="nhsuk-hint">
      Ended: over by now. Removed: the file takes it out. Not in the file: stays as it is. As before: no change.
    </p>
  </>
)

const sayCount = (kind: string, outcome: Outcome, count: number) =>
  `${count}: ${kind.toLowerCase()}, ${OUTCOME_HEADINGS[outcome].toLowerCase()}`
