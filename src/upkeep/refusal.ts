/** What a command will not do, in one plain sentence: it prints that and ends with status 1. */
export class Refusal extends Error {}

/** A restore that failed where its rows may be kept: all of them are, or nobody knows. What is not this left nothing. */
export class RestoreUnfinished extends Error {
  readonly rows: 'kept' | 'unknown'
  constructor(rows: 'kept' | 'unknown', cause: unknown) {
    super('the restore was not finished', { cause })
    this.rows = rows
  }
}
