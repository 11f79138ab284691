/** A backup into either database and back, while people save, with a key and without; and files that are not whole. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startCuttingProxy } from '../../tests/support/cutting-proxy.ts'
import { type EmptyPlace, emptyFolder, emptyServerDatabase } from '../../tests/support/empty-place.ts'
import { testServerUrl } from '../../tests/support/migrated.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from '../db/database.ts'
import { openEmbedded } from '../db/embedded.ts'
import { lockFolder } from '../db/folder-lock.ts'
import { listMigrations, migrate } from '../db/migrate.ts'
import { openAsItIs } from '../db/open-database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { loadDemonstration } from '../demonstration/load.ts'
import { fixedClock } from '../platform/clock.ts'
import { createIdentity } from '../platform/identity/identity-better-auth.ts'
import { digestOfKey, newKey } from '../platform/identity/one-time-key.ts'
import { pushInto } from '../platform/push.ts'
import { appendAudit } from '../records/audit.ts'
import { findInconsistencies } from '../records/consistency.ts'
import { makeInvitations } from '../records/invitation.ts'
import { checkBackup, readBackupFile, writeBackupFile } from './backup-file.ts'
import type { BackupKey } from './backup-key.ts'
import { examineDatabase } from './examine-database.ts'
import { listTables } from './kept-tables.ts'
import { RestoreUnfinished } from './refusal.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

const secret = 'the session secret of a test, long enough'
const folder = mkdtempSync(join(tmpdir(), 'concord-backup-'))
const fileAt = (name: string) => join(folder, name)
const places: EmptyPlace[] = []
let database: Database
let organisationId: number

beforeAll(async () => {
  database = await openTestDatabase()
  const identity = createIdentity({ database, secret, url: 'http://localhost' })
  await loadDemonstration({ database, identity, clock: fixedClock('2026-11-21T12:00:00Z') })
  organisationId = await database.asOwner(async (tx) => {
    const here = await tx.selectFrom('organisation').select('organisation_id').executeTakeFirstOrThrow()
    return here.organisation_id
  })
  await addOddities()
  await backUp(database, fileAt('plain'), null)
}, 240_000)
afterEach(async () => {
  for (const place of places.splice(0)) await place.remove()
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

/** Texts, instants and numbers that a careless copy would change. */
async function addOddities(): Promise<void> {
  await database.asOwner(async (tx) => {
    await sql`update person set last_name = E'O’Odd "quoted" \\\\ back\\nline \u2028 \u{1f600}'
      where person_id = (select min(person_id) from person)`.execute(tx)
    await sql`update assignment set contracted_amount = 10.10, fte = 0.333333333333333333
      where assignment_id = (select min(assignment_id) from assignment)`.execute(tx)
    await sql`update agreer set set_at = '2026-03-29 00:59:59.123456+00'`.execute(tx)
    await sql`insert into identity.verification (id, identifier, value, "expiresAt") values ('k', 'first-run', 'k', now())`.execute(
      tx,
    )
  })
  await database.write(scopeOfSystem(organisationId), (tx) =>
    appendAudit(tx, {
      organisationId,
      personId: null,
      event: 'plan.returned',
      object: 'plan 1',
      payload: { reason: 'é \u2028 "x" \\', nested: [1, 1.5, { a: null }] },
      at: new Date('2026-11-21T12:00:00.123Z'),
    }),
  )
}

function backUp(from: Database, path: string, key: BackupKey | null) {
  const lines = new PassThrough()
  writeBackup(from, { madeAt: new Date(), sessionSecret: secret }, pushInto(lines)).then(
    () => lines.end(),
    (error) => lines.destroy(error),
  )
  return writeBackupFile(path, key, lines)
}

/** Every line but the header and the end, which hold the time: in an order that does not depend on where rows lie. */
async function contentOf(path: string, key: BackupKey | null = null): Promise<string[]> {
  const lines = (await Array.fromAsync(readBackupFile(path, key))).map(String)
  return lines.slice(1, -1).sort()
}

const keep = (place: EmptyPlace) => {
  places.push(place)
  return place
}
const aFolder = () => keep(emptyFolder())
/** The other kind of database, and the same again. */
const placesHere = async () =>
  testServerUrl ? [aFolder(), keep(await emptyServerDatabase(testServerUrl))] : [aFolder()]

