import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Config } from './config.ts'

/** The secret that signs session cookies: the setting, or one made on first use and kept, readable by the owner alone. */
export function sessionSecret(config: Config): string {
  if (config.secret) return config.secret
  const path = `${config.dataFolder}/session-secret`
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
  mkdirSync(config.dataFolder, { recursive: true })
  const secret = randomBytes(32).toString('hex')
  writeFileSync(path, secret, { mode: 0o600, flag: 'wx' })
  return secret
}
