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
 * not what was checked.
 */
export function loadBackup(
  database: Database,
  file: { path: string; key: BackupKey | null; checked: CheckedBackup },
): Promise<void> {
  return database.asOwner(async (tx) => {
    await sql.raw('set local statement_timeout = 0').execute(tx)
    await sql.raw('set local idle_in_transaction_session_timeout = 0').execute(tx)
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
  })
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
