/**
 * Asks a server as many people would, in a process of its own. Open loop: each request has its moment, and its time is
 * counted from that moment, whether or not the ones before it have been answered; a slow server is not spared.
 */
import { Agent, request } from 'node:http'

/** One who asks: their cookie, and what they ask in turn. A save is a JSON body that carries the version it was made on. */
export type Asker = { cookie: string; asks: readonly Ask[] }
export type Ask = { name: string; path: string; save?: { planVersion: number; activity: object } }

export type Load = {
  url: string
  askers: readonly Asker[]
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
  const endAt = performance.now() + load.seconds * 1000
  if (load.kind === 'saturation')
    await Promise.all(
      load.askers.map(async (_, place) => {
        while (performance.now() < endAt) await askNext(place, performance.now())
      }),
    )
  else await eachASecond(load.askers.length, endAt, askNext)
  for (const agent of agents) agent.destroy()
  return taken
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
  const body = ask.save ? JSON.stringify(bodyOf(ask.save)) : undefined
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
    sent.on('error', reject)
    sent.end(body)
  })
}

/** An activity whose length goes up and down by five minutes, so that every save changes the sums. */
function bodyOf({ planVersion, activity }: NonNullable<Ask['save']>): object {
  const schedule = { kind: 'flexible', minutesPerWeek: 60 + (planVersion % 2) * 5 }
  return { version: planVersion, change: { kind: 'put-activity', activity: { ...activity, schedule } } }
}
