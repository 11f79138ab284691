/**
 * `concord.backup/1`: lines of JSON, the same from either database and into either. First the header, then each table's
 * line and its rows (a list of texts, in the order of the columns), then the sequences, and last what there should be of it
 * all, with a SHA-256 over every line before. Rows begin with `[`, all else with `{`.
 */
export const BACKUP_FORMAT = 'concord.backup/1'

export type BackupHeader = {
  format: typeof BACKUP_FORMAT
  madeAt: string
  database: 'embedded' | 'server'
  /** The schema it was made of. */
  migrations: string[]
  organisations: { odsCode: string; name: string }[]
  /** What second factors are encrypted with; null where it was not at hand. */
  sessionSecret: string | null
}

export type TableLine = { table: string; columns: string[] }
export type SequencesLine = { sequences: Record<string, { last: string; used: boolean }> }
export type EndLine = { end: { rows: Record<string, number>; sha256: string } }

/** How many rows an end line counts. */
export const rowsIn = ({ end }: EndLine): number => Object.values(end.rows).reduce((sum, rows) => sum + rows, 0)
