import { CompiledQuery, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { BackupCheck, type CheckedBackup } from './backup-check.ts'
import { readBackupFile } from './backup-file.ts'
import type { SequencesLine, TableLine } from './backup-format.ts'
import type { BackupKey } from './backup-key.ts'
import { type KeptTable, listForeignKeys, listKeptTables, listSequences, type OwnerTx } from './kept-tables.ts'
import { Refusal } from './refusal.ts'

/** So much of the file is in one statement; a row that is longer is alone in its own. */
const BYTES_AT_A_TIME = 1_000_000

/**
 * Loads a backup into an empty database of the backup's own schema, in one transaction: all of it, or none when the file is
 * not what was checked. What was on its way when the backup was made is ended in the same transaction.
 */
export function loadBackup(
  database: Database,
  file: { path: string; key: BackupKey | null; checked: CheckedBackup },
): Promise<void> {
  return database.asOwner(async (tx) => {
    await sql.raw('set local statement_timeout = 0').execute(tx)
    await sql.raw('set local idle_in_transaction_session_timeout = 0').execute(tx)
    // Of two restores into one database the second waits here, and then finds what the first has loaded.
    await sql`select pg_advisory_xact_lock(hashtext('concord restore'))`.execute(tx)
    if (await isInUse(tx)) throw new Refusal(IN_USE)
    const tables = await listKeptTables(tx)
    await withoutRules(tx, tables, async () => {
      const check = new BackupCheck(file.path)
      const loader = new TableLoader(tx, tables)
      for await (const line of readBackupFile(file.path, file.key)) {
        const said = check.add(line)
        if (!said) await loader.addRow(line)
        else if ('table' in said) await loader.begin(said as TableLine)
        else if ('sequences' in said) {
          await loader.flush()
          await setSequences(tx, said as SequencesLine)
        }
      }
      if (check.finish().end.end.sha256 !== file.checked.end.end.sha256)
        throw new Refusal(`${file.path} was changed while it was being restored.`)
    })
    await endWhatWasOnItsWay(tx)
  })
}

export const IN_USE =
  'This database holds a trust already, and restoring never writes over one. Make a new database and set DATABASE_URL to it.'

/** Whether somebody's records are in the tables, as far as there are any. */
export async function isInUse(tx: OwnerTx): Promise<boolean> {
  for (const name of ['public.organisation', 'identity."user"']) {
    const made = await sql<{ made: boolean }>`select to_regclass(${name}) is not null as made`.execute(tx)
    if (!made.rows[0]?.made) continue
    const { rows } = await sql<{ used: boolean }>`select exists (select from ${sql.raw(name)}) as used`.execute(tx)
    if (rows[0]?.used) return true
  }
  return false
}

/**
 * The queue is not in a backup: mail that waited in it may have gone since, and is not sent a second time. Invitations are,
 * and who they were for; the keys that were in their links open nothing any more, wherever the links have been since.
 */
export async function endWhatWasOnItsWay(tx: OwnerTx): Promise<void> {
  await sql`update invitation set expires_at = least(expires_at, now()) where used_at is null`.execute(tx)
  const { rows } = await sql<{ made: boolean }>`select to_regclass('invitation_run') is not null as made`.execute(tx)
  // Before there were runs every invitation had a key, and no mail waited.
  if (!rows[0]?.made) return
  await sql`update invitation set token_digest = null where used_at is null`.execute(tx)
  await sql`update invitation_run set state = 'stopped', ended_at = now() where state = 'running'`.execute(tx)
  await sql`update invitation set mail = 'stopped' where mail = 'waiting'`.execute(tx)
}

/**
 * Runs the work without triggers, which would work rows out again, and without foreign keys, which are then checked over all
 * rows at once: no order of tables suits a table that points at itself.
 */
async function withoutRules(tx: OwnerTx, tables: readonly KeptTable[], work: () => Promise<void>): Promise<void> {
  const keys = await listForeignKeys(tx)
  for (const { table, name } of keys) await sql.raw(`alter table ${table} drop constraint ${name}`).execute(tx)
  for (const { name } of tables) {
    await sql.raw(`alter table ${name} disable trigger user`).execute(tx)
    // What a migration put in is in the backup too.
    await sql.raw(`delete from ${name}`).execute(tx)
  }
  await work()
  for (const { name } of tables) await sql.raw(`alter table ${name} enable trigger user`).execute(tx)
  for (const { table, name, definition } of keys)
    await sql.raw(`alter table ${table} add constraint ${name} ${definition}`).execute(tx)
}

class TableLoader {
  readonly #tx: OwnerTx
  readonly #tables: readonly KeptTable[]
  #insert = ''
  #rows: Buffer[] = []
  #bytes = 0

  constructor(tx: OwnerTx, tables: readonly KeptTable[]) {
    this.#tx = tx
    this.#tables = tables
  }

  async begin(line: TableLine): Promise<void> {
    await this.flush()
    // Only names that the database itself gave are in the SQL below.
    const table = this.#tables.find(({ name }) => name === line.table)
    const isSame = table?.columns.map(({ name }) => name).join() === line.columns.join()
    if (!table || !isSame) throw new Refusal(`The backup’s table ${line.table} is not as this version makes it.`)
    const names = table.columns.map(({ name }) => name).join(', ')
    const values = table.columns.map(({ type }, index) => `(r ->> ${index})::${type}`).join(', ')
    this.#insert = `insert into ${table.name} (${names}) overriding system value
      select ${values} from jsonb_array_elements($1::jsonb) with ordinality as line (r, place) order by place`
  }

  async addRow(line: Buffer): Promise<void> {
    this.#rows.push(line)
    this.#bytes += line.length
    if (this.#bytes >= BYTES_AT_A_TIME) await this.flush()
  }

  async flush(): Promise<void> {
    if (this.#rows.length === 0) return
    const lines = `[${this.#rows.map((row) => row.toString('utf8')).join(',')}]`
    await this.#tx.executeQuery(CompiledQuery.raw(this.#insert, [lines]))
    this.#rows = []
    this.#bytes = 0
  }
}

async function setSequences(tx: OwnerTx, { sequences }: SequencesLine): Promise<void> {
  for (const name of await listSequences(tx)) {
    const kept = sequences[name]
    if (kept) await sql`select setval(${name}::regclass, ${kept.last}::bigint, ${kept.used})`.execute(tx)
  }
}
