/** What one request does besides answering, counted where it happens: nothing has to be handed down to there. */
import { AsyncLocalStorage } from 'node:async_hooks'

export type RequestRecord = { queries: number }

const current = new AsyncLocalStorage<RequestRecord>()

/** Runs a request's work, so that what it asks of the database is counted in the record. */
export const recordInto = <T>(record: RequestRecord, work: () => T): T => current.run(record, work)

/** Counts a statement for the request that asked it, where one did. */
export function countQuery(): void {
  const record = current.getStore()
  if (record) record.queries += 1
}
