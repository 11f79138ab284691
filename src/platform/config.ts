import { z } from 'zod'

const blankIsMissing = (value: unknown) => (value === '' ? undefined : value)

const schema = z.object({
  PORT: z.preprocess(blankIsMissing, z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: z.preprocess(blankIsMissing, z.string().default('127.0.0.1')),
  CONCORD_URL: z.preprocess(blankIsMissing, z.url().optional()),
  CONCORD_DATA: z.preprocess(blankIsMissing, z.string().default('./data')),
  DATABASE_URL: z.preprocess(blankIsMissing, z.string().startsWith('postgres').optional()),
  DATABASE_OWNER_URL: z.preprocess(blankIsMissing, z.string().startsWith('postgres').optional()),
  CONCORD_MODE: z.preprocess(blankIsMissing, z.enum(['demonstration', 'real']).default('demonstration')),
  CONCORD_NOW: z.preprocess(blankIsMissing, z.iso.datetime().optional()),
  CONCORD_SECRET: z.preprocess(blankIsMissing, z.string().min(32).optional()),
})

/** How this process is to run. Every setting has a name in the environment; see docs/guides/run.md. */
export type Config = {
  port: number
  host: string
  /** The address people use, without a slash at the end. */
  url: string
  /** Folder of the embedded database. */
  dataFolder: string
  /** Address of a PostgreSQL server; without it the database is embedded. */
  databaseUrl: string | null
  /** The same server by the login that owns the schema, for migrations; null where `databaseUrl` is that login. */
  databaseOwnerUrl: string | null
  mode: 'demonstration' | 'real'
  /** The instant at which the clock stands still, for journeys and pictures of the demonstration; null for real time. */
  now: string | null
  /** Signs session cookies; null where one is to be made and kept in the data folder. */
  secret: string | null
}

/** Reads the settings, or throws with one plain sentence for each that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = schema.safeParse(environment)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`These settings cannot be used:\n  ${lines.join('\n  ')}`)
  }
  const settings = parsed.data
  if (settings.CONCORD_NOW && settings.CONCORD_MODE === 'real')
    throw new Error('CONCORD_NOW stops the clock and is for demonstrations alone. Leave it out for a real trust.')
  return {
    port: settings.PORT,
    host: settings.HOST,
    url: (settings.CONCORD_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, ''),
    dataFolder: settings.CONCORD_DATA,
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL ?? null,
    mode: settings.CONCORD_MODE,
    now: settings.CONCORD_NOW ?? null,
    secret: settings.CONCORD_SECRET ?? null,
  }
}
