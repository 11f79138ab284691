/** Presses that come while the first is being done, or just after, are answered with its own answer, by the process it is in. */
import type { Database } from '../../db/database.ts'
import type { Request } from '../request.ts'

type Answer = { status: number; headers: [string, string][]; body: ArrayBuffer; nonce: string | undefined }
type Kept = { sentDigest: string; answer: Promise<Answer>; at: number; bytes: number }
type Asked = { key: { organisationId: number; personId: number; keyDigest: string }; sentDigest: string }

/** So long an answer is kept: a page that is shown once, such as a link, is not lost to a second press. */
const KEPT_MILLISECONDS = 30_000

/** So much of each person's is kept; the oldest makes room. More presses than hands have, and several of the longest pages. */
const MOST = { answers: 40, bytes: 1_000_000 }

export type KeptAnswers = {
  /** The answer of the first that asked; `otherwise` where it asked for something else under the same key. */
  join(
    c: Request,
    asked: Asked,
    act: { first: () => Promise<Response>; otherwise: () => Response | Promise<Response> },
  ): Promise<Response>
}

const byDatabase = new WeakMap<Database, KeptAnswers>()

/** The answers of one app, which its database stands for. */
export function keptAnswersOf(database: Database): KeptAnswers {
  const known = byDatabase.get(database) ?? createKeptAnswers()
  byDatabase.set(database, known)
  return known
}

/** Each person's answers, the oldest first; of the people, whoever has asked for nothing for longest is first. */
export function createKeptAnswers(now: () => number = () => performance.now()): KeptAnswers {
  const people = new Map<string, Map<string, Kept>>()
  const forgetOld = (answers: Map<string, Kept>) => {
    for (const [name, { at }] of answers) {
      if (now() - at < KEPT_MILLISECONDS) return
      answers.delete(name)
    }
  }
  const answersOf = (person: string) => {
    for (const [someone, answers] of people) {
      forgetOld(answers)
      if (answers.size > 0) break
      people.delete(someone)
    }
    const own = people.get(person) ?? new Map<string, Kept>()
    forgetOld(own)
    people.delete(person)
    people.set(person, own)
    return own
  }
  return {
    async join(c, { key, sentDigest }, { first, otherwise }) {
      const own = answersOf(`${key.organisationId} ${key.personId}`)
      const name = `${key.keyDigest} ${c.var.routeName}`
      const known = own.get(name)
      if (known && known.sentDigest !== sentDigest) return otherwise()
      if (known) return again(c, await known.answer)
      const answer = first().then((response) => whole(c, response))
      const kept: Kept = { sentDigest, answer, at: now(), bytes: 0 }
      own.set(name, kept)
      try {
        const found = await answer
        kept.bytes = found.body.byteLength
        if (!isWorthKeeping(found)) own.delete(name)
        makeRoom(own)
        return again(c, found)
      } catch (error) {
        own.delete(name)
        throw error
      }
    },
  }
}

/** A second press of what was let go finds in the database that it is done, as it does in another process. */
function makeRoom(own: Map<string, Kept>): void {
  let bytes = [...own.values()].reduce((sum, kept) => sum + kept.bytes, 0)
  for (const [name, kept] of own) {
    if (own.size <= MOST.answers && bytes <= MOST.bytes) return
    own.delete(name)
    bytes -= kept.bytes
  }
}

async function whole(c: Request, response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: [...response.headers],
    body: await response.arrayBuffer(),
    nonce: c.get('secureHeadersNonce'),
  }
}

/** What was refused may be asked again; what a script reads is long, and it finds out by itself. */
const isWorthKeeping = ({ status, headers }: Answer) =>
  status < 400 && headers.every(([name, value]) => name !== 'content-type' || value.startsWith('text/html'))

/** The same answer for another request, whose policy allows scripts by another word. */
function again(c: Request, { status, headers, body, nonce }: Answer): Response {
  const own = c.get('secureHeadersNonce')
  const isSame = !nonce || !own || nonce === own
  const text = isSame ? body : new TextDecoder().decode(body).replaceAll(nonce, own)
  return new Response(status === 303 || body.byteLength === 0 ? null : text, { status, headers })
}
