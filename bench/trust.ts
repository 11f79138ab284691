/** A trust at work: fifty people of each kind, a page or a save a second each, on 12,000 staff in PostgreSQL. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openServer } from '../src/db/server.ts'
import { createIdentity } from '../src/platform/identity/identity-better-auth.ts'
import { freePort } from '../tests/support/free-port.ts'
import { type BareSql, listenToSql } from './bare-sql.ts'
import { type Line, percentile } from './line.ts'
import type { Load, Taken } from './load-generator.ts'
import { type RunningServer, startServer } from './server.ts'
import { BENCH_SECRET, copyOfTrust } from './trust-database.ts'
import { AT_ONCE, type Kind, type People, peopleOf } from './trust-people.ts'

const PLAN_PAGE_SERVER_MS = 60
const LIST_MS = 150
const SAVE_MS = 80

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
/** Shorter for those who only look whether it runs. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 40)

export async function measureTrust(folder: string, kind: Kind): Promise<Line[]> {
  const trust = await copyOfTrust()
  try {
    const server = await startServer(folder, {
      DATABASE_URL: trust.url,
      DATABASE_OWNER_URL: trust.ownerUrl,
      CONCORD_SECRET: BENCH_SECRET,
    })
    return await measureKind(server, trust, kind).finally(() => server.stop())
  } finally {
    await trust.drop()
  }
}

async function measureKind(
  server: RunningServer,
  trust: { url: string; ownerUrl: string },
  kind: Kind,
): Promise<Line[]> {
  const database = openServer({ url: trust.url, ownerUrl: trust.ownerUrl, connections: 2 })
  const identity = createIdentity({ database, secret: BENCH_SECRET, url: server.url, idleMinutes: 600 })
  const people = await peopleOf(kind, database, identity).finally(() => database.close())
  const asked = await withPagesThatAnswer(server, people)
  const { url } = server
  // Once around before it counts: as a server is that has been up for more than a minute.
  await generate({ kind: 'each-a-second', url, askers: asked, seconds: Math.min(5, SECONDS) })
  const taken = await generate({ kind: 'each-a-second', url, askers: asked, seconds: SECONDS })
  const pages = Map.groupBy(taken, ({ name }) => name)
  const wrong = taken.filter(({ status }) => status !== 200)
  if (wrong.length > 0)
    throw new Error(`${wrong.length} of ${taken.length} were refused: ${wrong[0]?.name} ${wrong[0]?.status}`)
  const bare = await measureBare(new Map([...pages].map(([name, all]) => [name, all[0]?.bytes ?? 0])))
  const bareSql = await measureSql(trust, people, [...pages.keys()])
  return [
    ...[...pages].map(([name, all]) => lineOf(kind, name, all, bare.get(name), bareSql.get(name))),
    ...(await saturate(url, kind, asked)),
  ]
}

function lineOf(kind: Kind, name: string, taken: Taken[], bare: Taken[] | undefined, sql: BareSql | undefined): Line {
  const whole = percentile(
    taken.map((one) => one.whole),
    0.95,
  )
  const server = percentile(
    taken.map((one) => one.server),
    0.95,
  )
  const isPlan = name === 'plan'
  const besides = [
    isPlan ? `whole answer ${whole.toFixed(1)}` : `server ${server.toFixed(1)}`,
    ...(bare
      ? [
          `bare page ${percentile(
            bare.map((one) => one.whole),
            0.95,
          ).toFixed(1)}`,
        ]
      : []),
    ...(sql ? [`bare SQL ${sql.milliseconds.toFixed(1)} (${sql.queries} queries)`] : []),
    `${taken.length} asked`,
  ]
  return {
    what: `${kind}: ${name}, 95 in 100${isPlan ? ', in the server' : ''}`,
    measured: isPlan ? server : whole,
    unit: 'ms',
    promised: isPlan ? PLAN_PAGE_SERVER_MS : name === 'save' ? SAVE_MS : LIST_MS,
    beside: besides.join(' · '),
  }
}

/** Asks each page once, and leaves out what is not there for this plan, such as the agreement of a draft. */
async function withPagesThatAnswer({ url }: RunningServer, { askers }: People): Promise<Load['askers']> {
  return Promise.all(
    askers.map(async ({ cookie, asks }) => {
      const kept = []
      for (const ask of asks) {
        if (ask.save) kept.push(ask)
        else if ((await fetch(`${url}${ask.path}`, { headers: { cookie }, redirect: 'manual' })).status === 200)
          kept.push(ask)
      }
      return { cookie, asks: kept }
    }),
  )
}

/** Strings of the same sizes, from the same framework, asked as often. */
async function measureBare(sizes: Map<string, number>): Promise<Map<string, Taken[]>> {
  const port = await freePort()
  const child = fork(here('bare-server.ts'), { env: { ...process.env, PORT: String(port) } })
  try {
    const url = `http://127.0.0.1:${port}`
    while (
      !(await fetch(`${url}/sign-in`).then(
        () => true,
        () => false,
      ))
    )
      await new Promise((go) => setTimeout(go, 20))
    // Sizes as they are unpacked: pages pack to about a seventh.
    const asks = [...sizes].map(([name, bytes]) => ({ name, path: `/${bytes * 7}` }))
    const askers = Array.from({ length: AT_ONCE }, () => ({ cookie: '', asks }))
    await generate({ kind: 'each-a-second', url, askers, seconds: Math.min(3, SECONDS) })
    const taken = await generate({ kind: 'each-a-second', url, askers, seconds: Math.min(10, SECONDS) })
    return Map.groupBy(taken, ({ name }) => name)
  } finally {
    child.kill()
    await once(child, 'exit')
  }
}

async function measureSql(
  trust: { url: string; ownerUrl: string },
  { persons }: People,
  names: string[],
): Promise<Map<string, BareSql>> {
  const listener = await listenToSql(trust)
  try {
    const found = new Map<string, BareSql>()
    const [person] = persons
    for (const name of names) {
      const path = person?.paths.get(name)
      const measured = person && path ? await listener.measure(person.personId, path) : null
      if (measured) found.set(name, measured)
    }
    return found
  } finally {
    await listener.close()
  }
}

/** As many plan pages, and lists of people, as there can be in a second, however long each takes. */
async function saturate(url: string, kind: Kind, askers: Load['askers']): Promise<Line[]> {
  const lines: Line[] = []
  for (const name of ['plan', 'people']) {
    const only = askers
      .slice(0, 16)
      .map(({ cookie, asks }) => ({ cookie, asks: asks.filter((ask) => ask.name === name) }))
    if (only.some(({ asks }) => asks.length === 0)) continue
    const seconds = Math.min(6, SECONDS)
    const taken = await generate({ kind: 'saturation', url, askers: only, seconds })
    lines.push({ what: `${kind}: ${name} at saturation`, measured: taken.length / seconds, unit: 'a second' })
  }
  return lines
}

async function generate(load: Load): Promise<Taken[]> {
  const child = fork(here('load-generator.ts'), { serialization: 'advanced' })
  child.send(load)
  const [taken] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the load generator ended with ${code}`)
    }),
  ])) as [Taken[]]
  return taken
}