async function restoredFrom(place: EmptyPlace, path: string, key: BackupKey | null = null): Promise<Database> {
  await restoreBackup(place, path, key)
  return openAsItIs(place)
}

describe('a restored database', () => {
  it('has every row as it was, is whole, and goes on from there: in either kind of database', async () => {
    for (const place of await placesHere()) {
      const restored = await restoredFrom(place, fileAt('plain'))
      try {
        const again = fileAt(`again-from-${restored.kind}`)
        await backUp(restored, again, null)
        expect(await contentOf(again)).toEqual(await contentOf(fileAt('plain')))
        const faults = (await Array.fromAsync(examineDatabase(restored, 'demonstration'))).filter(
          ({ state }) => state === 'wrong',
        )
        expect(faults).toEqual([])
        await goesOn(restored)
      } finally {
        await restored.close()
      }
      expect(readFileSync(join(place.dataFolder, 'session-secret'), 'utf8')).toBe(secret)
    }
  }, 240_000)

  it('comes back from the other kind of database', async () => {
    for (const first of await placesHere()) {
      const there = await restoredFrom(first, fileAt('plain'))
      await backUp(there, fileAt(`there-${there.kind}`), null).finally(() => there.close())
      const [, server] = await placesHere()
      const back = await restoredFrom(first.databaseUrl || !server ? aFolder() : server, fileAt(`there-${there.kind}`))
      await backUp(back, fileAt(`back-${back.kind}`), null).finally(() => back.close())
      expect(await contentOf(fileAt(`back-${back.kind}`))).toEqual(await contentOf(fileAt('plain')))
    }
  }, 240_000)
})

it('the link of an invitation opens the place that made it, and none that was restored from it', async () => {
  const { key, digest } = newKey()
  const at = new Date()
  const { personId } = await database.asOwner((tx) =>
    tx
      .selectFrom('person')
      .select('person_id as personId')
      .where('email', 'is not', null)
      .where('left_on', 'is', null)
      .where('person_id', 'not in', tx.selectFrom('identity.account_person').select('person_id'))
      .limit(1)
      .executeTakeFirstOrThrow(),
  )
  await database.write(scopeOfSystem(organisationId), (tx) =>
    makeInvitations(tx, { organisationId, personIds: [personId], invitedBy: personId, digest, at }),
  )
  const openedIn = async (place: Database) => {
    const { rows } = await sql<{ person_id: number }>`
      select person_id from open_invitation(${digestOfKey(key)}, ${new Date()}, ${at.toISOString().slice(0, 10)})`.execute(
      place.identity,
    )
    return rows.map(({ person_id }) => person_id)
  }
  expect(await openedIn(database)).toEqual([personId])
  await backUp(database, fileAt('invited'), null)
  for (const place of await placesHere()) {
    const restored = await restoredFrom(place, fileAt('invited'))
    try {
      expect(await openedIn(restored)).toEqual([])
      const kept = await restored.asOwner((tx) =>
        tx.selectFrom('invitation').select(['person_id', 'token_digest', 'used_at']).execute(),
      )
      expect(kept).toEqual([{ person_id: personId, token_digest: null, used_at: null }])
    } finally {
      await restored.close()
    }
  }
}, 240_000)

/** New numbers do not meet old ones, and triggers and foreign keys are back. */
async function goesOn(restored: Database): Promise<void> {
  const scope = scopeOfSystem(organisationId)
  await restored.write(scope, async (tx) => {
    const { unit_id } = await tx.selectFrom('unit').select('unit_id').executeTakeFirstOrThrow()
    await tx
      .insertInto('unit')
      .values({ organisation_id: organisationId, name: 'New', nation: 'england', parent_unit_id: unit_id, path: 'new' })
      .execute()
    await appendAudit(tx, {
      organisationId,
      personId: null,
      event: 'role.granted',
      object: 'role 1',
      at: new Date(),
    })
  })
  const orphan = restored.write(scope, (tx) =>
    tx
      .insertInto('unit')
      .values({
        organisation_id: organisationId,
        name: 'Orphan',
        nation: 'england',
        parent_unit_id: 999_999,
        path: 'new',
      })
      .execute(),
  )
  await expect(orphan).rejects.toThrow(/foreign key/)
  const rules = (from: Database) =>
    from.asOwner(async (tx) => {
      const { rows } = await sql<{ rule: string }>`
        select conrelid::regclass || ' ' || conname as rule from pg_constraint
          where contype in ('f', 'c', 'u', 'p', 'x') and connamespace in ('public'::regnamespace, 'identity'::regnamespace)
        union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
        order by 1`.execute(tx)
      return rows
    })
  expect(await rules(restored)).toEqual(await rules(database))
}

