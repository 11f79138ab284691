import { Decrypter, Encrypter } from 'age-encryption'
import { readSecret } from '../platform/settings/setting-file.ts'
import { Refusal } from './refusal.ts'

/** As the settings give it: a passphrase, public keys (`age1…`) or private ones (`AGE-SECRET-KEY-…`). */
export type BackupKey = { kind: 'passphrase'; text: string } | { kind: 'public' | 'private'; keys: string[] }

const SHORTEST_PASSPHRASE = 16

/** Reads CONCORD_BACKUP_KEY or the file that CONCORD_BACKUP_KEY_FILE names; null where neither is set. */
export function readBackupKey(environment: Record<string, string | undefined>): BackupKey | null {
  const text = given(environment)
  return text === undefined ? null : parseKey(text)
}

function given(environment: Record<string, string | undefined>): string | undefined {
  try {
    return readSecret(environment, 'CONCORD_BACKUP_KEY', { isTyped: true })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}.`)
  }
}

function parseKey(text: string): BackupKey {
  // As `age-keygen` writes them: comments, and one key on a line.
  const lines = text.split('\n').filter((line) => !line.startsWith('#'))
  const keys = lines.join(' ').split(/\s+/).filter(Boolean)
  if (keys.length > 0 && keys.every((key) => key.startsWith('age1'))) return { kind: 'public', keys }
  if (keys.length > 0 && keys.every((key) => key.startsWith('AGE-SECRET-KEY-'))) return { kind: 'private', keys }
  const passphrase = text.replace(/\r?\n$/, '')
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new Refusal(`The backup key is too short: a passphrase has ${SHORTEST_PASSPHRASE} characters or more.`)
  return { kind: 'passphrase', text: passphrase }
}

/** What encrypts a backup with this key. */
export function encrypterOf(key: BackupKey): Encrypter {
  const encrypter = new Encrypter()
  if (key.kind === 'private')
    throw new Refusal(
      'The backup key is a private one. To make backups give the public key (it begins with age1) and keep the private one away from this machine.',
    )
  if (key.kind === 'passphrase') encrypter.setPassphrase(key.text)
  else for (const one of key.keys) addKey(one, () => encrypter.addRecipient(one))
  return encrypter
}

/** What decrypts a backup with this key. */
export function decrypterOf(key: BackupKey): Decrypter {
  const decrypter = new Decrypter()
  if (key.kind === 'public')
    throw new Refusal(
      'The backup key is a public one, which can only encrypt. To restore give the private key (it begins with AGE-SECRET-KEY-).',
    )
  if (key.kind === 'passphrase') decrypter.addPassphrase(key.text)
  else for (const one of key.keys) addKey(one, () => decrypter.addIdentity(one))
  return decrypter
}

function addKey(key: string, add: () => void): void {
  try {
    add()
  } catch {
    throw new Refusal(`The backup key that begins with ${key.slice(0, 8)} has a mistake in it.`)
  }
}
