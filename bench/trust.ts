/** A trust at work: fifty people of each kind, a page or a save a second each, on 12,000 staff in PostgreSQL. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openServer } from '../src/db/server.ts'
import { createIdentity } from '../src/platform/identity/identity-better-auth.ts'
import { type RouteName, routes } from '../src/routes.ts'
import type { BarePages } from './bare-server.ts'
import { type BareSql, listenToSql } from './bare-sql.ts'
import { type Line, percentile } from './line.ts'
import { type Ask, type Load, sentFor, type Taken } from './load-generator.ts'
import { officeLists } from './office-lists.ts'
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
  const { url } = server
  const database = openServer({ url: trust.url, ownerUrl: trust.ownerUrl, connections: 2 })
  const identity = createIdentity({ database, secret: BENCH_SECRET, url, idleMinutes: 600 })
  const more = kind === 'office' ? await officeLists(database) : new Map<string, string>()
  const people = await peopleOf(kind, database, identity, more).finally(() => database.close())
  const askers = await withPagesThatAnswer(url, people)
  const samples = await sampleEach(url, people, askers)
  if (!samples.has('plan') || !samples.has('people') || !samples.has('save'))
    throw new Error(
      `${kind} has no plan to see, no list or no plan to change: what is promised of them was not measured`,
    )
  sayWhatIsNotTimed(kind, samples)
  // Before anybody saves, so that a save is heard as it is made on the newest version.
  const bareSql = await measureSql(trust, samples)
  const taken = await generate({
    kind: 'each-a-second',
    url,
    askers,
    secondsBefore: Math.min(5, SECONDS),
    seconds: SECONDS,
  })
  const wrong = taken.filter(({ status }) => status !== 200)
  if (wrong.length > 0)
    throw new Error(`${wrong.length} of ${taken.length} were refused: ${wrong[0]?.name} ${wrong[0]?.status}`)
  const bare = await measureBare(samples)
  return [
    ...[...Map.groupBy(taken, ({ name }) => name)].map(([name, all]) =>
      lineOf(kind, name, all, bare.get(name), bareSql.get(name)),
    ),
    ...(await saturate(url, kind, askers)),
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

/**
 * Asks each page once, and leaves out what is not there for this plan, such as the agreement of a draft, and what leads elsewhere.
 * Throws where a page fails, which would else be timed by nobody.
 */
async function withPagesThatAnswer(url: string, { askers }: People): Promise<Load['askers']> {
  return Promise.all(
    askers.map(async ({ cookie, asks }) => {
      const kept = []
      for (const ask of asks) {
        const { status } = ask.save ? { status: 200 } : await send(url, cookie, ask)
        if (status === 200) kept.push(ask)
        else if (![303, 403, 404, 409].includes(status)) throw new Error(`${ask.path} was answered with ${status}`)
      }
      return { cookie, asks: kept }
    }),
  )
}

/** The first of each kind of request: who asks what, and the answer as it is before it is packed. */
type Sample = { personId: number; ask: Ask; type: string; text: string }

async function sampleEach(url: string, { persons }: People, askers: Load['askers']): Promise<Map<string, Sample>> {
  const samples = new Map<string, Sample>()
  for (const [place, { cookie, asks }] of askers.entries())
    for (const ask of asks) {
      if (samples.has(ask.name)) continue
      const answer = await send(url, cookie, ask)
      if (answer.status !== 200) throw new Error(`${ask.path} was answered with ${answer.status}`)
      if (ask.save) ask.save.planVersion++
      const { personId = 0 } = persons[place] ?? {}
      samples.set(ask.name, {
        personId,
        ask,
        type: answer.headers.get('content-type') ?? '',
        text: await answer.text(),
      })
    }
  return samples
}

function send(url: string, cookie: string, { path, save }: Ask): Promise<Response> {
  if (!save) return fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' })
  const { json, headers } = sentFor(save)
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  })
}

/** Pages of the route table that this kind does not ask for: forms, doors, and what is not theirs. */
function sayWhatIsNotTimed(kind: Kind, samples: ReadonlyMap<string, Sample>): void {
  const missed = (Object.keys(routes) as RouteName[]).filter(
    (name) => routes[name].method === 'GET' && !samples.has(name),
  )
  console.log(`Not timed as ${kind}: ${missed.join(', ')}`)
}

/** The very texts of those answers, from the same framework, asked as often. */
async function measureBare(samples: ReadonlyMap<string, Sample>): Promise<Map<string, Taken[]>> {
  const pages: BarePages = new Map([...samples].map(([name, { type, text }]) => [name, { type, text }]))
  const child = fork(here('bare-server.ts'), { serialization: 'advanced' })
  try {
    child.send(pages)
    const [port] = await messageFrom(child)
    const asks = [...samples.values()].map(({ ask }) => ({ ...ask, path: `/${encodeURIComponent(ask.name)}` }))
    const askers = Array.from({ length: AT_ONCE }, () => ({ cookie: '', asks }))
    const taken = await generate({
      kind: 'each-a-second',
      url: `http://127.0.0.1:${port}`,
      askers,
      secondsBefore: Math.min(3, SECONDS),
      seconds: Math.min(10, SECONDS),
    })
    return Map.groupBy(taken, ({ name }) => name)
  } finally {
    child.kill()
    await once(child, 'exit')
  }
}

async function measureSql(
  trust: { url: string; ownerUrl: string },
  samples: ReadonlyMap<string, Sample>,
): Promise<Map<string, BareSql>> {
  const listener = await listenToSql(trust)
  try {
    const found = new Map<string, BareSql>()
    for (const [name, { personId, ask }] of samples) found.set(name, await listener.measure(personId, ask))
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
  const [taken] = (await messageFrom(child)) as [Taken[]]
  return taken
}

/** What it says; throws where it ends before. */
const messageFrom = (child: ChildProcess): Promise<unknown[]> =>
  Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${child.spawnargs.at(-1)} ended with ${code}`)
    }),
  ])
