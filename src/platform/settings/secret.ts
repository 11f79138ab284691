import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Config } from './config.ts'

const pathIn = (dataFolder: string) => `${dataFolder}/session-secret`

/** The secret that signs session cookies: the setting, or one made on first use and kept, readable by the owner alone. */
export function sessionSecret(config: Pick<Config, 'secret' | 'dataFolder'>): string {
  const found = findSessionSecret(config)
  if (found) return found
  mkdirSync(config.dataFolder, { recursive: true })
  const secret = randomBytes(32).toString('hex')
  writeFileSync(pathIn(config.dataFolder), secret, { mode: 0o600, flag: 'wx' })
  return secret
}

/** The secret where there is one; null, and none is made, where there is not. */
export function findSessionSecret(config: Pick<Config, 'secret' | 'dataFolder'>): string | null {
  if (config.secret) return config.secret
  try {
    return readFileSync(pathIn(config.dataFolder), 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
    return null
  }
}

/** Keeps the secret of a restored installation. Another that is there is moved aside, not lost. */
export function keepSessionSecret(dataFolder: string, secret: string): void {
  const there = findSessionSecret({ secret: null, dataFolder })
  if (there === secret) return
  mkdirSync(dataFolder, { recursive: true })
  if (there !== null) renameSync(pathIn(dataFolder), `${pathIn(dataFolder)}.before-restore`)
  writeFileSync(pathIn(dataFolder), secret, { mode: 0o600, flag: 'wx' })
}

/** Whether two secrets are the same, in a time that says nothing of how much of them is. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
