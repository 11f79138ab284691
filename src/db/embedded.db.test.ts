import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import { openEmbedded } from './embedded.ts'
import { Unavailable } from './unavailable.ts'

let database: Database
beforeAll(async () => {
  database = await openEmbedded({})
  await database.script('create table invented (number integer)')
})
afterAll(() => database.close())

/** Rows as the planner believes them to be: -1 until somebody has counted. */
const rowsBelieved = () =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ reltuples: number }>`
      select reltuples from pg_class where relname = 'invented'`.execute(tx)
    return rows[0]?.reltuples
  })
const add = (many: number) =>
  database.asOwner((tx) => sql`insert into invented select generate_series(1, ${many}::integer)`.execute(tx))

it('gathers statistics itself once a thousand rows have changed, since nothing else does', async () => {
  await add(999)
  expect(await rowsBelieved()).toBe(-1)
  await add(1)
  expect(await rowsBelieved()).toBe(1000)
})

it('lets nobody else on the machine at its files, also where an earlier version did', async () => {
  const folder = mkdtempSync(`${tmpdir()}/concord-closed-`)
  try {
    const modeAfterOpening = async () => {
      await (await openEmbedded({ folder })).close()
      return (statSync(`${folder}/database`).mode & 0o777).toString(8)
    }
    expect(await modeAfterOpening()).toBe('700')
    chmodSync(`${folder}/database`, 0o755)
    expect(await modeAfterOpening()).toBe('700')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('opens what a kill has left: PostgreSQL’s own lock, made and not yet written', async () => {
  const folder = mkdtempSync(`${tmpdir()}/concord-killed-`)
  try {
    await (await openEmbedded({ folder })).close()
    writeFileSync(`${folder}/database/postmaster.pid`, '')
    const again = await openEmbedded({ folder })
    expect(readFileSync(`${folder}/database/postmaster.pid`, 'utf8')).not.toBe('')
    await again.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('says in plain words that a broken database does not open, and what to do', async () => {
  const folder = mkdtempSync(`${tmpdir()}/concord-broken-`)
  mkdirSync(`${folder}/database`)
  writeFileSync(`${folder}/database/PG_VERSION`, 'broken')
  await expect(openEmbedded({ folder })).rejects.toThrow(/does not open\. .* restore the last backup\.$/)
  rmSync(folder, { recursive: true })
})

describe('on a full disk', () => {
  const disk = { free: 1_000 }
  let folder: string
  let small: Database
  beforeAll(async () => {
    folder = mkdtempSync(`${tmpdir()}/concord-full-`)
    small = await openEmbedded({ folder, free: () => disk.free })
    await small.script(`
      create role concord_jobs; create role concord_identity;
      create table kept (number integer); insert into kept values (1);
      create function adds() returns integer language sql as 'insert into kept values (2) returning number';
      grant select, insert on kept to concord_jobs, concord_identity`)
  })
  beforeEach(() => {
    disk.free = 63
  })
  afterAll(async () => {
    await small.close()
    rmSync(folder, { recursive: true })
  })
  const insert = sql`insert into kept values (3)`
  const full = expect.objectContaining({ outcome: 'nothing-done', cause: { code: 'the disk is full' } })

  it.each<[string, () => Promise<unknown>]>([
    ['the queue', () => small.jobs('insert into kept values ($1)', [3])],
    ['the queue, several at once', () => small.jobs('select 1; insert into kept values (3)')],
    ['the owner', () => small.asOwner((tx) => insert.execute(tx))],
    ['a script', () => small.script('insert into kept values (3)')],
    ['sign-in', () => insert.execute(small.identity)],
    ['sign-in, by a function that a question calls', () => sql`select adds()`.execute(small.identity)],
  ])('%s writes nothing', async (_who, write) => {
    await expect(write()).rejects.toBeInstanceOf(Unavailable)
    await expect(write()).rejects.toEqual(full)
    disk.free = 64
    expect((await small.jobs('select number from kept')).rows).toEqual([{ number: 1 }])
  })

  it('everything can still be read, so that a backup can be made', async () => {
    expect((await small.jobs('select number from kept')).rows).toEqual([{ number: 1 }])
    expect((await small.jobs('select number from kept where number = $1', [1])).rows).toEqual([{ number: 1 }])
    expect((await small.asOwner((tx) => sql`select number from kept`.execute(tx))).rows).toEqual([{ number: 1 }])
    expect((await sql`select number from kept`.execute(small.identity)).rows).toEqual([{ number: 1 }])
  })

  it('tidies up later, once there is room', async () => {
    const believed = () =>
      small.asOwner(async (tx) => {
        const { rows } = await sql<{ reltuples: number }>`
          select reltuples from pg_class where relname = 'many'`.execute(tx)
        return rows[0]?.reltuples
      })
    disk.free = 64
    await small.script('create table many (number integer)')
    await small.asOwner(async (tx) => {
      await sql`insert into many select generate_series(1, 1000)`.execute(tx)
      disk.free = 63
    })
    expect(await believed()).toBe(-1)
    disk.free = 64
    await believed()
    expect(await believed()).toBe(1000)
  })
})

it('the queue is observed and told that the database is away, as on a server', async () => {
  const seen: string[] = []
  const watched = await openEmbedded({ observe: (statement) => seen.push(statement) })
  await watched.script('create role concord_jobs')
  await watched.jobs('select 1')
  await watched.jobs('select $1::integer', [1])
  expect(seen).toEqual(['create role concord_jobs', 'select 1', 'select $1::integer'])
  const away = watched.jobs(`do $$ begin raise exception 'away' using errcode = '57P03'; end $$`)
  await expect(away).rejects.toBeInstanceOf(Unavailable)
  await watched.close()
})
