/** What people do while the torture goes on, and what they were told came of it. */
import type { Chance } from './chance.ts'
import type { Pair, Side, Trust } from './trust.ts'

export type Deed = {
  kind: 'save' | 'offer' | 'sign' | 'return'
  planId: number
  personId: number
  /** Words that this deed alone brings into the records. */
  token: string
  /** The version of the plan that an offer is of. */
  version: number
  request: { path: string; cookie: string; headers: Record<string, string>; body: string }
  /** `done` was acknowledged; `refused` was told that nothing was changed; of `unknown` there was no answer. */
  told: 'done' | 'refused' | 'unknown'
  status: number | null
  /** Whether there was no answer at first, so that it was sent once more. */
  wasSentAgain?: true
}

export type Mix = 'save' | 'sign'

/** Which deed comes how often, in a hundred. */
const mixes: Record<Mix, { save: number; offer: number; sign: number }> = {
  save: { save: 85, offer: 7, sign: 6 },
  sign: { save: 25, offer: 25, sign: 40 },
}

/** One in so many presses is a double click. */
const DOUBLE = 5

let made = 0

/** Lets everybody act at once on a server until `stopped` is set; answers with all that they did. */
export async function actUntil(
  stopped: { yet: boolean; acknowledged: number },
  given: { url: string; trust: Trust; mix: Mix; chance: Chance; run: number },
): Promise<Deed[]> {
  const deeds: Deed[] = []
  const { url, trust, mix, chance, run } = given
  const actors = trust.pairs.flatMap((pair) => (['clinician', 'agreer'] as const).map((side) => ({ pair, side })))
  await Promise.all(
    actors.map(async ({ pair, side }) => {
      while (!stopped.yet) {
        const deed = await nextDeed(pair, side)
        if (!deed) continue
        deeds.push(deed)
        const isDouble = chance.between(1, DOUBLE) === 1
        const answers = await Promise.all([send(url, deed, pair), ...(isDouble ? [send(url, deed, pair)] : [])])
        // Of two presses at once, what was acknowledged to one is acknowledged.
        const best = answers.find(({ told }) => told === 'done') ?? answers.find(({ told }) => told === 'unknown')
        Object.assign(deed, best ?? answers[0])
        if (deed.told === 'done') stopped.acknowledged += 1
      }
    }),
  )
  return deeds

  async function nextDeed(pair: Pair, side: Side): Promise<Deed | null> {
    made += 1
    const dice = chance.between(1, 100)
    const { save, offer, sign } = mixes[mix]
    const base = `/plans/${pair.planId}`
    const token = `torture-${run}-${String(made).padStart(8, '0')}`
    const one = (kind: Deed['kind'], path: string, headers: Record<string, string>, body: string): Deed => ({
      kind,
      planId: pair.planId,
      personId: pair.people[side].personId,
      token,
      version: pair.version,
      request: { path: base + path, cookie: pair.people[side].cookie, headers, body },
      told: 'unknown',
      status: null,
    })
    const form = (kind: Deed['kind'], path: string, fields: Record<string, string>) =>
      one(kind, path, {}, new URLSearchParams({ ...fields, once: token }).toString())

    if (dice <= save) {
      const change = { kind: 'put-activity', activity: { ...activityOf(side), title: token } }
      const headers = { 'content-type': 'application/json', 'idempotency-key': token }
      return one('save', '/changes', headers, JSON.stringify({ version: pair.version, change }))
    }
    if (dice <= save + offer) return form('offer', '/offer', { version: String(pair.version) })
    if (dice <= save + offer + sign) {
      const digest = await digestShown(url, `${base}/sign`, pair.people[side].cookie)
      return digest ? form('sign', '/sign', { digest, read: 'yes' }) : null
    }
    return form('return', '/return', { reason: token })
  }
}

/** Each side changes an activity of its own: the sums stay as they are, so that the plan can be offered. */
const activityOf = (side: Side) =>
  side === 'clinician'
    ? { id: 'study', category: 'spa', schedule: { kind: 'flexible', minutesPerWeek: 600 } }
    : { id: 'ward', category: 'dcc', schedule: { kind: 'timetabled', days: ['thu'], start: '09:00', end: '15:00' } }

async function digestShown(url: string, path: string, cookie: string): Promise<string | null> {
  try {
    const shown = await fetch(url + path, { headers: { cookie }, signal: AbortSignal.timeout(30_000) })
    return /name="digest"[^>]*value="(\w+)"/.exec(await shown.text())?.[1] ?? null
  } catch {
    return null
  }
}

/** Sends what had no answer once more, with the same keys, and reads what its people are told now; answers with those deeds. */
export async function sendAgain(url: string, deeds: readonly Deed[]): Promise<Deed[]> {
  const unanswered = deeds.filter(({ told }) => told === 'unknown')
  await Promise.all(unanswered.map(async (deed) => Object.assign(deed, await send(url, deed), { wasSentAgain: true })))
  return unanswered
}

/** Sends a deed and reads what its person is told. */
async function send(url: string, deed: Deed, pair?: Pair): Promise<Pick<Deed, 'told' | 'status'>> {
  try {
    const { path, cookie, headers, body } = deed.request
    const answer = await fetch(url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: url, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
      signal: AbortSignal.timeout(60_000),
    })
    const text = await answer.text()
    if (deed.kind === 'save' && pair && pair.planId === deed.planId) learnVersion(text, pair)
    const isSignIn = answer.headers.get('location')?.startsWith('/sign-in') === true
    if (isSignIn) throw new Error(`the session of ${deed.token} is gone`)
    if (answer.status === 200 || answer.status === 303) return { told: 'done', status: answer.status }
    // Of a page of trouble only the one that says so is taken to mean that nothing was changed.
    const isUnknown = answer.status >= 500 && !(answer.status === 503 && /Nothing was changed/.test(text))
    return { told: isUnknown ? 'unknown' : 'refused', status: answer.status }
  } catch {
    return { told: 'unknown', status: null }
  }
}

function learnVersion(text: string, pair: Pair): void {
  const version = /"version":(\d+)/.exec(text)?.[1]
  if (version) pair.version = Math.max(pair.version, Number(version))
}
