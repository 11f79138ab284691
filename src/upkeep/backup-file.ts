/** A backup as a file: its lines in gzip and, with a key, in age, so that `age -d FILE | gunzip` shows it without Concord. */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupCheck, type CheckedBackup } from './backup-check.ts'
import { type BackupKey, decrypterOf, encrypterOf } from './backup-key.ts'
import { Refusal } from './refusal.ts'

/**
 * Writes a new file from the lines of a backup: beside its place first, held to its own digest, forced to the disk, then
 * renamed, so that a file of this name is whole. Some disks cannot force a name: `isNameForced` says whether this one has.
 */
export async function writeBackupFile(
  path: string,
  key: BackupKey | null,
  lines: Readable,
): Promise<CheckedBackup & { bytes: number; isNameForced: boolean }> {
  const partial = `${path}.partial`
  try {
    refuseToOverwrite(path)
    const checked = await packInto(partial, key, lines)
    await forceToDisk(partial)
    refuseToOverwrite(path)
    await rename(partial, path)
    // It is whole, and of this name: what comes now takes that from nobody.
    const isNameForced = await forceToDisk(dirname(path)).then(
      () => true,
      () => false,
    )
    return { ...checked, bytes: statSync(path).size, isNameForced }
  } catch (error) {
    lines.destroy()
    if ((error as { code?: string }).code === 'EEXIST')
      throw new Refusal(
        `There is a file ${partial}: a backup is being written to it, or was broken off. Remove it if none is.`,
      )
    await rm(partial, { force: true })
    throw error
  }
}

function refuseToOverwrite(path: string): void {
  if (existsSync(path)) throw new Refusal(`There is a file ${path} already, and a backup never takes another’s place.`)
}

async function packInto(path: string, key: BackupKey | null, lines: Readable): Promise<CheckedBackup> {
  const check = new BackupCheck(path)
  const splitter = new LineSplitter()
  async function* checking(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      for (const line of splitter.split(chunk)) check.add(line)
      yield chunk
    }
  }
  const encrypter = key && encrypterOf(key)
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  const gzip = createGzip()
  if (!encrypter) {
    await pipeline(lines, checking, gzip, file)
    return check.finish()
  }
  const zipping = pipeline(lines, checking, gzip)
  // It is waited for below; it may fail before.
  zipping.catch(() => {})
  const encrypted = await encrypter.encrypt(Readable.toWeb(gzip) as globalThis.ReadableStream<Uint8Array>)
  const filing = pipeline(Readable.fromWeb(encrypted as ReadableStream), file)
  filing.catch((error) => gzip.destroy(error))
  await Promise.all([zipping, filing])
  return check.finish()
}

async function forceToDisk(path: string): Promise<void> {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const DAMAGED = 'has been cut off or changed since it was made, and is not restored. Take another backup.'

/** The lines of a backup file, without their line ends. Throws a refusal when it cannot be read with this key, or to its end. */
export async function* readBackupFile(path: string, key: BackupKey | null): AsyncGenerator<Buffer> {
  const isClosed = isEncrypted(path)
  const packed = createReadStream(path)
  const gunzip = createGunzip()
  try {
    if (isClosed) {
      if (!key) throw new Refusal(`${path} is encrypted: set CONCORD_BACKUP_KEY to its passphrase or private key.`)
      const decrypted = await decrypt(path, key, packed)
      pipeline(decrypted, gunzip).catch(() => {})
      yield* splitLines(gunzip)
    } else {
      pipeline(packed, gunzip).catch(() => {})
      yield* splitLines(gunzip)
      // What is after the end is passed over in silence by gzip.
      if (gunzip.bytesWritten !== statSync(path).size) throw new Refusal(`${path} ${DAMAGED}`)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code } = error as { code?: string }
    if (code?.startsWith('E')) throw new Refusal(`${path} cannot be read (${code}).`)
    throw new Refusal(`${path} ${DAMAGED}`)
  } finally {
    packed.destroy()
    gunzip.destroy()
  }
}

function isEncrypted(path: string): boolean {
  const start = Buffer.alloc(21)
  const handle = openBackup(path)
  try {
    readSync(handle, start)
  } finally {
    closeSync(handle)
  }
  if (start.toString('latin1') === 'age-encryption.org/v1') return true
  if (start[0] === 0x1f && start[1] === 0x8b) return false
  throw new Refusal(`${path} is not a backup of Concord.`)
}

function openBackup(path: string): number {
  try {
    if (statSync(path).isDirectory()) throw new Refusal(`${path} is a folder: name one of the backups in it.`)
    return openSync(path, 'r')
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code } = error as { code?: string }
    throw new Refusal(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`)
  }
}

async function decrypt(path: string, key: BackupKey, packed: Readable): Promise<Readable> {
  const decrypter = decrypterOf(key)
  try {
    const plain = await decrypter.decrypt(Readable.toWeb(packed) as globalThis.ReadableStream<Uint8Array>)
    return Readable.fromWeb(plain as ReadableStream)
  } catch (error) {
    const isOtherKey = error instanceof Error && /no identity matched/.test(error.message)
    throw new Refusal(isOtherKey ? `${path} was not encrypted for this key.` : `${path} ${DAMAGED}`)
  }
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const splitter = new LineSplitter()
  for await (const chunk of chunks) yield* splitter.split(chunk)
  const unended = splitter.rest()
  if (unended.length > 0) yield unended
}

class LineSplitter {
  #begun: Buffer[] = []

  /** The lines that this chunk ends. */
  split(chunk: Buffer): Buffer[] {
    const lines: Buffer[] = []
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.#begun.push(chunk.subarray(from, end))
      lines.push(this.rest())
      from = end + 1
    }
    if (from < chunk.length) this.#begun.push(chunk.subarray(from))
    return lines
  }

  /** What no line end has come after. */
  rest(): Buffer {
    const line = Buffer.concat(this.#begun)
    this.#begun = []
    return line
  }
}

/** Reads a backup to its end and holds it to its digest and counts, before anything is made of it. */
export async function checkBackup(path: string, key: BackupKey | null): Promise<CheckedBackup> {
  const check = new BackupCheck(path)
  for await (const line of readBackupFile(path, key)) check.add(line)
  return check.finish()
}
