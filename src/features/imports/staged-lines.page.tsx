import type { StagedLine, StagedList } from '../../records/staged-import.ts'
import { pathTo } from '../../routes.ts'
import { Pagination } from '../../ui/components/pagination.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { LIST_WORDS, MISSING_WORDS } from './staff-words.ts'

export const linesOnAPage = 50

export type LinesOf = { stagedId: number; file: number; list: StagedList; page: number }

export const StagedLinesPage = ({
  of,
  fileName,
  total,
  lines,
}: {
  of: LinesOf
  fileName: string
  total: number
  lines: readonly StagedLine[]
}) => {
  const heading = LIST_WORDS.get(of.list) ?? ''
  const isProblems = of.list === 'problems'
  const hasFields = of.list.endsWith('-changed') || of.list.endsWith('-ended')
  return (
    <>
      <PageTop heading={heading} lede={of.list.endsWith('-missing') ? MISSING_WORDS : undefined} />
      <TableScroll label={heading}>
        <Table
          caption={`${total.toLocaleString('en-GB')} in ${fileName}`}
          captionSize="s"
          firstCellIsHeader
          columns={[
            { heading: 'Name' },
            ...(hasFields ? [{ heading: 'What changes' }] : []),
            ...(isProblems ? [{ heading: 'Line', numeric: true }, { heading: 'What is wrong' }] : []),
          ]}
          rows={lines.map(({ name, says, line }) => [
            name,
            ...(hasFields ? [says || 'Days gone by'] : []),
            ...(isProblems ? [line ?? '', says] : []),
          ])}
        />
      </TableScroll>
      <Pagination
        page={of.page}
        pages={Math.ceil(total / linesOnAPage)}
        href={(page) => pathTo('stagedLines', { stagedId: of.stagedId }, { file: of.file, list: of.list, page })}
      />
    </>
  )
}
