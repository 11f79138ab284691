/** Presses that come while the first is being done, or just after, are answered with its own answer, by the process it is in. */
import type { Database } from '../../db/database.ts'
import type { Request } from '../request.ts'

type Answer = { status: number; headers: [string, string][]; body: ArrayBuffer; nonce: string | undefined }
type Kept = { sentDigest: string; answer: Promise<Answer>; at: number }
type Asked = { key: { organisationId: number; personId: number; keyDigest: string }; sentDigest: string }

/** So long an answer is kept: a page that is shown once, such as a link, is not lost to a second press. */
const KEPT_MILLISECONDS = 30_000

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

function createKeptAnswers(now: () => number = () => performance.now()): KeptAnswers {
  const kept = new Map<string, Kept>()
  const forgetOld = () => {
    for (const [name, { at }] of kept) {
      if (now() - at < KEPT_MILLISECONDS) return
      kept.delete(name)
    }
  }
  return {
    async join(c, { key, sentDigest }, { first, otherwise }) {
      forgetOld()
      const name = `${key.organisationId} ${key.personId} ${key.keyDigest} ${c.var.routeName}`
      const known = kept.get(name)
      if (known && known.sentDigest !== sentDigest) return otherwise()
      if (known) {
        c.set('permitted', true)
        return again(c, await known.answer)
      }
      const answer = first().then((response) => whole(c, response))
      kept.set(name, { sentDigest, answer, at: now() })
      try {
        const found = await answer
        if (!isWorthKeeping(found)) kept.delete(name)
        return again(c, found)
      } catch (error) {
        kept.delete(name)
        throw error
      }
    },
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
