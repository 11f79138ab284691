import type { Signature } from '../../records/agreement.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatInstant } from '../../ui/dates.ts'

const CAPACITIES: Record<Signature['side'], string> = {
  clinician: 'The clinician, whose plan it is',
  agreer: 'The manager, for the organisation',
}

/** Both sides of an agreement: who signed in which capacity and when, or that nobody has yet. */
export const Signatures = ({ signatures }: { signatures: readonly Signature[] }) => (
  <TableScroll label="Signatures">
    <Table
      caption="Signatures"
      captionSize="hidden"
      firstCellIsHeader
      columns={[{ heading: 'Signs as' }, { heading: 'Name' }, { heading: 'Post' }, { heading: 'Signed' }]}
      rows={(['clinician', 'agreer'] as const).map((side) => {
        const signature = signatures.find((one) => one.side === side)
        return signature
          ? [CAPACITIES[side], signature.signedName, signature.signedPost ?? '', formatInstant(signature.signedAt)]
          : [CAPACITIES[side], 'Not signed', '', '']
      })}
    />
  </TableScroll>
)
