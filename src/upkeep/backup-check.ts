import { createHash } from 'node:crypto'
import { BACKUP_FORMAT, type BackupHeader, type EndLine, type TableLine } from './backup-format.ts'
import { Refusal } from './refusal.ts'

/** A backup that was read to its end and agrees with its own digest and counts. */
export type CheckedBackup = { header: BackupHeader; end: EndLine }

const ROW = '['.charCodeAt(0)
const NEW_LINE = Buffer.from('\n')

/** Follows the lines of a backup, so that loading one can hold what it loads to what it checked. */
export class BackupCheck {
  readonly #path: string
  readonly #hash = createHash('sha256')
  readonly #rows: Record<string, number> = {}
  #header: BackupHeader | null = null
  #end: EndLine | null = null
  #table = ''

  constructor(path: string) {
    this.#path = path
  }

  /** Takes the next line; what is not a row is returned read. */
  add(line: Buffer): object | null {
    if (this.#end) this.#refuse()
    if (line[0] === ROW) {
      if (!this.#table) this.#refuse()
      this.#rows[this.#table] = (this.#rows[this.#table] ?? 0) + 1
      this.#hash.update(line).update(NEW_LINE)
      return null
    }
    const said = this.#read(line)
    if ('end' in said) {
      this.#end = said as EndLine
      return said
    }
    this.#hash.update(line).update(NEW_LINE)
    if (!this.#header) this.#header = this.#headerOf(said)
    else if ('table' in said) {
      this.#table = (said as TableLine).table
      this.#rows[this.#table] ??= 0
    }
    return said
  }

  finish(): CheckedBackup {
    if (!this.#header || !this.#end) return this.#refuse()
    const { rows, sha256 } = this.#end.end
    const isWhole =
      this.#hash.digest('hex') === sha256 &&
      Object.keys(rows).length === Object.keys(this.#rows).length &&
      Object.entries(rows).every(([table, count]) => this.#rows[table] === count)
    if (!isWhole) return this.#refuse()
    return { header: this.#header, end: this.#end }
  }

  #headerOf(said: object): BackupHeader {
    const { format } = said as { format?: unknown }
    if (format === BACKUP_FORMAT) return said as BackupHeader
    if (typeof format === 'string' && format.startsWith('concord.backup/'))
      throw new Refusal(
        `${this.#path} is of the format ${format}, which a newer Concord made. Install that and try again.`,
      )
    throw new Refusal(`${this.#path} is not a backup of Concord.`)
  }

  #read(line: Buffer): object {
    try {
      const said: unknown = JSON.parse(line.toString('utf8'))
      if (typeof said === 'object' && said !== null) return said
    } catch {
      // Said below.
    }
    if (!this.#header) throw new Refusal(`${this.#path} is not a backup of Concord.`)
    return this.#refuse()
  }

  #refuse(): never {
    throw new Refusal(
      `${this.#path} does not agree with its own digest: it was cut off or changed. Take another backup.`,
    )
  }
}
