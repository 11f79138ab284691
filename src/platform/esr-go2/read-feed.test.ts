import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LAYOUTS, type Layout, type Things } from './layouts.ts'
import { readFeed } from './read-feed.ts'
import { writeFeed } from './write-feed.ts'

const NAME = 'GO_999_GDW_GDR_20261101_00000001.DAT'
const HEADER = `HDR~${NAME}~20261101 020000`
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

/** A whole file around these lines, with its rows counted as real files do. */
const file = (rows: string[], { newline = '\n', count = String(rows.length), header = HEADER } = {}) =>
  latin1([header, ...rows, `TRL~${count}`, ''].join(newline))

const LAYOUT_LIST: readonly Layout[] = Object.values(LAYOUTS)
const width = (type: string) => LAYOUT_LIST.find((layout) => layout.add === type)?.width ?? 0

/** A row of `type` with these fields, by position, and blanks elsewhere. */
const row = (type: string, fields: Record<number, string>) =>
  Array.from({ length: width(type) }, (_, index) => (index === 0 ? type : (fields[index + 1] ?? ''))).join('~')

const ASSIGNMENT = row('ASA', {
  2: 'P1',
  3: 'A1',
  4: '20240401',
  5: '47121231',
  10: 'Active Assignment',
  22: 'Yes',
  23: '37.5',
})
const PERSON = row('PRA', {
  2: 'P1',
  3: '20240401',
  7: 'Brontë',
  8: 'Zoë',
  14: '19800101',
  15: 'QQ123456C',
  23: 'Secret',
})

const problemsOf = (bytes: Uint8Array) => {
  const reading = readFeed(bytes, 'night.DAT')
  return reading.ok ? [] : reading.problems.map(({ line, reason }) => `${line}: ${reason}`)
}
const feedOf = (bytes: Uint8Array) => {
  const reading = readFeed(bytes, NAME)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.feed
}

describe('a good file', () => {
  test('gives typed rows, with dates as ISO, blanks and the open end as null, and the line of each', () => {
    const feed = feedOf(file([PERSON, ASSIGNMENT]))
    expect(feed.people).toMatchObject([{ personId: 'P1', lastName: 'Brontë', firstName: 'Zoë', email: null, line: 2 }])
    expect(feed.assignments).toMatchObject([
      {
        assignmentId: 'A1',
        personId: 'P1',
        fromOn: '2024-04-01',
        toOn: null,
        isPrimary: true,
        contracted: '37.5',
        line: 3,
      },
    ])
    expect(feed.writtenAt).toBe('2026-11-01T02:00:00')
  })

  test('reads nothing that Concord has no business with', () => {
    const feed = feedOf(file([PERSON]))
    expect(JSON.stringify(feed)).not.toMatch(/19800101|1980-01-01|QQ123456C|Secret/)
  })

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('may end its lines with %s', (_, newline) => {
    expect(feedOf(file([PERSON], { newline })).people).toHaveLength(1)
  })

  test('may leave out the last newline', () => {
    expect(feedOf(latin1(`${HEADER}\n${PERSON}\nTRL~1`)).people).toHaveLength(1)
  })

  test('may count the rows between, or every row', () => {
    expect(problemsOf(file([PERSON], { count: '1' }))).toEqual([])
    expect(problemsOf(file([PERSON], { count: '3' }))).toEqual([])
  })

  test('may hold no rows at all', () => {
    expect(problemsOf(file([]))).toEqual([])
  })

  test('keeps every byte of ISO-8859-1 apart, 80 to 9F included', () => {
    const name = 'é\u0080\u0092ÿ'
    expect(feedOf(file([row('PRA', { 2: 'P1', 7: name })])).people[0]?.lastName).toBe(name)
  })

  test('lists what to remove, by key', () => {
    const feed = feedOf(file(['ASD~A1', 'PRD~P1', 'ORD~U1', 'LCD~L1', 'POD~X1']))
    expect(feed.removed).toEqual({
      assignments: [{ id: 'A1', line: 2 }],
      people: [{ id: 'P1', line: 3 }],
      units: [{ id: 'U1', line: 4 }],
      locations: [{ id: 'L1', line: 5 }],
      positions: [{ id: 'X1', line: 6 }],
    })
  })

  test('has other record types and look-ups counted and passed over', () => {
    expect(feedOf(file(['ABA~1~2', 'LOV~x', 'LOV~y', PERSON])).passedOver).toEqual({ ABA: 1, LOV: 2 })
  })

  test.each([
    ['GO_999_GDW_GDR_20261101_00000001.DAT', 'snapshot'],
    ['GO_999_GDW_GOC_20261101_00000001.DAT', 'delta'],
    ['renamed.DAT', 'delta'],
  ])('named %s is a %s', (name, kind) => {
    expect(feedOf(file([], { header: `HDR~${name}~20261101 020000` })).kind).toBe(kind)
  })
})

