/**
 * What is asked for once is done once, whatever the route: a form carries a key that was made for it (`once`), a script
 * sends one in a header. The first `write` of the request writes the key down as its first statement, so that of fifty
 * presses one is done and all are answered alike; a key is never used for other words. What was on the screen of one person
 * is not done in the name of the next who signs in there. A request without a key is done as it always was.
 */
import { createHmac } from 'node:crypto'
import type { Database, Tx } from '../../db/database.ts'
import { digestOf } from '../../platform/digest.ts'
import { log, withoutWhatWasTyped } from '../../platform/log.ts'
import { findDone, forgetKey, noteLocation, type OnceKey, type RequestDone, takeKey } from '../../records/once.ts'
import { isChosen, isForm } from '../posted-form.ts'
import {
  Forbidden,
  type Handler,
  NotFound,
  type Request,
  scopeOfRequest,
  seeOther,
  viewerOf,
  whoseOf,
} from '../request.ts'
import { keyUsedPage, notYoursPage } from './once.page.tsx'
import { keptAnswersOf } from './once-answers.ts'
import { ONCE_FIELD, ONCE_HEADER, readOnceKey } from './once-key.ts'
import { routeAbove } from './route-above.ts'

/** Ends a request whose key has been used for the very same before; a handler may answer it with how things stand now. */
export class DoneAlready extends Error {
  readonly done: RequestDone
  constructor(done: RequestDone) {
    super('done already')
    this.done = done
  }
}

/** Ends a request whose key was used for something else, or by somebody else. */
class KeyUsed extends Error {}

/** Carries an answer that did nothing out of its transaction, so that its key stays unused. */
class NothingDone extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('nothing was done')
    this.result = result
  }
}

type Keyed = { key: OnceKey; sentDigest: string }

/** Lets a handler that changes something act once for each key. */
export async function onlyOnce(c: Request, handler: Handler): Promise<Response> {
  if (c.req.method !== 'POST') return handler(c)
  const keyed = await readKey(c)
  if (keyed === 'none') return handler(c)
  if (keyed === 'malformed') return keyUsedPage(c)
  if (keyed === 'not-theirs') return notYoursPage(c)
  return keptAnswersOf(c.var.services.database).join(c, keyed, {
    first: () => actOnce(c, keyed, handler),
    otherwise: () => keyUsedPage(c),
  })
}

async function actOnce(c: Request, { key, sentDigest }: Keyed, handler: Handler): Promise<Response> {
  const { services } = c.var
  const scope = scopeOfRequest(c)
  const used = { route: c.var.routeName, sentDigest, at: services.clock.now() }
  let isTaken = false
  const write: Database['write'] = async (eyes, work) => {
    const isViewers = eyes.personId === key.personId && eyes.organisationId === key.organisationId
    if (isTaken || !isViewers) return services.database.write(eyes, work)
    try {
      const result = await services.database.write(eyes, async (tx) => {
        if (!(await takeKey(tx, key, used))) throw whatWasDone(await findDone(tx, key), used)
        const result = await work(tx)
        if (isRefusal(result)) throw new NothingDone(result)
        return result
      })
      isTaken = true
      return result
    } catch (error) {
      if (error instanceof NothingDone) return error.result as Awaited<ReturnType<typeof work>>
      throw error
    }
  }
  c.set('services', { ...services, database: { ...services.database, write } })
  try {
    const response = await handler(c)
    if (isTaken) await remember(response)
    else if (response.status >= 400) return (await answerIfDone()) ?? response
    return response
  } catch (error) {
    if (error instanceof KeyUsed) return keyUsedPage(c)
    if (error instanceof DoneAlready) return answerAgain(c, error.done)
    const isRefused = error instanceof NotFound || error instanceof Forbidden
    // Refused after a transaction of its own that found nothing to do: so it is each time that it is asked.
    if (isRefused && isTaken) await giveBack()
    const again = isRefused && !isTaken ? await answerIfDone() : null
    if (again) return again
    throw error
  } finally {
    c.set('services', services)
  }

  /** A handler that looks before it writes may find nothing left to do: because it is done. */
  async function answerIfDone(): Promise<Response | null> {
    const done = await services.database.read(scope, (tx) => findDone(tx, key))
    return done?.route === used.route && done.sentDigest === sentDigest ? answerAgain(c, done) : null
  }

  /** A result elsewhere than on the nearest page is noted; under a refusal the key is given back. */
  async function remember(response: Response): Promise<void> {
    const location = response.headers.get('Location')
    if (response.status >= 400) return giveBack()
    if (location !== null && location !== routeAbove(c.req.path)) await note((tx) => noteLocation(tx, key, location))
  }

  async function giveBack(): Promise<void> {
    await note((tx) => forgetKey(tx, key))
  }

  async function note(work: (tx: Tx) => Promise<void>): Promise<void> {
    try {
      await services.database.write(scope, work)
    } catch (error) {
      // What was asked for is done: that its page could not be noted must not say otherwise.
      log.warn({ error: withoutWhatWasTyped(error as Error) }, 'no note of a result')
    }
  }
}

