import { expect, test } from 'vitest'
import { feedBytes, smallTrust, snapshotName } from '../../../tests/support/staff-feed.ts'
import { whyNoFeed } from './feed-bounds.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const bounds = { lineBytes: 50, lines: 4, headerBytes: 30 }

test('a file of the staff record is taken', () => {
  expect(whyNoFeed(feedBytes(snapshotName, smallTrust))).toBeNull()
})

test.each(['', 'PK', 'MZ\x90', '%PDF-1.7', '<html>', 'hdr~a~b', ' HDR~a~b', 'name,post\r\nSam,Nurse'])(
  'what begins with %j is none',
  (beginning) => {
    expect(whyNoFeed(latin1(beginning))).toMatchObject({ line: 1, reason: expect.stringContaining('HDR~') })
  },
)

test('one that was saved as UTF-8 is left to the reader, which says so', () => {
  expect(whyNoFeed(latin1('\u00ef\u00bb\u00bfHDR~a~b'))).toBeNull()
})

test('lines are bounded in length and number, and hold no null character', () => {
  expect(whyNoFeed(latin1(`HDR~${'a'.repeat(30)}\n`), bounds)?.line).toBe(1)
  expect(whyNoFeed(latin1(`HDR~a\nPRA\n${'a'.repeat(51)}`), bounds)?.line).toBe(3)
  expect(whyNoFeed(latin1('HDR~a\n1\n2\n3\n'), bounds)).toBeNull()
  expect(whyNoFeed(latin1('HDR~a\n1\n2\n3\n4\n'), bounds)?.line).toBe(5)
  expect(whyNoFeed(latin1('HDR~a\nPRA~\0\n'), bounds)?.line).toBe(2)
})