describe('a refused file', () => {
  test.each<[string, Uint8Array, string[]]>([
    ['empty', latin1(''), ['1: The first line should be HDR', '1: The last line should be TRL~']],
    ['no header', latin1(`${PERSON}\nTRL~1\n`), ['1: The first line should be HDR']],
    ['UTF-8 mark', latin1(`\u00ef\u00bb\u00bf${HEADER}\nTRL~0\n`), ['1: The file was saved as UTF-8']],
    ['header without a time', file([], { header: `HDR~${NAME}~` }), ['1: The header has no date and time']],
    [
      'header with a bad time',
      file([], { header: `HDR~${NAME}~20261101 250000` }),
      ['1: The header’s date and time should be'],
    ],
    ['header too long', file([], { header: `${HEADER}~x` }), ['1: The header should be']],
    ['no trailer', latin1(`${HEADER}\n${PERSON}\n`), ['2: The last line should be TRL~']],
    ['trailer without a count', file([PERSON], { count: '' }), ['3: The TRL line does not say how many']],
    ['count that is no number', file([PERSON], { count: 'one' }), ['3: The TRL line should say how many']],
    ['count too low', file([PERSON, PERSON], { count: '1' }), ['4: The TRL line says 1, but there are 2 rows.']],
    ['count between the two ways', file([PERSON], { count: '2' }), ['3: The TRL line says 2,']],
    ['count too high', file([PERSON], { count: '4' }), ['3: The TRL line says 4,']],
    ['field too many', file([`${PERSON}~`]), ['2: PRA rows have 44 fields, but this one has 45.']],
    ['field too few', file(['ASA~1~2']), ['2: ASA rows have 51 fields, but this one has 3.']],
    ['removal with more than a key', file(['ASD~1~2']), ['2: ASD rows have 2 fields, but this one has 3.']],
    ['removal of nothing', file(['ASD~']), ['2: The assignment to remove is not named']],
    ['unknown record type', file(['ZZA~1']), ['2: “ZZA” is not a record type']],
    ['empty line', file(['']), ['2: The line is empty.']],
    ['second header', file([HEADER]), ['2: “HDR” is not a record type']],
    ['blank key', file([row('PRA', { 7: 'Brontë' })]), ['2: Person ID (field 2 of this PRA row) is blank.']],
    [
      'last line cut short',
      latin1(`${HEADER}\n${PERSON}\n${PERSON.slice(0, 30)}`),
      ['3: PRA rows have', '3: The last line should'],
    ],
    ['text after the trailer', latin1(`${HEADER}\nTRL~0\n\nmore\n`), ['4: There is text after the TRL line']],
    [
      'number that is none',
      file([row('ASA', { 2: 'P', 3: 'A', 23: 'ten' })]),
      ['2: Normal Hours / Sessions (field 23'],
    ],
  ])('%s', (_, bytes, expected) => {
    const found = problemsOf(bytes)
    expect(found).toHaveLength(expected.length)
    for (const [index, start] of expected.entries()) expect(found[index]?.startsWith(start), found[index]).toBe(true)
  })

  test.each(['20260230', '20261301', '20260100', '2026-01-01', '202601', '20260101 000000'])('bad date %s', (day) => {
    const [problem] = problemsOf(file([row('PRA', { 2: 'P1', 3: day })]))
    expect(problem).toBe(
      `2: Effective Start Date (field 3 of this PRA row) should be a real date like 20261121, not “${day}”.`,
    )
  })

  test('29 February is a date in a leap year alone', () => {
    expect(problemsOf(file([row('PRA', { 2: 'P1', 3: '20280229' })]))).toEqual([])
    expect(problemsOf(file([row('PRA', { 2: 'P1', 3: '20270229' })]))).toHaveLength(1)
  })

  test('names the file, and stops at 20 problems', () => {
    const reading = readFeed(file(Array.from({ length: 50 }, () => 'ZZA~1')), 'night.DAT')
    expect(reading.ok).toBe(false)
    if (!reading.ok) {
      expect(reading.problems).toHaveLength(20)
      expect(new Set(reading.problems.map((problem) => problem.file))).toEqual(new Set(['night.DAT']))
    }
  })
})

describe('writing', () => {
  const text = fc.string({
    unit: fc
      .integer({ min: 33, max: 255 })
      .filter((code) => code !== 126 && code !== 160 && code !== 127)
      .map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 12,
  })
  const day = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const VALUES = {
    key: text,
    text: fc.option(text),
    date: fc.option(day),
    timestamp: fc.option(day.map((on) => `${on}T09:30:00`)),
    decimal: fc.option(fc.integer({ min: 0, max: 4000 }).map((hundredths) => String(hundredths / 100))),
    'yes-no': fc.option(fc.boolean()),
  }
  const rowsOf = (layout: Layout) =>
    fc.array(
      fc.record(Object.fromEntries(Object.entries(layout.columns).map(([name, { kind }]) => [name, VALUES[kind]]))),
      { maxLength: 4 },
    )
  const anyFeed = fc.record(
    Object.fromEntries((Object.keys(LAYOUTS) as Things[]).map((thing) => [thing, rowsOf(LAYOUTS[thing])])),
  )

  test('what is written is what is read', () => {
    fc.assert(
      fc.property(anyFeed, (things) => {
        const written = writeFeed({
          ...(things as never as Parameters<typeof writeFeed>[0]),
          fileName: NAME,
          writtenAt: '2026-11-01T02:00:00',
        })
        const feed = feedOf(written)
        for (const thing of Object.keys(LAYOUTS) as Things[]) {
          expect(feed[thing].map(({ line, ...rest }) => rest)).toEqual(things[thing])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('refuses what the format cannot hold', () => {
    const empty = {
      fileName: NAME,
      writtenAt: '2026-11-01T02:00:00',
      units: [],
      locations: [],
      positions: [],
      people: [],
      assignments: [],
    }
    for (const name of ['a~b', 'Łucja', 'a\nb']) {
      const unit = {
        unitId: 'U',
        name,
        kind: null,
        fromOn: null,
        toOn: null,
        parentUnitId: null,
        odsCode: null,
        locationId: null,
        updatedAt: null,
      }
      expect(() => writeFeed({ ...empty, units: [unit] })).toThrow('cannot hold')
    }
  })
})