it('a backup of an earlier schema is loaded into that, and brought to today', async () => {
  const earlier = await openEmbedded({})
  try {
    await migrate(earlier, undefined, listMigrations().slice(0, 3))
    await earlier.script("insert into organisation (ods_code, name, nation) values ('RT9', 'Early Trust', 'wales')")
    await backUp(earlier, fileAt('earlier'), null)
  } finally {
    await earlier.close()
  }
  for (const place of await placesHere()) {
    const restored = await restoredFrom(place, fileAt('earlier'))
    const faults = (await Array.fromAsync(examineDatabase(restored, 'real'))).filter(({ state }) => state === 'wrong')
    await restored.close()
    expect(faults).toEqual([])
  }
}, 240_000)

it('every table of an organisation or of sign-in is in a backup, or named as left out', async () => {
  const tables = await database.asOwner(listTables)
  const inBackup = (await contentOf(fileAt('plain'))).flatMap(
    (line) => /^\{"table":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? [],
  )
  const left = tables.map(({ name }) => name).filter((name) => !inBackup.includes(JSON.stringify(name).slice(1, -1)))
  expect(left).toEqual([
    'identity.kept_words',
    'identity.rate_limit',
    'identity.session',
    'identity.single_sign_on',
    'identity.verification',
    'public.schema_migration',
    'public.staged_file',
    'public.staged_import',
    'public.staged_line',
  ])
})

it('a backup made while people save is of one moment; what waited for the queue is stopped once restored', async () => {
  await database.asOwner(async (tx) => {
    await sql`insert into invitation_run (organisation_id, choice, people, made_by, made_at)
      select organisation_id, '{}', 1, person_id, now() from person limit 1`.execute(tx)
    await sql`insert into invitation (organisation_id, person_id, invited_at, expires_at, mail, run_id)
      select organisation_id, made_by, now(), now() + '1 day'::interval, 'waiting', run_id from invitation_run`.execute(
      tx,
    )
  })
  const saving = { isOver: false, saved: 0 }
  const saveOn = async () => {
    while (!saving.isOver) {
      await database.write(scopeOfSystem(organisationId), async (tx) => {
        const { rows } = await sql<{ id: number }>`insert into staff_import
          (organisation_id, file_name, file_digest, imported_at, counts)
          values (${organisationId}, 'x', 'x', now(), '{}') returning import_id as id`.execute(tx)
        await appendAudit(tx, {
          organisationId,
          personId: null,
          event: 'staff.imported',
          object: `import ${rows[0]?.id}`,
          at: new Date(),
        })
      })
      saving.saved += 1
      // The embedded database never waits for anything: without a pause nothing else would have its turn.
      await setImmediate()
    }
  }
  const savers = [saveOn(), saveOn()]
  const seen: number[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    seen.push(saving.saved)
    await backUp(database, fileAt(`busy-${turn}`), null)
  }
  saving.isOver = true
  await Promise.all(savers)
  expect(saving.saved).toBeGreaterThan(0)
  const restored = await restoredFrom(aFolder(), fileAt('busy-2'))
  try {
    expect(await restored.asOwner(findInconsistencies)).toEqual(await database.asOwner(findInconsistencies))
    const faults = (await Array.fromAsync(examineDatabase(restored, 'real'))).filter(
      ({ name }) => name === 'audit record',
    )
    expect(faults).toMatchObject([{ state: 'well' }])
    const { rows } = await restored.asOwner((tx) =>
      sql`select r.state, i.mail from invitation i join invitation_run r using (organisation_id, run_id)`.execute(tx),
    )
    expect(rows).toEqual([{ state: 'stopped', mail: 'stopped' }])
  } finally {
    await restored.close()
  }
}, 240_000)

describe('with a key', () => {
  it('a passphrase opens what it closed, and no other does', async () => {
    const key = { kind: 'passphrase', text: 'an invented passphrase' } as const
    await backUp(database, fileAt('passphrase'), key)
    expect((await contentOf(fileAt('passphrase'), key)).length).toBeGreaterThan(1000)
    expect(readFileSync(fileAt('passphrase')).includes('organisation')).toBe(false)
    await expect(checkBackup(fileAt('passphrase'), { ...key, text: 'another invented passphrase' })).rejects.toThrow(
      'was not encrypted for this key',
    )
    await expect(checkBackup(fileAt('passphrase'), null)).rejects.toThrow('set CONCORD_BACKUP_KEY')
  }, 180_000)

  it('a public key closes, and only its private key opens', async () => {
    const [mine, other] = [await generateIdentity(), await generateIdentity()]
    const open: BackupKey = { kind: 'private', keys: [mine] }
    const close: BackupKey = { kind: 'public', keys: [await identityToRecipient(mine)] }
    await backUp(database, fileAt('public'), close)
    expect((await contentOf(fileAt('public'), open)).length).toBeGreaterThan(1000)
    await expect(checkBackup(fileAt('public'), { kind: 'private', keys: [other] })).rejects.toThrow(
      'not encrypted for this key',
    )
    await expect(checkBackup(fileAt('public'), close)).rejects.toThrow('a public one')
    await expect(backUp(database, fileAt('never'), open)).rejects.toThrow('a private one')
    expect(existsSync(fileAt('never'))).toBe(false)
  }, 180_000)
})

describe('a file that is not whole', () => {
  const cases: { name: string; path: string; key: BackupKey | null }[] = []
  beforeAll(async () => {
    const identity = await generateIdentity()
    const key: BackupKey = { kind: 'public', keys: [await identityToRecipient(identity)] }
    await backUp(database, fileAt('whole.age'), key)
    cases.push({ name: 'plain', path: fileAt('plain'), key: null })
    cases.push({ name: 'encrypted', path: fileAt('whole.age'), key: { kind: 'private', keys: [identity] } })
  })

  /** Either refused in words, or nothing that counts was different. */
  async function isRefused(bytes: Uint8Array, like: (typeof cases)[number]): Promise<boolean> {
    const path = fileAt('damaged')
    writeFileSync(path, bytes)
    try {
      await checkBackup(path, like.key)
    } catch (error) {
      expect((error as Error).message).toMatch(/cut off or changed|not a backup|not encrypted for this key/)
      return true
    }
    expect(await contentOf(path, like.key)).toEqual(await contentOf(like.path, like.key))
    return false
  }

  it('cut off anywhere, it is refused', async () => {
    for (const like of cases) {
      const whole = readFileSync(like.path)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
          expect(await isRefused(whole.subarray(0, length), like)).toBe(true)
        }),
        { numRuns: 25, examples: [[0], [1], [30], [whole.length - 1]] },
      )
    }
  }, 240_000)

  it('with any byte changed, it is refused or says the same', async () => {
    for (const like of cases) {
      const whole = readFileSync(like.path)
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: whole.length - 1 }),
          fc.integer({ min: 1, max: 255 }),
          async (at, by) => {
            const changed = Buffer.from(whole)
            changed[at] = (changed[at] ?? 0) ^ by
            // Gzip has bits that nothing reads, such as the time in its header and the rest of its last byte; age has none.
            const isSeen = await isRefused(changed, like)
            if (like.key) expect(isSeen).toBe(true)
          },
        ),
        { numRuns: 25 },
      )
    }
  }, 240_000)

  it('with something behind its end, it is refused', async () => {
    for (const like of cases) {
      const whole = readFileSync(like.path)
      expect(await isRefused(Buffer.concat([whole, Buffer.from('x')]), like)).toBe(true)
      expect(await isRefused(Buffer.concat([whole, whole]), like)).toBe(true)
    }
  })

  const rewritten = (change: (lines: string[]) => string[]) => {
    const lines = gunzipSync(readFileSync(fileAt('plain')))
      .toString()
      .split('\n')
    const path = fileAt('rewritten')
    writeFileSync(path, gzipSync(change(lines).join('\n')))
    return path
  }
  it('packed again with a row changed, left out or twice, it is refused, and nothing is left', async () => {
    const row = 40
    for (const change of [
      (lines: string[]) =>
        lines.with(
          row,
          (lines[row] ?? '').replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
        ),
      (lines: string[]) => lines.toSpliced(row, 1),
      (lines: string[]) => lines.toSpliced(row, 0, lines[row] ?? ''),
      (lines: string[]) => lines.slice(0, -2),
      (lines: string[]) => lines.slice(1),
    ]) {
      const place = aFolder()
      await expect(restoreBackup(place, rewritten(change), null)).rejects.toThrow(/cut off or changed|not a backup/)
      expect(existsSync(place.dataFolder)).toBe(false)
    }
  })
  it('made by a newer version, it is refused by what it has', async () => {
    const newer = (lines: string[]) => lines.with(0, (lines[0] ?? '').replace('.sql"]', '.sql","9999-later.sql"]'))
    const digest = /"sha256":"[0-9a-f]+"/
    const { createHash } = await import('node:crypto')
    const path = rewritten((lines) => {
      const changed = newer(lines)
      const sha256 = createHash('sha256')
        .update(`${changed.slice(0, -2).join('\n')}\n`)
        .digest('hex')
      return changed.with(-2, (changed.at(-2) ?? '').replace(digest, `"sha256":"${sha256}"`))
    })
    await expect(restoreBackup(aFolder(), path, null)).rejects.toThrow('does not know 9999-later.sql')
    await expect(
      restoreBackup(
        aFolder(),
        rewritten((lines) => lines.with(0, (lines[0] ?? '').replace('backup/1', 'backup/2'))),
        null,
      ),
    ).rejects.toThrow('which a newer Concord made')
  })
  it('that is no backup at all is said to be none', async () => {
    writeFileSync(fileAt('text'), 'hello')
    writeFileSync(fileAt('zipped'), gzipSync('hello\nworld\n'))
    for (const name of ['text', 'zipped'])
      await expect(checkBackup(fileAt(name), null)).rejects.toThrow('is not a backup of Concord')
    await expect(checkBackup(fileAt('nowhere'), null)).rejects.toThrow('There is no file')
    await expect(checkBackup(folder, null)).rejects.toThrow('is a folder: name one of the backups in it')
  })
})

