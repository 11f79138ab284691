/** One cycle each: begin something, end it by force at a moment that chance chooses, start again, and look. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../src/db/database.ts'
import { listMigrations, migrate } from '../src/db/migrate.ts'
import { demonstrationStaffFeed } from '../src/demonstration/staff-feed.ts'
import { freePort } from '../tests/support/free-port.ts'
import type { Chance } from './chance.ts'
import { brokenRecords, checkDeeds, type Verdict } from './check.ts'
import { actUntil, type Deed, type Mix, sendAgain } from './deeds.ts'
import { type Kind, openFor } from './place.ts'
import { beginServer, type Product, runConcord, startServer } from './product.ts'
import { lookAgain, makeTrust } from './trust.ts'

/** What is ended by force. */
type Victim = 'server' | 'connections' | 'database'

export type Outcome = Verdict & {
  acknowledged: number
  unanswered: number
  victim: string
  /** Whether `kill -9` ended something in the middle of its work: not a cut connection, not what was done already. */
  wasKilled: boolean
}

/** A trust on one kind of database, tortured cycle after cycle. */
export type Harness = {
  work(mix: Mix, chance: Chance, run: number): Promise<Outcome>
  staffImport(chance: Chance, run: number): Promise<Outcome>
  migration(from: 'old' | 'empty', chance: Chance): Promise<Outcome>
  /** Looks once more, with everything ended, at all that was ever acknowledged or refused. */
  atRest(): Promise<Outcome>
  end(): Promise<void>
}