/** Work that answers `{ ok: false }`, as every command does that says no, has changed nothing, and is rolled back whole. */
const isRefusal = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'ok' in result && result.ok === false

function whatWasDone(done: RequestDone | null, asked: Pick<RequestDone, 'route' | 'sentDigest'>): Error {
  const isSame = done?.route === asked.route && done.sentDigest === asked.sentDigest
  return done && isSame ? new DoneAlready(done) : new KeyUsed('this key was used before')
}

/** The page that showed the result, or the nearest one to it. A script is told that it is done. */
function answerAgain(c: Request, done: RequestDone): Response {
  if (!isForm(c)) return c.json({ isDone: true })
  return seeOther(c, done.location ?? routeAbove(c.req.path))
}

/** The key of a request, and a digest of all it says. Handlers never see the key. */
async function readKey(c: Request): Promise<Keyed | 'none' | 'malformed' | 'not-theirs'> {
  const text = isForm(c) ? await takeFromForm(c) : (c.req.header(ONCE_HEADER) ?? '')
  if (text === '') return 'none'
  const read = typeof text === 'string' ? readOnceKey(text) : null
  if (typeof text !== 'string' || !read) return 'malformed'
  const viewer = viewerOf(c)
  if (read.whose !== undefined && read.whose !== whoseOf(viewer)) return 'not-theirs'
  c.set('once', text)
  const { organisationId, personId } = viewer
  const keyDigest = digestOf(text)
  return { key: { organisationId, personId, keyDigest }, sentDigest: await digestOfSent(c, text) }
}

async function takeFromForm(c: Request): Promise<FormDataEntryValue> {
  // Read as handlers will read it: the form is parsed once, and theirs is the same one.
  await c.req.parseBody()
  const form = await c.req.formData()
  const key = form.get(ONCE_FIELD) ?? ''
  form.delete(ONCE_FIELD)
  return key
}

/** Under the key, which is kept nowhere: a short secret in the form cannot be tried against the digest. */
async function digestOfSent(c: Request, key: string): Promise<string> {
  const { pathname, search } = new URL(c.req.url)
  const digest = createHmac('sha256', key).update(`${pathname}${search}\n`)
  if (!isForm(c)) return digest.update(new Uint8Array(await c.req.arrayBuffer())).digest('hex')
  for (const [name, value] of await c.req.formData()) {
    // A page of ours sends the same again without it.
    if (typeof value !== 'string' && !isChosen(value)) continue
    digest.update(JSON.stringify([name, typeof value === 'string' ? value : value.name]))
    if (typeof value !== 'string') digest.update(new Uint8Array(await value.arrayBuffer()))
  }
  return digest.digest('hex')
}
