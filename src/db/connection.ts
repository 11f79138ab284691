/**
 * One connection as Kysely sees it. PGlite and PostgreSQL both hand us a thing that runs one statement; a transaction is
 * opened by db/database.ts in one batch, so Kysely here neither begins nor commits, and nothing but this connection is in
 * reach of the work inside. (Kysely's own PGlite driver shares its transaction between concurrent callers.)
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'

/** Runs one statement: rows as objects. */
export type RunStatement = (
  sql: string,
  parameters: readonly unknown[],
) => Promise<{ rows: unknown[]; affected: number }>

/** A Kysely over one statement runner. */
export function kyselyOver<T>(run: RunStatement): Kysely<T> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, affected } = await run(query.sql, query.parameters)
      return { rows: rows as R[], numAffectedRows: BigInt(affected) }
    },
    streamQuery: () => {
      throw new Error('streaming is not used: lists are bounded')
    },
  }
  const noNestedTransaction = async () => {
    throw new Error('this is inside a transaction already: use the tx you were given')
  }
  return new Kysely<T>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: () => {
        throw new Error('the schema is known from tables.ts')
      },
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        releaseConnection: async () => {},
        beginTransaction: noNestedTransaction,
        commitTransaction: noNestedTransaction,
        rollbackTransaction: noNestedTransaction,
        destroy: async () => {},
      }),
    },
  })
}