export async function makeHarness(kind: Kind): Promise<Harness> {
  const place = await kind.make('empty')
  const trust = await openFor(place, async (database) => {
    await migrate(database)
    return makeTrust(database)
  })
  const wholeSchema = await openFor(place, schemaOf)
  const port = await freePort()
  let product: Product | null = null
  const running = async () => {
    product ??= await startServer(port, place.settings)
    return product
  }
  /** What was answered before and has been looked at: signatures are counted over all of it, and at the end all is looked at again. */
  const earlier: Deed[] = []
  /** Sent again since the last look. */
  let sentAgain: Deed[] = []
  const imported: string[] = []
  /** How long each took last when it was left alone, in milliseconds: it is ended somewhere on the way. */
  const usual = { importing: 2000, starting: 2000 }
  /** Told already: what is lost stays lost, and is one loss. */
  const told = new Set<string>()
  let staff = (await openFor(place, staffIn)).fingerprint
  const oldCounts = await countsOfOld(kind)

  return {
    work: async (mix, chance, run) => {
      const victim: Victim = kind.cluster ? chance.oneOf(['server', 'server', 'connections', 'database']) : 'server'
      // By what was acknowledged, not by time: a slow machine is struck in the middle of its work too.
      const [after, more] = [chance.between(1, 40), chance.between(0, 40)]
      const { url } = await running()
      const stopped = { yet: false, acknowledged: 0 }
      const acting = actUntil(stopped, { url, trust, mix, chance, run })
      for (let waited = 0; stopped.acknowledged < after && waited < 10_000; waited += 5) await pause(5)
      await pause(more)
      await strike(victim)
      // The server lives on without its database, and so do the people at it.
      if (victim !== 'server') await pause(chance.between(50, 300))
      stopped.yet = true
      const deeds = await acting
      if (!kind.cluster || victim === 'server') await endServer()

      const verdict = await openFor(place, (database) => look(database, deeds))
      const { url: again } = await running()
      const unanswered = await sendAgain(again, deeds)
      // Of these it is known now. What is kept of them is looked at when the records are next at rest.
      sentAgain.push(...unanswered)
      return {
        ...verdict,
        acknowledged: deeds.filter(({ told }) => told === 'done').length,
        unanswered: unanswered.length,
        victim,
        wasKilled: victim !== 'connections',
      }
    },

    staffImport: async (chance, run) => {
      if (!kind.cluster) await endServer()
      const folder = mkdtempSync(join(tmpdir(), 'concord-torture-feed-'))
      const { fileName, bytes } = demonstrationStaffFeed('2026-11-01', { people: 30 + run })
      const file = join(folder, fileName)
      writeFileSync(file, bytes)
      const digest = createHash('sha256').update(bytes).digest('hex')
      const after = Math.round(usual.importing * (0.1 + chance.next()))
      const words = ['import', 'esr', file, '--yes', '--organisation', 'RT1']
      const { status, said } = await runConcord(words, place.settings, after)
      const outcome = begun('import', { unanswered: 0, wasKilled: status === 'SIGKILL' })
      if (status !== 0 && status !== 'SIGKILL') outcome.halfDone.push(`the import failed: ${said}`)
      await openFor(place, async (database) => {
        const now = await staffIn(database)
        const isIn = now.digests.includes(digest)
        if (status === 0 && !isIn) outcome.lost.push(`import ${fileName} was acknowledged and is not there`)
        if (!isIn && now.fingerprint !== staff) outcome.halfDone.push(`half of import ${fileName} is there`)
        if (isIn && now.fingerprint === staff) outcome.halfDone.push(`import ${fileName} is there, and nothing of it`)
        outcome.halfDone.push(...notYetTold({ lost: [], halfDone: await brokenRecords(database) }).halfDone)
      })
      // Done again it is done once: that is looked at when the records are next at rest.
      const began = Date.now()
      const again = await runConcord(words, place.settings)
      usual.importing = Date.now() - began
      if (again.status !== 0) outcome.halfDone.push(`the import cannot be done again: ${again.said}`)
      imported.push(digest)
      rmSync(folder, { recursive: true })
      outcome[status === 0 ? 'acknowledged' : 'unanswered'] = 1
      return outcome
    },

    migration: async (from, chance) => {
      const other = await kind.make(from)
      const outcome = begun(`start on ${from}`, { unanswered: 1, wasKilled: true })
      try {
        const before = from === 'old' ? oldCounts : new Map<string, number>()
        const otherPort = await freePort()
        const server = beginServer(otherPort, other.settings)
        const hasServed = await Promise.race([
          server.isReady,
          pause(usual.starting * (0.1 + chance.next())).then(() => false),
        ])
        await server.stop('SIGKILL')
        if (hasServed) Object.assign(outcome, { acknowledged: 1, unanswered: 0, wasKilled: false })
        const began = Date.now()
        const restarted = await startServer(otherPort, other.settings)
        usual.starting = Date.now() - began
        const shown = await fetch(`${restarted.url}/sign-in`)
        if (shown.status !== 200) outcome.halfDone.push(`the sign-in page answers ${shown.status}`)
        await restarted.stop('SIGKILL')
        await openFor(other, async (database) => {
          const after = await countsIn(database)
          for (const [table, many] of before)
            if ((after.get(table) ?? 0) < many)
              outcome.lost.push(`${table} had ${many} rows and has ${after.get(table)}`)
          if ((await schemaOf(database)) !== wholeSchema)
            outcome.halfDone.push('the schema is not that of a new database')
          outcome.halfDone.push(...(await brokenRecords(database)))
        })
      } finally {
        await other.remove()
      }
      return outcome
    },

    atRest: async () => {
      await endServer()
      const verdict = await openFor(place, async (database) => {
        const lately = await look(database, [])
        const ever = notYetTold(await checkDeeds(database, earlier, []))
        return { lost: [...lately.lost, ...ever.lost], halfDone: [...lately.halfDone, ...ever.halfDone] }
      })
      return { ...begun('nothing: the last look', { unanswered: 0, wasKilled: false }), ...verdict }
    },

    end: async () => {
      await endServer()
      await place.remove()
    },
  }

  /** Looks at the records while nobody works: these deeds, and what was done again since the last look. */
  async function look(database: Database, deeds: readonly Deed[]): Promise<Verdict> {
    const now = [...sentAgain, ...deeds]
    const verdict = await checkDeeds(database, now, earlier)
    const { digests, fingerprint } = await staffIn(database)
    staff = fingerprint
    for (const digest of imported)
      if (digests.filter((one) => one === digest).length !== 1)
        verdict.halfDone.push(`import ${digest} is not there once`)
    await lookAgain(database, trust)
    // What was not answered is sent again, and counts then.
    earlier.push(...now.filter(({ told }) => told !== 'unknown'))
    sentAgain = []
    return notYetTold(verdict)
  }

  function notYetTold({ lost, halfDone }: Verdict): Verdict {
    const isNew = (one: string) => !told.has(one) && told.add(one) !== undefined
    return { lost: lost.filter(isNew), halfDone: halfDone.filter(isNew) }
  }

  async function strike(victim: Victim): Promise<void> {
    if (victim === 'server') return endServer()
    if (!kind.cluster) throw new Error('an embedded database has no processes of its own')
    if (victim === 'connections')
      return kind.cluster.asSuperuser(
        'postgres',
        `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'concord%'`,
      )
    await kind.cluster.kill()
    await kind.cluster.start()
  }

  async function endServer(): Promise<void> {
    const ending = product
    product = null
    await ending?.stop('SIGKILL')
  }
}

