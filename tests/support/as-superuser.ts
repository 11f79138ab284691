import pg from 'pg'

/** Runs statements one by one on the server at this address, each in a transaction of its own: databases and roles need that. */
export async function asSuperuser(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