describe('places', () => {
  it('what a killed restore left is cleared away, another secret is moved aside, and a trust is never written over', async () => {
    for (const place of await placesHere()) {
      mkdirSync(join(place.dataFolder, 'restoring', 'database'), { recursive: true })
      writeFileSync(join(place.dataFolder, 'restoring', 'database', 'PG_VERSION'), 'half')
      writeFileSync(join(place.dataFolder, 'session-secret'), 'another')
      expect(await restoreBackup(place, fileAt('plain'), null)).toMatchObject({ secret: 'kept' })
      expect(readFileSync(join(place.dataFolder, 'session-secret.before-restore'), 'utf8')).toBe('another')
      if (!place.databaseUrl)
        expect(readdirSync(place.dataFolder).sort()).toEqual([
          'database',
          'lock',
          'session-secret',
          'session-secret.before-restore',
        ])
      await expect(restoreBackup(place, fileAt('plain'), null)).rejects.toThrow('never writes over one')
    }
  }, 240_000)
  it('a backup takes no other file’s place, and a failed one leaves none', async () => {
    await expect(backUp(database, fileAt('plain'), null)).rejects.toThrow('never takes another’s place')
    const lines = new PassThrough()
    lines.write('{"format":"concord.backup/1"}\n')
    const failing = writeBackupFile(fileAt('failing'), null, lines)
    lines.destroy(new Error('the database went away'))
    await expect(failing).rejects.toThrow('the database went away')
    expect(readdirSync(folder).filter((name) => /failing|partial/.test(name))).toEqual([])
  })
})

