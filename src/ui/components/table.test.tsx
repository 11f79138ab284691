import { expect, test } from 'vitest'
import { type Column, Table } from './table.tsx'

const columns: Column[] = [{ heading: 'Person' }, { heading: 'Post' }, { heading: '' }]
const rows = [
  ['Dr Osei', 'Consultant', 'Invite'],
  ['Sam', '', 'Invite'],
]

const drawn = (props: Partial<Parameters<typeof Table>[0]> = {}) =>
  String(<Table caption="People" firstCellIsHeader columns={columns} rows={rows} {...props} />)

test('a row of three cells or more can be a card: each value has its label, and each box says what it is', () => {
  const html = drawn()
  expect(html).toContain('class="nhsuk-table app-table--stacks" role="table"')
  expect(html).toContain('<td class="nhsuk-table__cell" role="cell" data-label="Post">Consultant</td>')
  expect(html).toContain('role="rowheader"')
  expect(html.match(/role="row"/g)).toHaveLength(3)
})

test('neither an empty cell nor a column without a name has a label', () => {
  expect(drawn().match(/data-label="Post"/g)).toHaveLength(1)
  expect(drawn()).not.toContain('data-label=""')
})

test.each([
  { keepsColumns: true },
  { foot: ['In all', '2', ''] },
  { columns: columns.slice(0, 2), rows: rows.map((row) => row.slice(0, 2)) },
])('a table that is read down its columns, or fits as it is, stays a table: %o', (props) => {
  expect(drawn(props)).not.toMatch(/stacks|role=|data-label/)
})

test('the headings that sort are marked, so that a phone still shows them', () => {
  expect(drawn()).not.toContain('app-table__head--sorts')
  expect(drawn({ columns: [{ heading: 'Person', sort: { href: '?sort=name' } }, ...columns.slice(1)] })).toContain(
    'app-table__head--sorts',
  )
})
