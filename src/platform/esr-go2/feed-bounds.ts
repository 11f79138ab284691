/** What every file of the staff record keeps to, looked at in its bytes before it is read. */
export const FEED_BOUNDS = {
  /** Of one line; the longest of the staff record is about 1,000. */
  lineBytes: 10_000,
  /** Of one file: a trust of 25,000 with its whole history has about half as many. */
  lines: 1_000_000,
  /** Of the first line, which names the file. */
  headerBytes: 200,
}

const LINE_FEED = 10
/** Also as a file saved as UTF-8 begins, which the reader explains. */
const BEGINNINGS = ['HDR~', '\u00ef\u00bb\u00bfHDR~'].map((text) => Buffer.from(text, 'latin1'))

/** The line and the reason for which bytes are no file of the staff record that can be read, or null. */
export function whyNoFeed(
  bytes: Uint8Array,
  bounds: typeof FEED_BOUNDS = FEED_BOUNDS,
): { line: number; reason: string } | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!BEGINNINGS.some((beginning) => buffer.subarray(0, beginning.length).equals(beginning)))
    return { line: 1, reason: 'This is not a file of the staff record: its first line does not begin with HDR~.' }
  const nothing = buffer.indexOf(0)
  let line = 0
  for (let start = 0; start < buffer.length; line++) {
    const found = buffer.indexOf(LINE_FEED, start)
    const end = found === -1 ? buffer.length : found
    const most = line === 0 ? bounds.headerBytes : bounds.lineBytes
    if (nothing >= start && nothing < end)
      return { line: line + 1, reason: 'There is a null character, which no text has.' }
    if (end - start > most) return { line: line + 1, reason: `The line is longer than ${count(most)} characters.` }
    if (line >= bounds.lines) return { line: line + 1, reason: `There are more than ${count(bounds.lines)} lines.` }
    start = end + 1
  }
  return null
}

const count = (number: number) => number.toLocaleString('en-GB')
