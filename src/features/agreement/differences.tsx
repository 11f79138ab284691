import { UNIT_WORDS, type Unit } from '../../domain/contracts/contract-terms.ts'
import type { Difference } from '../../domain/job-plan/compare.ts'
import { isZero, roundForScreen, toFraction } from '../../domain/time/fraction.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'

/** What changed from one plan to another, line by line. */
export const Differences = ({
  caption,
  differences,
  unit,
}: {
  caption: string
  differences: readonly Difference[]
  unit: Unit
}) =>
  differences.length === 0 ? (
    <p class="nhsuk-body">Nothing changed.</p>
  ) : (
    <TableScroll label={caption}>
      <Table
        caption={caption}
        captionSize="hidden"
        firstCellIsHeader
        columns={[
          { heading: 'What' },
          { heading: 'Before' },
          { heading: 'Now' },
          { heading: `Change in ${UNIT_WORDS[unit].many} a week`, numeric: true },
        ]}
        rows={differences.map((one) => [
          one.part === 'plan' ? one.field : [one.title.replace(/[.]$/, ''), one.field].filter(Boolean).join(': '),
          one.kind === 'added' ? 'Not in the plan' : one.before || sayWhole(one, 'In the plan'),
          one.kind === 'removed' ? 'Taken out' : one.after || sayWhole(one, 'Added'),
          sayChange(one.unitsChange),
        ])}
      />
    </TableScroll>
  )

const sayWhole = ({ kind }: Difference, words: string) => (kind === 'changed' ? 'Nothing' : words)

const sayChange = (exact: string): string => {
  const change = toFraction(exact)
  if (isZero(change)) return ''
  return change.n > 0n ? `+${roundForScreen(change)}` : roundForScreen(change).replace('-', '−')
}
