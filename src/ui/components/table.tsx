import { type Content, classes } from '../markup.ts'

export type Column = {
  heading: Content
  /** Figures line up at the right. */
  numeric?: boolean | undefined
  /** Makes the heading a link that sorts by this column. */
  sort?: { href: string; direction?: 'ascending' | 'descending' | undefined } | undefined
}

export type TableProps = {
  caption: Content
  /** `hidden` where a heading above already says it. */
  captionSize?: 's' | 'm' | 'l' | 'hidden' | undefined
  columns: readonly Column[]
  rows: readonly (readonly Content[])[]
  /** The first cell names its row. */
  firstCellIsHeader?: boolean | undefined
  foot?: readonly Content[] | undefined
  /** Figures are read down the columns: on a phone the table scrolls, where others turn each row into a card. */
  keepsColumns?: boolean | undefined
}

/** Boxes that are laid out as cards are no table to some browsers, unless each says what it is. */
type Stacks = { stacks: boolean }
const role = (name: string, { stacks }: Stacks) => (stacks ? name : undefined)

/** A cell of either kind, at the right where it holds a figure. */
const cellClass = (kind: 'header' | 'cell', numeric: boolean | undefined) =>
  classes(`nhsuk-table__${kind}`, numeric && `nhsuk-table__${kind}--numeric`)

const MARK = { ascending: ' ▲', descending: ' ▼' } as const

const Heading = ({ column: { heading, numeric, sort }, stacks }: { column: Column } & Stacks) => (
  <th
    class={cellClass('header', numeric)}
    scope="col"
    role={role('columnheader', { stacks })}
    aria-sort={sort?.direction}
  >
    {sort ? (
      <a class="app-table__sort" href={sort.href} aria-current={sort.direction ? 'true' : undefined}>
        {heading}
        {sort.direction ? <span aria-hidden="true">{MARK[sort.direction]}</span> : null}
      </a>
    ) : (
      heading
    )}
  </th>
)

const Row = ({
  cells,
  columns,
  firstCellIsHeader,
  stacks,
}: { cells: readonly Content[] } & Stacks & Pick<TableProps, 'columns' | 'firstCellIsHeader'>) => (
  <tr class="nhsuk-table__row" role={role('row', { stacks })}>
    {cells.map((cell, index) => {
      const { numeric, heading } = columns[index] ?? {}
      const isName = firstCellIsHeader && index === 0
      const Cell = isName ? 'th' : 'td'
      return (
        <Cell
          class={cellClass(isName ? 'header' : 'cell', numeric)}
          scope={isName ? 'row' : undefined}
          role={role(isName ? 'rowheader' : 'cell', { stacks })}
          data-label={(stacks && typeof heading === 'string' && !isEmpty(cell) && heading) || undefined}
        >
          {cell}
        </Cell>
      )
    })}
  </tr>
)

/** A cell of nothing leaves no line in a card. */
const isEmpty = (cell: Content) => cell === '' || cell === null || cell === undefined

/**
 * A dense table. A column with `sort` has a heading that sorts on the server; the address keeps the order. On a phone, rows
 * of three cells or more become cards of labels and values.
 */
export const Table = (props: TableProps) => {
  const { caption, captionSize, columns, rows, firstCellIsHeader, foot, keepsColumns } = props
  const stacks = columns.length > 2 && !foot && !keepsColumns
  const group = role('rowgroup', { stacks })
  return (
    <table class={classes('nhsuk-table', stacks && 'app-table--stacks')} role={role('table', { stacks })}>
      <caption
        class={
          captionSize === 'hidden'
            ? 'nhsuk-u-visually-hidden'
            : classes('nhsuk-table__caption', captionSize && `nhsuk-table__caption--${captionSize}`)
        }
      >
        {caption}
      </caption>
      <thead
        class={classes('nhsuk-table__head', columns.some(({ sort }) => sort) && 'app-table__head--sorts')}
        role={group}
      >
        <tr class="nhsuk-table__row" role={role('row', { stacks })}>
          {columns.map((column) => (
            <Heading column={column} stacks={stacks} />
          ))}
        </tr>
      </thead>
      <tbody class="nhsuk-table__body" role={group}>
        {rows.map((cells) => (
          <Row cells={cells} columns={columns} firstCellIsHeader={firstCellIsHeader} stacks={stacks} />
        ))}
      </tbody>
      {foot ? (
        <tfoot class="nhsuk-table__foot">
          <Row cells={foot} columns={columns} firstCellIsHeader={firstCellIsHeader} stacks={stacks} />
        </tfoot>
      ) : null}
    </table>
  )
}

/** Holds a table too wide for the page: it scrolls inside itself, by touch, wheel or arrow keys. */
export const TableScroll = ({ label, children }: { label: string; children: Content }) => (
  // A box that scrolls must take focus, or keys cannot scroll it (WCAG 2.1.1).
  <section class="app-table-scroll" aria-label={label} tabindex={0}>
    {children}
  </section>
)
