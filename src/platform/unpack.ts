/**
 * Opens zip files that somebody has sent, in memory and within bounds: what they say of themselves is not believed, and
 * unpacking stops where a bound is reached. Nothing is written anywhere by a name that was sent.
 */
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'

export type SentFile = { name: string; bytes: Uint8Array }

/** Why a file is not taken, in one plain sentence or two. */
export type SentProblem = { file: string; reason: string }

export type Unpacked = { ok: true; files: SentFile[] } | { ok: false; problems: SentProblem[] }

export const UNPACK_BOUNDS = {
  /** Files in all, those in zips counted. */
  files: 50,
  /** Bytes of all files once unpacked. */
  bytes: 150_000_000,
  /** How often a packed file may be as large unpacked; the staff record packs to about a twelfth. */
  ratio: 100,
}

/** So much may come out of any packed file, however small it is. */
const ALWAYS_BYTES = 1_000_000

/** Stops with the reason, which is told to whoever sent the file. */
class Refused extends Error {}

/** The files that were sent, those in zips each by itself; all of them, or the problems of each that cannot be taken. */
export async function unpackFiles(
  sent: readonly SentFile[],
  bounds: typeof UNPACK_BOUNDS = UNPACK_BOUNDS,
): Promise<Unpacked> {
  const files: SentFile[] = []
  const problems: SentProblem[] = []
  const room = { files: bounds.files, bytes: bounds.bytes }
  for (const { name, bytes } of sent) {
    const file = plainName(name)
    try {
      const found = isZip(bytes)
        ? await unzip(bytes, room, bounds)
        : [{ name: file, bytes: takeRoom(bytes, room, bounds) }]
      files.push(...found)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      problems.push({ file, reason: error.message })
      if (room.files < 0 || room.bytes < 0) break
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, files }
}

/** A name to show: its last part, without invisible characters, and not endless. */
export const plainName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{C}/gu, '').trim().slice(0, 100) || 'A file without a name'

type Room = { files: number; bytes: number }

/** Counts a file before it is kept. */
function takeRoom(bytes: Uint8Array, room: Room, bounds: typeof UNPACK_BOUNDS): Uint8Array {
  room.files -= 1
  if (room.files < 0) throw new Refused(`There are more than ${bounds.files} files. Send them a few at a time.`)
  room.bytes -= bytes.length
  if (room.bytes < 0)
    throw new Refused(`The files come to more than ${megabytes(bounds.bytes)} when unpacked. Send them one at a time.`)
  return bytes
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`

const SIGNATURES = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const
const startsWith = (bytes: Uint8Array, signature: number) => viewOf(bytes).readUInt32LE(0) === signature
const viewOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** By its first bytes, whatever its name: an empty zip has its end alone. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && (startsWith(bytes, SIGNATURES.local) || startsWith(bytes, SIGNATURES.end))

type Entry = { name: string; flags: number; method: number; checksum: number; packedBytes: number; at: number }

async function unzip(bytes: Uint8Array, room: Room, bounds: typeof UNPACK_BOUNDS): Promise<SentFile[]> {
  const zip = viewOf(bytes)
  const entries = listEntries(zip, bounds).filter(({ name }) => !name.endsWith('/'))
  if (entries.length === 0) throw new Refused('The zip has no file in it.')
  for (const entry of entries) checkEntry(entry)
  const files: SentFile[] = []
  for (const entry of entries) files.push(await unpackEntry(zip, entry, room, bounds))
  return files
}

const damaged = () => new Refused('The zip is damaged or not whole. Make it again and send it once more.')

/** What the zip says at its end that it holds; a place outside of it makes it damaged. */
function listEntries(zip: Buffer, bounds: typeof UNPACK_BOUNDS): Entry[] {
  const end = findEnd(zip)
  const many = zip.readUInt16LE(end + 10)
  if (many === 0xffff || zip.readUInt32LE(end + 16) === 0xffffffff || zip.readUInt32LE(end + 4) !== 0)
    throw new Refused('The zip is of a kind for very large files, or in several parts. Send the files by themselves.')
  if (many > bounds.files * 2)
    throw new Refused(`There are more than ${bounds.files} files in the zip. Send them a few at a time.`)
  const entries: Entry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let count = 0; count < many; count++) {
    if (at + 46 > end || zip.readUInt32LE(at) !== SIGNATURES.entry) throw damaged()
    const flags = zip.readUInt16LE(at + 8)
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
    if (nameEnd > end) throw damaged()
    entries.push({
      name: zip.toString(flags & 0x800 ? 'utf8' : 'latin1', at + 46, nameEnd),
      flags,
      method: zip.readUInt16LE(at + 10),
      checksum: zip.readUInt32LE(at + 16),
      packedBytes: zip.readUInt32LE(at + 20),
      at: zip.readUInt32LE(at + 42),
    })
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** The record at the end, which only a comment may follow. */
function findEnd(zip: Buffer): number {
  const earliest = Math.max(0, zip.length - 22 - 0xffff)
  for (let at = zip.length - 22; at >= earliest; at--)
    if (zip.readUInt32LE(at) === SIGNATURES.end && at + 22 + zip.readUInt16LE(at + 20) === zip.length) return at
  throw damaged()
}

function checkEntry({ name, flags, method }: Entry): void {
  const parts = name.split(/[/\\]/)
  if (parts[0] === '' || /^[a-z]:/i.test(name) || parts.includes('..') || /\p{Cc}/u.test(name))
    throw new Refused(`The zip names a file by a place outside of it (“${plainName(name)}”). Zip the files alone.`)
  if (flags & 0x2041) throw new Refused('The zip has a password. Send it without one: the connection is safe.')
  if (method !== 0 && method !== 8)
    throw new Refused('The zip is packed in an unusual way. Make it with your computer’s own “compress” or “zip”.')
}

async function unpackEntry(zip: Buffer, entry: Entry, room: Room, bounds: typeof UNPACK_BOUNDS): Promise<SentFile> {
  const bytes = takeRoom(await inflated(packedPart(zip, entry), entry, room, bounds), room, bounds)
  if (crc32(bytes) !== entry.checksum) throw damaged()
  const name = plainName(entry.name)
  if (isZip(bytes)) throw new Refused(`${name} is a zip inside the zip. Zip the files themselves.`)
  return { name, bytes }
}

function packedPart(zip: Buffer, { at, packedBytes }: Entry): Buffer {
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== SIGNATURES.local) throw damaged()
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  if (start + packedBytes > zip.length) throw damaged()
  return zip.subarray(start, start + packedBytes)
}

const inflateWithin = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

/** Unpacks off the thread that answers requests, and stops at the bound: the size in the zip may be a lie. */
async function inflated(
  packed: Buffer,
  { method, name }: Entry,
  room: Room,
  bounds: typeof UNPACK_BOUNDS,
): Promise<Buffer> {
  if (method === 0) return packed
  const byRatio = Math.max(ALWAYS_BYTES, packed.length * bounds.ratio)
  const maxOutputLength = Math.max(1, Math.min(byRatio, room.bytes + 1))
  try {
    return await inflateWithin(packed, { maxOutputLength })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw damaged()
    if (byRatio > room.bytes) takeRoom(Buffer.alloc(0), { files: 1, bytes: -1 }, bounds)
    throw new Refused(
      `${plainName(name)} is more than ${bounds.ratio} times as large unpacked as it is in the zip. No staff record is.`,
    )
  }
}
