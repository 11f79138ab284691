import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRIVATE_WORDS, withPrivateColumns } from '../../../tests/support/private-columns.ts'
import { assignmentRow, feedBytes, personRow, smallTrust, snapshotName } from '../../../tests/support/staff-feed.ts'
import { blankUnread } from './blank-unread.ts'
import { LAYOUTS, type Layout, PASSED_OVER } from './layouts.ts'
import { readFeed } from './read-feed.ts'

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

test('what is not read is gone, and what is read is as it was', () => {
  const sent = withPrivateColumns(
    feedBytes(snapshotName, { ...smallTrust, people: [...smallTrust.people, personRow('É', { lastName: 'Ö\u0092' })] }),
  )
  expect(textOf(sent)).toMatch(PRIVATE_WORDS)
  const kept = blankUnread(sent)
  expect(textOf(kept)).not.toMatch(PRIVATE_WORDS)
  expect(readFeed(kept, 'x')).toEqual(readFeed(sent, 'x'))
  expect(readFeed(kept, 'x')).toMatchObject({ ok: true, feed: { passedOver: { ABA: 1, LOV: 1 } } })
})

test('removals, both kinds of count and of line end, and blank lines behind the end stay readable', () => {
  const rows = textOf(feedBytes('x.DAT', { assignments: [assignmentRow('A')] }, { people: ['P1'] })).split('\r\n')
  const [header, ...more] = rows.slice(0, -2)
  for (const end of ['\n', '\r\n'])
    for (const count of [more.length, more.length + 2])
      for (const behind of [[], [''], ['', ' ', '']]) {
        const sent = latin1([header, ...more, `TRL~${count}`, ...behind].join(end))
        const reading = readFeed(sent, 'x')
        expect(reading.ok).toBe(true)
        expect(readFeed(blankUnread(sent), 'x')).toEqual(reading)
      }
})

const VALUES = {
  key: 'K1',
  text: ' Ö x ',
  date: '20261121',
  timestamp: '20261121 093000',
  decimal: '1.50',
  'yes-no': 'y',
}
const layouts = Object.values<Layout>(LAYOUTS)
const private_ = fc.string({
  unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code).replaceAll('~', '-')),
  maxLength: 6,
})
const anyRow = fc.oneof(
  fc.constantFrom(...layouts).chain(({ add, width, columns }) =>
    fc.array(private_, { minLength: width, maxLength: width }).map((fields) => {
      for (const { at, kind } of Object.values(columns)) fields[at - 1] = VALUES[kind]
      return [add, ...fields.slice(1)].join('~')
    }),
  ),
  fc.constantFrom(...layouts).map(({ remove }) => `${remove}~ K2 `),
  fc.tuple(fc.constantFrom(...PASSED_OVER), private_).map((fields) => fields.join('~')),
)

test('any file that can be read is read alike, line for line', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 8 }), (rows) => {
      const sent = latin1([`HDR~${snapshotName}~20261121 020000`, ...rows, `TRL~${rows.length}`].join('\n'))
      const reading = readFeed(sent, 'x')
      expect(reading.ok).toBe(true)
      expect(readFeed(blankUnread(sent), 'x')).toEqual(reading)
    }),
    { numRuns: 200 },
  )
})

test('a line of no known kind leaves nothing behind', () => {
  expect(textOf(blankUnread(latin1('HDR~a~b\nQQ123456C~QQ123456C\nTRL~1~QQ123456C\nQQ123456C')))).not.toContain('QQ')
})
