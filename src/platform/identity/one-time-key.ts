import { randomBytes } from 'node:crypto'
import { digestOf } from '../digest.ts'

/** A key for a link that works once: 256 random bits. Only its digest is kept, so that a copy of the database opens nothing. */
export function newKey(): { key: string; digest: string } {
  const key = randomBytes(32).toString('base64url')
  return { key, digest: digestOfKey(key) }
}

/** What is kept of a key. A plain hash is enough: the key is random and as long as the hash. */
export const digestOfKey = (key: string): string => digestOf(key)
