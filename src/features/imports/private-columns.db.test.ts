/** A staff record as it really comes holds much that no import needs: it is stored nowhere, neither while it waits nor after. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation, aTrust } from '../../../tests/support/factories.ts'
import { PRIVATE_WORDS, withPrivateColumns } from '../../../tests/support/private-columns.ts'
import { sendFiles, stagedAt } from '../../../tests/support/send-files.ts'
import { assignmentRow, deltaName, feedBytes, smallTrust, snapshotName } from '../../../tests/support/staff-feed.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { zipOf } from '../../../tests/support/zip.ts'
import type { Database } from '../../db/database.ts'
import { openDatabase } from '../../db/open-database.ts'

const concord = fileURLToPath(new URL('../../../bin/concord.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'concord-private-'))
const dataFolder = join(folder, 'data')
let t: TestApp
let office: number

beforeAll(async () => {
  t = await testApp()
  office = (await aTrust(t.database)).people.office.personId
})
afterAll(async () => {
  await t.close()
  rmSync(folder, { recursive: true })
})

/** Two files; the second has a person who is not there, so that line numbers count too. */
const files = {
  [snapshotName]: withPrivateColumns(feedBytes(snapshotName, smallTrust)),
  [deltaName(8)]: withPrivateColumns(
    feedBytes(deltaName(8), { assignments: [assignmentRow('Z'), assignmentRow('A', { fte: '0.5' })] }),
  ),
}

/** All that all tables hold, packed files opened. */
async function everythingIn(database: Database): Promise<string> {
  const words: string[] = []
  await database.asOwner(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(tx)
    for (const { name } of tables) {
      const { rows } = await sql.raw<Record<string, unknown>>(`select * from ${name}`).execute(tx)
      for (const value of rows.flatMap((row) => Object.values(row)))
        words.push(value instanceof Uint8Array ? gunzipSync(value).toString('latin1') : JSON.stringify(value))
    }
  })
  return words.join('\n')
}

/** What an import leaves, without the numbers and times that are each place's own. */
const importedInto = (database: Database) =>
  database.asOwner(async (tx) => {
    const all = async (statement: string) => (await sql.raw(statement).execute(tx)).rows
    return {
      record: await all('select kind, esr_id, from_on, content from staff_record_row order by 1, 2, 3'),
      imports: await all('select file_name, file_digest, counts from staff_import order by import_id'),
      people: await all(
        'select esr_id, full_name, employee_number, email, hired_on::text, left_on::text from person where esr_id is not null order by 1',
      ),
      posts: await all(`select a.esr_id, a.number, a.post_title, a.grade, a.contracted_amount::text, a.fte::text,
          a.proposed_contract, a.proposed_professional_group, a.proposed_band, s.esr_id as supervisor
          from assignment a left join person s on s.organisation_id = a.organisation_id and s.person_id = a.supervisor_person_id
         where a.esr_id is not null order by 1`),
    }
  })

test('sent in the browser: birth date, insurance number and pay wait nowhere, and it comes in as from the command line', async () => {
  const address = await stagedAt(t, office, { 'both.zip': zipOf(files) })
  const waiting = await everythingIn(t.database)
  expect(waiting, 'the files that wait are looked into').toContain('PRA~A~20200101')
  expect(waiting).not.toMatch(PRIVATE_WORDS)

  const approved = await t.request(`${address}/approve`, { as: office, form: {} })
  expect([approved.status, approved.headers.get('location')]).toEqual([303, '/imports/2'])
  expect(await everythingIn(t.database)).not.toMatch(PRIVATE_WORDS)

  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  })
  const place = { databaseUrl: null, databaseOwnerUrl: null, dataFolder }
  const made = await openDatabase(place)
  await anOrganisation(made, 'ZNM', 'Northmoor Invented Trust', false)
  await made.close()
  const env = { ...process.env, CONCORD_DATA: dataFolder, DATABASE_URL: '' }
  await promisify(execFile)(process.execPath, [concord, 'import', 'esr', ...paths, '--yes'], { env })
  const byCommand = await openDatabase(place)
  try {
    const imported = await importedInto(byCommand)
    expect(imported.people).toHaveLength(4)
    expect(imported.imports).toMatchObject(
      Object.entries(files).map(([name, bytes]) => ({
        file_name: name,
        file_digest: createHash('sha256').update(bytes).digest('hex'),
      })),
    )
    expect(await importedInto(t.database)).toEqual(imported)
    expect(await everythingIn(byCommand)).not.toMatch(PRIVATE_WORDS)
  } finally {
    await byCommand.close()
  }
}, 120_000)

test('the same file sent once more is known, though what waited was not all of it', async () => {
  const last = Object.fromEntries(Object.entries(files).slice(-1))
  const again = await sendFiles(t, office, last)
  expect([again.status, again.headers.get('location')]).toEqual([303, '/imports/new?why=before'])
}, 60_000)

test('what has waited since an earlier version, whole and without a digest beside it, comes in', async () => {
  const name = deltaName(10)
  const bytes = feedBytes(name, { assignments: [assignmentRow('B', { fte: '0.6' })] })
  const address = await stagedAt(t, office, { [name]: bytes })
  await t.database.asOwner(async (tx) => {
    await sql`update staged_import set files = (select jsonb_agg(f - 'digest') from jsonb_array_elements(files) f)`.execute(
      tx,
    )
    await sql`update staged_file set packed = ${gzipSync(bytes)}`.execute(tx)
  })
  const approved = await t.request(`${address}/approve`, { as: office, form: {} })
  expect([approved.status, approved.headers.get('location')]).toEqual([303, '/imports/3'])
  const { imports } = await importedInto(t.database)
  expect(imports.at(-1)).toMatchObject({ file_digest: createHash('sha256').update(bytes).digest('hex') })
}, 60_000)
