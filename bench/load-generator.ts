/**
 * Asks a server as many people would, in a process of its own. Open loop: each request has its moment, and its time is
 * counted from that moment, whether or not the ones before it have been answered; a slow server is not spared.
 */
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

/** One who asks: their cookie, and what they ask in turn. A save is a JSON body that carries the version it was made on. */
export type Asker = { cookie: string; asks: readonly Ask[] }
export type Ask = { name: string; path: string; save?: Save }
type Save = { planVersion: number; activity: object }

export type Load = {
  url: string
  askers: readonly Asker[]
  /** How long it is asked before it counts: as a server is that has been up for more than a minute. */
  secondsBefore?: number
  seconds: number
} & ({ kind: 'each-a-second' } | { kind: 'saturation' })

export type Taken = {
  name: string
  status: number
  /** From the moment it was due to the last byte, and what the server says of it, in milliseconds. */
  whole: number
  server: number
  bytes: number
}

if (process.send)
  process.once('message', (load: Load) => {
    void run(load).then((taken) => process.send?.(taken, () => process.disconnect?.()))
  })

async function run(load: Load): Promise<Taken[]> {
  const agents = load.askers.map(() => new Agent({ keepAlive: true, maxSockets: 6 }))
  const taken: Taken[] = []
  const asked = load.askers.map((_, place) => place)
  const askNext = async (place: number, dueAt: number) => {
    const { asks, cookie } = load.askers[place] as Asker
    const ask = asks[(asked[place] as number) % asks.length] as Ask
    asked[place] = (asked[place] as number) + 1
    taken.push(await send(load.url, agents[place] as Agent, cookie, ask, dueAt))
  }
  const askFor = async (seconds: number) => {
    const endAt = performance.now() + seconds * 1000
    if (load.kind === 'each-a-second') return eachASecond(load.askers.length, endAt, askNext)
    await Promise.all(
      load.askers.map(async (_, place) => {
        while (performance.now() < endAt) await askNext(place, performance.now())
      }),
    )
  }
  await askFor(load.secondsBefore ?? 0)
  const uncounted = taken.length
  await askFor(load.seconds)
  for (const agent of agents) agent.destroy()
  return taken.slice(uncounted)
}

async function eachASecond(
  people: number,
  endAt: number,
  askNext: (place: number, dueAt: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now()
  const under: Promise<void>[] = []
  for (let count = 0; ; count++) {
    const dueAt = startedAt + (count * 1000) / people
    if (dueAt >= endAt) break
    const wait = dueAt - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    under.push(askNext(count % people, dueAt))
  }
  await Promise.all(under)
}

function send(url: string, agent: Agent, cookie: string, ask: Ask, dueAt: number): Promise<Taken> {
  const { json, headers } = ask.save ? sentFor(ask.save) : {}
  const body = json && JSON.stringify(json)
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${ask.path}`,
      {
        agent,
        method: body ? 'POST' : 'GET',
        headers: {
          cookie,
          origin: url,
          'accept-encoding': 'gzip',
          ...headers,
          ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
        },
      },
      (response) => {
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.length
        })
        response.on('error', reject)
        response.on('end', () => {
          const whole = performance.now() - dueAt
          const status = response.statusCode ?? 0
          if (ask.save && status === 200) ask.save.planVersion++
          const server = Number(/dur=([\d.]+)/.exec(String(response.headers['server-timing'] ?? ''))?.[1] ?? Number.NaN)
          resolve({ name: ask.name, status, whole, server, bytes })
        })
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed a connection that was idle just as it was taken again: browsers ask once more, and so do we.
      if (sent.reusedSocket && error.code === 'ECONNRESET') send(url, agent, cookie, ask, dueAt).then(resolve, reject)
      else reject(error)
    })
    sent.end(body)
  })
}

/**
 * What the week editor sends: its key in a header, and an activity whose length goes up and down by five minutes, so that every
 * save changes the sums.
 */
export function sentFor({ planVersion, activity }: Save): { json: object; headers: Record<string, string> } {
  const schedule = { kind: 'flexible', minutesPerWeek: 60 + (planVersion % 2) * 5 }
  const change = { kind: 'put-activity', activity: { ...activity, schedule } }
  return { json: { version: planVersion, change }, headers: { 'idempotency-key': randomUUID() } }
}