describe('a restore that fails', () => {
  /** An early trust, in which somebody was invited: of schema 0003, so that there is something to bring to today. */
  beforeAll(async () => {
    const earlier = await openEmbedded({})
    try {
      await migrate(earlier, undefined, listMigrations().slice(0, 3))
      await earlier.script(`insert into organisation (ods_code, name, nation) values ('RT9', 'Early Trust', 'wales');
        insert into person (organisation_id, first_name, last_name) values (1, 'Sam', 'Early');
        insert into invitation (organisation_id, person_id, token_digest, invited_by, invited_at, expires_at)
          values (1, 1, 'a digest', 1, now(), now() + interval '1 day')`)
      await backUp(earlier, fileAt('invited-early'), null)
    } finally {
      await earlier.close()
    }
  })
  const secretIn = (place: EmptyPlace) => {
    const path = join(place.dataFolder, 'session-secret')
    return existsSync(path) ? readFileSync(path, 'utf8') : null
  }
  const restoring = (place: EmptyPlace) => restoreBackup(place, fileAt('invited-early'), null)

  it('for want of a place for the secret leaves no database in the folder', async () => {
    const place = aFolder()
    mkdirSync(join(place.dataFolder, 'session-secret'), { recursive: true })
    const failed = await restoring(place).catch((error) => error)
    expect(failed).toBeInstanceOf(Error)
    expect(failed).not.toBeInstanceOf(RestoreUnfinished)
    expect(readdirSync(place.dataFolder).sort()).toEqual(['lock', 'session-secret'])
  }, 240_000)

  it('since the folder is another restore’s leaves the other’s work alone', async () => {
    const place = aFolder()
    const release = lockFolder(place.dataFolder)
    mkdirSync(join(place.dataFolder, 'restoring'))
    await expect(restoring(place)).rejects.toThrow('is using the folder')
    expect(readdirSync(place.dataFolder)).toContain('restoring')
    release()
    expect((await restoring(place)).secret).toBe('kept')
  }, 240_000)

  describe.runIf(testServerUrl)('in a server', { timeout: 240_000 }, () => {
    let place: EmptyPlace
    beforeEach(async () => {
      place = keep(await emptyServerDatabase(testServerUrl ?? ''))
    })
    /** What the owner of the database does before, so that a later step fails. */
    const prepare = async (script: string) => {
      const server = await openAsItIs(place)
      await migrate(server, undefined, listMigrations().slice(0, 3))
      await server.script(script).finally(() => server.close())
    }
    const find = async () => {
      const server = await openAsItIs(place)
      return server
        .asOwner(async (tx) => {
          const { rows } = await sql<{ trusts: number; open: number }>`
            select (select count(*)::integer from organisation) as trusts,
              (select count(*)::integer from invitation where expires_at > now()) as open`.execute(tx)
          return rows[0]
        })
        .finally(() => server.close())
    }

    it.each([
      ['the rows', 'alter table person add constraint broken check (false)'],
      [
        'ending what was on its way',
        "alter table invitation add constraint broken check (expires_at > invited_at + interval '1 hour')",
      ],
    ])('at %s it leaves nothing, and the secret as it was', async (_step, script) => {
      await prepare(script)
      mkdirSync(place.dataFolder)
      writeFileSync(join(place.dataFolder, 'session-secret'), 'another')
      const failed = await restoring(place).catch((error) => error)
      expect(failed).toMatchObject({ constraint: 'broken' })
      expect(await find()).toEqual({ trusts: 0, open: 0 })
      expect(secretIn(place)).toBe('another')
    })

    it('at the secret it leaves nothing', async () => {
      await prepare('select 1')
      writeFileSync(place.dataFolder, 'no folder')
      await expect(restoring(place)).rejects.toThrow('ENOTDIR')
      expect(await find()).toEqual({ trusts: 0, open: 0 })
    })

    it('at the schema of today it says that all is kept, with its secret, and what was on its way has ended', async () => {
      await prepare('create table identity.single_sign_on ()')
      await expect(restoring(place)).rejects.toMatchObject({ rows: 'kept' })
      expect(await find()).toEqual({ trusts: 1, open: 0 })
      expect(secretIn(place)).toBe(secret)
    })

    it.each([
      ['before it arrives', 0],
      ['before its answer', 1],
    ] as const)(
      'when the connection is cut %s, it says that nobody knows, and another try tells',
      async (when, kept) => {
        const address = new URL(place.databaseOwnerUrl ?? '')
        const proxy = await startCuttingProxy(Number(address.port))
        address.port = String(proxy.port)
        proxy.cutNext(1, when, 'concord restore')
        await expect(restoring({ ...place, databaseOwnerUrl: address.href })).rejects.toMatchObject({ rows: 'unknown' })
        proxy.close()
        expect(await find()).toEqual({ trusts: kept, open: 0 })
        expect(secretIn(place)).toBe(secret)
        const again = restoring(place)
        if (kept === 1) await expect(again).rejects.toThrow('holds a trust already')
        else expect((await again).secret).toBe('kept')
      },
    )

    it('of two at once one restores, and the other writes over nothing', async () => {
      await prepare('select 1')
      const other = keep(emptyFolder())
      const both = await Promise.allSettled([restoring(place), restoring({ ...place, dataFolder: other.dataFolder })])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await find()).toEqual({ trusts: 1, open: 0 })
    })
  })
})