const begun = (victim: string, how: Pick<Outcome, 'unanswered' | 'wasKilled'>): Outcome => ({
  lost: [],
  halfDone: [],
  acknowledged: 0,
  victim,
  ...how,
})

async function countsOfOld(kind: Kind): Promise<Map<string, number>> {
  const old = await kind.make('old')
  const counts = await openFor(old, countsIn)
  await old.remove()
  return counts
}

/** The staff record and who came of it, as one digest, and the files that made it. */
const staffIn = (database: Database) =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ fingerprint: string; digests: string[] }>`
      select md5(concat(
          (select string_agg(r::text, '' order by kind, esr_id, from_on) from staff_record_row r),
          (select string_agg(esr_id, ' ' order by esr_id) from person),
          (select string_agg(esr_id, ' ' order by esr_id) from unit),
          (select string_agg(esr_id, ' ' order by esr_id) from assignment))) as fingerprint,
        (select coalesce(array_agg(file_digest), '{}') from staff_import) as digests`.execute(tx)
    return rows[0] as { fingerprint: string; digests: string[] }
  })

/** Rows in each table of records: what is short-lived, such as sessions, may go. */
const countsIn = (database: Database) =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string; many: number }>`
      select tablename as name, (xpath('/row/c/text()', query_to_xml(
          format('select count(*) as c from %I', tablename), false, true, '')))[1]::text::integer as many
        from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`.execute(tx)
    return new Map(rows.map(({ name, many }) => [name, many]))
  })

/** Every column, constraint, index, policy, function and right, as one digest; and that every migration is recorded. */
const schemaOf = (database: Database) =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ digest: string; names: string[] }>`
      select md5(concat(
          (select string_agg(concat(table_schema, table_name, column_name, data_type, is_nullable, column_default), ' '
             order by table_schema, table_name, column_name) from information_schema.columns
            where table_schema in ('public', 'identity')),
          (select string_agg(concat(conrelid::regclass, conname, pg_get_constraintdef(oid)), ' '
             order by conrelid::regclass::text, conname) from pg_constraint where connamespace in ('public'::regnamespace, 'identity'::regnamespace)),
          (select string_agg(indexdef, ' ' order by schemaname, indexname) from pg_indexes where schemaname in ('public', 'identity')),
          (select string_agg(concat(tablename, policyname, permissive, roles, cmd, qual, with_check), ' '
             order by schemaname, tablename, policyname) from pg_policies),
          (select string_agg(concat(proname, prosrc), ' ' order by proname, prosrc) from pg_proc
            where pronamespace in ('public'::regnamespace, 'identity'::regnamespace)),
          (select string_agg(tgname || tgrelid::regclass, ' ' order by 1) from (select tgname, tgrelid from pg_trigger
            where not tgisinternal order by tgrelid::regclass::text, tgname) t))) as digest,
        (select array_agg(name order by name) from schema_migration) as names`.execute(tx)
    const missing = listMigrations().filter((name) => !rows[0]?.names.includes(name))
    return `${rows[0]?.digest} without ${missing.join()}`
  })
