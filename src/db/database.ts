/**
 * The database, embedded or a server, as the rest of the product sees it: `read` and `write` each open one scoped
 * transaction and close it. Nothing else reaches the tables of an organisation.
 */
import type { Kysely } from 'kysely'
import type { IdentityTables } from '../platform/identity/identity-tables.ts'
import type { Scope } from './scope.ts'
import type { Tables } from './tables.ts'

/** Kysely inside a scoped transaction: the only way to the tables. */
export type Tx = Kysely<Tables>

export type Database = {
  kind: 'embedded' | 'server'
  /** Runs the work in a read-only transaction with the scope's eyes. */
  read<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs the work in a transaction with the scope's eyes; all of it is kept, or none when it throws. */
  write<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Sign-in's own tables, under its own role, one statement at a time; never inside `read` or `write`. */
  identity: Kysely<IdentityTables>
  /** Sign-in's own tables, several statements that are kept together or not at all; never inside `read` or `write`. */
  asSignIn<T>(work: (tx: Kysely<IdentityTables>) => Promise<T>): Promise<T>
  /** Runs a statement of the queue's, or several without parameters, under its own role, in a transaction of its own. */
  jobs(sql: string, parameters?: readonly unknown[]): Promise<{ rows: unknown[] }>
  /** Runs SQL as the owner: migrations, creating organisations, and tests that check what the policies hold. */
  asOwner<T>(work: (tx: Kysely<Tables & IdentityTables>) => Promise<T>): Promise<T>
  /** Runs a script of several statements as the owner, all or nothing. */
  script(sql: string): Promise<void>
  /** A snapshot of an embedded database, to open others from; a server has templates instead. */
  snapshot?(): Promise<Blob>
  /** How many connections to a server are idle and in use, and how many requests wait for one. */
  connections?(): { idle: number; used: number; waiting: number }
  close(): Promise<void>
}

/** Told of every statement, to count the queries of a page, or to run them again by themselves. */
export type Observe = (sql: string, parameters: readonly unknown[]) => void
