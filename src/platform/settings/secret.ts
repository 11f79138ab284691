import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Config } from './config.ts'

const pathIn = (dataFolder: string) => `${dataFolder}/session-secret`

/** The secret that signs session cookies: the setting, or one made on first use and kept, readable by the owner alone. */
export function sessionSecret(config: Pick<Config, 'secret' | 'dataFolder'>): string {
  const found = findSessionSecret(config)
  if (found) return found
  const secret = randomBytes(32).toString('hex')
  putWhereNoneIs(writeDraft(config.dataFolder, secret), pathIn(config.dataFolder))
  return findSessionSecret(config) ?? secret
}

/** Of two processes that start at once the later goes on with the secret of the first. */
export function putWhereNoneIs(draft: string, path: string): void {
  const isEmpty = statSync(path, { throwIfNoEntry: false })?.size === 0
  try {
    if (isEmpty) renameSync(draft, path)
    else linkSync(draft, path)
  } catch (error) {
    const { code } = error as { code?: string }
    // Some disks have no second names for a file.
    if (code !== 'EEXIST') renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The secret where there is one; null, and none is made, where there is not. */
export function findSessionSecret(config: Pick<Config, 'secret' | 'dataFolder'>): string | null {
  if (config.secret) return config.secret
  try {
    // An empty one, as a full disk may leave it, is none.
    return readFileSync(pathIn(config.dataFolder), 'utf8') || null
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
    return null
  }
}

/** Keeps the secret of a restored installation, and returns how to undo that. Another that is there is moved aside, not lost. */
export function keepSessionSecret(dataFolder: string, secret: string): () => void {
  const path = pathIn(dataFolder)
  const aside = `${path}.before-restore`
  const there = findSessionSecret({ secret: null, dataFolder })
  if (there === secret) return () => {}
  const draft = writeDraft(dataFolder, secret)
  if (there !== null) renameSync(path, aside)
  renameSync(draft, path)
  return () => (there === null ? rmSync(path) : renameSync(aside, path))
}

/** Writes a secret whole, beside its place: where it cannot be written, what is in the place stays. */
function writeDraft(dataFolder: string, secret: string): string {
  mkdirSync(dataFolder, { recursive: true })
  const draft = `${pathIn(dataFolder)}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, secret, { mode: 0o600, flag: 'wx' })
  return draft
}

/** Whether two secrets are the same, in a time that says nothing of how much of them is. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
