import { describe, expect, test } from 'vitest'
import { withHeads, withPassword, zipOf } from '../../tests/support/zip.ts'
import { plainName, UNPACK_BOUNDS, unpackFiles } from './unpack.ts'

const text = (words: string) => new Uint8Array(Buffer.from(words))
const bounds = { files: 3, bytes: 5_000_000, ratio: 20 }

/** Nothing packs as small as this. */
const zeros = (bytes: number) => new Uint8Array(bytes)
/** Does not pack at all. */
const noise = (bytes: number) => {
  let state = 1
  return new Uint8Array(bytes).map(() => {
    state = Math.imul(state, 1_103_515_245) + 12_345
    return state >>> 16
  })
}

const why = async (bytes: Uint8Array, within = bounds) => {
  const unpacked = await unpackFiles([{ name: 'sent.zip', bytes }], within)
  return unpacked.ok ? 'taken' : unpacked.problems.map(({ reason }) => reason).join(' ')
}

test('files are taken as they are, and those of a zip by themselves', async () => {
  const zip = zipOf({ 'inbox/': zeros(0), 'inbox/one.DAT': text('one'), 'two.DAT': text('two'.repeat(500)) })
  const unpacked = await unpackFiles([
    { name: 'plain.DAT', bytes: text('plain') },
    { name: 'not called a zip.DAT', bytes: zip },
  ])
  expect(unpacked.ok && unpacked.files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['plain.DAT', 'plain'],
    ['one.DAT', 'one'],
    ['two.DAT', 'two'.repeat(500)],
  ])
})

test('what is no zip is not opened as one, whatever it is called', async () => {
  const unpacked = await unpackFiles([{ name: 'feed.zip', bytes: text('HDR~') }])
  expect(unpacked.ok && unpacked.files).toHaveLength(1)
})

describe('bounds', () => {
  test('a file that grows too much while it is unpacked is stopped', async () => {
    expect(await why(zipOf({ a: zeros(4_000_000) }))).toMatch(/more than 20 times as large/)
  })
  test('so is what is small but grows without end, at the bound of all files', async () => {
    expect(await why(zipOf({ a: zeros(6_000_000) }), { ...bounds, ratio: 100_000 })).toMatch(
      /more than 5 MB when unpacked/,
    )
  })
  test('a size that the zip gives wrongly changes nothing', async () => {
    const lying = Buffer.from(zipOf({ a: zeros(6_000_000) }))
    lying.writeUInt32LE(10, lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
    expect(await why(lying)).toMatch(/more than 20 times as large/)
  })
  test('several files count together', async () => {
    expect(await why(zipOf({ a: noise(3_000_000), b: noise(3_000_000) }))).toMatch(/more than 5 MB/)
    const sent = [noise(3_000_000), noise(3_000_000)].map((bytes) => ({ name: 'a', bytes }))
    expect((await unpackFiles(sent, bounds)).ok).toBe(false)
  })
  test('files are counted, in zips and beside them', async () => {
    const four = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, text(name)]))
    expect(await why(zipOf(four))).toMatch(/more than 3 files/)
    const thousands = Object.fromEntries(Array.from({ length: 2_000 }, (_, number) => [`f${number}`, text('x')]))
    expect(await why(zipOf(thousands))).toMatch(/more than 3 files/)
    const plain = Object.values(four).map((bytes) => ({ name: 'a', bytes }))
    expect((await unpackFiles(plain, bounds)).ok).toBe(false)
  })
  test('a text as compact as a staff record is taken', async () => {
    const rows = Array.from(
      { length: 12_000 },
      (_, row) => `ASA~${row}~${row * 7}~20200101 000000~~Team ${row % 90}~Y\r\n`,
    )
    expect(await why(zipOf({ 'feed.DAT': text(rows.join('')) }), UNPACK_BOUNDS)).toBe('taken')
  })
})

describe('what no honest zip has', () => {
  test.each([
    '../feed.DAT',
    '/etc/feed.DAT',
    'a/../../feed.DAT',
    'C:\\feed.DAT',
    '..\\feed.DAT',
    '\\\\host\\feed.DAT',
    'a\nb',
  ])('a file called %j', async (name) => {
    expect(await why(zipOf({ [name]: text('HDR~') }))).toMatch(/by a place outside of it/)
  })
  test('a password', async () => {
    expect(await why(withPassword(zipOf({ a: text('HDR~') })))).toMatch(/has a password/)
  })
  test('another way of packing', async () => {
    expect(await why(withHeads(zipOf({ a: text('HDR~') }), { local: 8, entry: 10 }, 12))).toMatch(/unusual way/)
  })
  test('a zip inside', async () => {
    expect(await why(zipOf({ 'in.zip': zipOf({ a: text('HDR~') }) }))).toMatch(/in\.zip is a zip inside the zip/)
  })
  test('nothing in it', async () => {
    expect(await why(zipOf({}))).toBe('The zip has no file in it.')
    expect(await why(zipOf({ 'folder/': zeros(0) }))).toBe('The zip has no file in it.')
  })
})

test('a damaged zip is refused, wherever it was cut or changed', async () => {
  const zip = Buffer.from(zipOf({ 'feed.DAT': noise(400), 'other.DAT': text('HDR~'.repeat(300)) }))
  for (let length = 4; length < zip.length; length += 7) expect(await why(zip.subarray(0, length))).toMatch(/damaged/)
  for (let at = 4; at < zip.length; at += 3) {
    const changed = Buffer.from(zip)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    // Some bytes mean nothing; none may throw.
    expect(typeof (await why(changed))).toBe('string')
  }
  const content = Buffer.from(zip)
  content[60] = (content[60] ?? 0) ^ 0xff
  expect(await why(content)).toMatch(/damaged/)
})

test('a name is shown by its last part, without what cannot be seen', () => {
  expect(plainName('C:\\Users\\Sam\\feed.DAT')).toBe('feed.DAT')
  expect(plainName('../../\u202eTAD.deef\u0007\r\nSet-Cookie: a=b')).toBe('TAD.deefSet-Cookie: a=b')
  expect(plainName('x'.repeat(500))).toHaveLength(100)
  expect(plainName('/')).toBe('A file without a name')
})
