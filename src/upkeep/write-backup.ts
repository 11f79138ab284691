import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Push } from '../platform/push.ts'
import { BACKUP_FORMAT, type BackupHeader, type EndLine, type SequencesLine, type TableLine } from './backup-format.ts'
import { findMigrations, type KeptTable, listKeptTables, listSequences, type OwnerTx } from './kept-tables.ts'
import { Refusal } from './refusal.ts'

/** So many rows are in memory at a time: a plan's document is about ten kilobytes. */
const ROWS_AT_A_TIME = 200

/**
 * Pushes a backup line by line, all of it as it was at one moment, whatever is saved meanwhile. On the embedded database
 * everything else waits for it, since there is one connection.
 */
export function writeBackup(
  database: Database,
  given: { madeAt: Date; sessionSecret: string | null },
  push: Push,
): Promise<void> {
  return database.asOwner(async (tx) => {
    await asOneMoment(tx)
    const hash = createHash('sha256')
    const say = async (text: string) => {
      hash.update(text)
      await push(text)
    }
    const migrations = await findMigrations(tx)
    if (!migrations) throw new Refusal('There is nothing to back up: this database has never been Concord’s.')
    const header: BackupHeader = {
      format: BACKUP_FORMAT,
      madeAt: given.madeAt.toISOString(),
      database: database.kind,
      migrations,
      organisations: await listOrganisations(tx),
      sessionSecret: given.sessionSecret,
    }
    await say(lineOf(header))
    const rows: Record<string, number> = {}
    // One after the other: there is one connection.
    for (const table of await listKeptTables(tx)) rows[table.name] = await writeTable(tx, table, say)
    await say(lineOf(await readSequences(tx)))
    await push(lineOf({ end: { rows, sha256: hash.digest('hex') } } satisfies EndLine))
  })
}

const lineOf = (value: BackupHeader | TableLine | SequencesLine | EndLine) => `${JSON.stringify(value)}\n`

/** Fails, rather than leave rows out, for a login that row security hides some from. Texts come out the same everywhere. */
async function asOneMoment(tx: OwnerTx): Promise<void> {
  for (const setting of [
    'set transaction isolation level repeatable read, read only',
    'set local row_security = off',
    'set local statement_timeout = 0',
    'set local idle_in_transaction_session_timeout = 0',
    "set local timezone = 'UTC'",
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'postgres'",
    "set local bytea_output = 'hex'",
    'set local extra_float_digits = 1',
  ])
    await sql.raw(setting).execute(tx)
}

async function listOrganisations(tx: OwnerTx): Promise<BackupHeader['organisations']> {
  const rows = await tx.selectFrom('organisation').select(['ods_code', 'name']).orderBy('organisation_id').execute()
  return rows.map(({ ods_code, name }) => ({ odsCode: ods_code, name }))
}

async function writeTable(tx: OwnerTx, { name, columns }: KeptTable, say: Push): Promise<number> {
  await say(lineOf({ table: name, columns: columns.map((column) => column.name) }))
  const texts = columns.map((column) => `${column.name}::text`).join(', ')
  await sql
    .raw(`declare rows_to_keep no scroll cursor for select json_build_array(${texts})::text as line from ${name}`)
    .execute(tx)
  let written = 0
  for (;;) {
    const { rows } = await sql.raw<{ line: string }>(`fetch ${ROWS_AT_A_TIME} from rows_to_keep`).execute(tx)
    if (rows.length === 0) break
    written += rows.length
    await say(`${rows.map(({ line }) => line).join('\n')}\n`)
  }
  await sql.raw('close rows_to_keep').execute(tx)
  return written
}

async function readSequences(tx: OwnerTx): Promise<SequencesLine> {
  const sequences: SequencesLine['sequences'] = {}
  for (const name of await listSequences(tx)) {
    const { rows } = await sql
      .raw<{ last: string; used: boolean }>(`select last_value::text as last, is_called as used from ${name}`)
      .execute(tx)
    if (rows[0]) sequences[name] = rows[0]
  }
  return { sequences }
}
