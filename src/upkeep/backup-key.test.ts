import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, describe, expect, it } from 'vitest'
import { decrypterOf, encrypterOf, readBackupKey } from './backup-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-key-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fromFile = (text: string) => {
  writeFileSync(join(folder, 'key'), text)
  return readBackupKey({ CONCORD_BACKUP_KEY_FILE: join(folder, 'key') })
}

describe('the key of backups', () => {
  it('is none, a passphrase with spaces in it, or keys on lines with comments between', async () => {
    const identity = await generateIdentity()
    const recipient = await identityToRecipient(identity)
    expect(readBackupKey({})).toBeNull()
    expect(readBackupKey({ CONCORD_BACKUP_KEY: '' })).toBeNull()
    expect(fromFile('four invented plain words\n')).toEqual({ kind: 'passphrase', text: 'four invented plain words' })
    expect(fromFile(' its spaces are its own \n')).toEqual({ kind: 'passphrase', text: ' its spaces are its own ' })
    expect(fromFile(`# created: today\n# public key: ${recipient}\n${identity}\n`)).toEqual({
      kind: 'private',
      keys: [identity],
    })
    const two = { kind: 'public', keys: [recipient, recipient] }
    expect(fromFile(`${recipient}\n${recipient}\n`)).toEqual(two)
    expect(readBackupKey({ CONCORD_BACKUP_KEY: `${recipient} ${recipient}` })).toEqual(two)
  })
  it('is refused when it is short, given twice, or not to be read', () => {
    expect(() => readBackupKey({ CONCORD_BACKUP_KEY: 'fifteen letters' })).toThrow('16 characters')
    expect(() => readBackupKey({ CONCORD_BACKUP_KEY: 'x', CONCORD_BACKUP_KEY_FILE: 'y' })).toThrow('both set')
    expect(() => readBackupKey({ CONCORD_BACKUP_KEY_FILE: join(folder, 'none') })).toThrow('cannot be read')
  })
  it('with a slip in it is named by its beginning alone', () => {
    const slip = 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq'
    expect(() => encrypterOf({ kind: 'public', keys: [slip] })).toThrow(/age1qqqq has a mistake/)
    expect(() => decrypterOf({ kind: 'private', keys: ['AGE-SECRET-KEY-1QQ'] })).toThrow(/has a mistake/)
  })
})
