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
}

const MARK = { ascending: ' ▲', descending: ' ▼' } as const

const Heading = ({ column: { heading, numeric, sort } }: { column: Column }) => (
  <th
    class={classes('nhsuk-table__header', numeric && 'nhsuk-table__header--numeric')}
    scope="col"
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
}: { cells: readonly Content[] } & Pick<TableProps, 'columns' | 'firstCellIsHeader'>) => (
  <tr class="nhsuk-table__row">
    {cells.map((cell, index) => {
      const numeric = columns[index]?.numeric
      return firstCellIsHeader && index === 0 ? (
        <th class={classes('nhsuk-table__header', numeric && 'nhsuk-table__header--numeric')} scope="row">
          {cell}
        </th>
      ) : (
        <td class={classes('nhsuk-table__cell', numeric && 'nhsuk-table__cell--numeric')}>{cell}</td>
      )
    })}
  </tr>
)

/** A dense table. A column with `sort` has a heading that sorts on the server; the address keeps the order. */
export const Table = ({ caption, captionSize, columns, rows, firstCellIsHeader, foot }: TableProps) => (
  <table class="nhsuk-table">
    <caption
      class={
        captionSize === 'hidden'
          ? 'nhsuk-u-visually-hidden'
          : classes('nhsuk-table__caption', captionSize && `nhsuk-table__caption--${captionSize}`)
      }
    >
      {caption}
    </caption>
    <thead class="nhsuk-table__head">
      <tr class="nhsuk-table__row">
        {columns.map((column) => (
          <Heading column={column} />
        ))}
      </tr>
    </thead>
    <tbody class="nhsuk-table__body">
      {rows.map((cells) => (
        <Row cells={cells} columns={columns} firstCellIsHeader={firstCellIsHeader} />
      ))}
    </tbody>
    {foot ? (
      <tfoot class="nhsuk-table__foot">
        <Row cells={foot} columns={columns} firstCellIsHeader={firstCellIsHeader} />
      </tfoot>
    ) : null}
  </table>
)

/** Holds a table too wide for the page: it scrolls inside itself, by touch, wheel or arrow keys. */
export const TableScroll = ({ label, children }: { label: string; children: Content }) => (
  // A box that scrolls must take focus, or keys cannot scroll it (WCAG 2.1.1).
  <section class="app-table-scroll" aria-label={label} tabindex={0}>
    {children}
  </section>
)
