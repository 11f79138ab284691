import pg from 'pg'

/**
 * Runs statements one by one on the server at this address, each in a transaction of its own: databases and roles need that.
 * Answers the rows of the last.
 */
export async function asSuperuser<Row extends pg.QueryResultRow>(
  url: string,
  statements: readonly string[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}
