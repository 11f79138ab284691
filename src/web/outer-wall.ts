/**
 * What every request must pass before anybody asks who it is from: the headers of the answer, the host it is for, where it
 * was sent from, and what it carries. Why, and what was turned down: docs/decisions/0014-outer-wall.md.
 */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import type { Config } from '../platform/settings/config.ts'
import { isThisMachine } from '../platform/this-machine.ts'
import type { Route } from '../routes.ts'
import {
  fromElsewherePage,
  notUnderstoodPage,
  tooLargePage,
  unkeepablePage,
  wrongHostPage,
  wrongKindPage,
  wrongMethodPage,
} from './error-pages.tsx'
import { inTurn } from './in-turn.tsx'
import type { Env, Handler, Request } from './request.ts'

type Wall = MiddlewareHandler<Env>

/** Bytes of a request: a form of the longest texts, and a plan with all that it may hold. */
const MOST_BYTES = { form: 200_000, files: 2_000_000, json: 2_000_000 } as const
/** Answers in one form: more than the longest of ours, which has a box for each day and week. */
const MOST_FIELDS = 500

const KINDS = {
  form: ['application/x-www-form-urlencoded', 'multipart/form-data'],
  files: ['application/x-www-form-urlencoded', 'multipart/form-data'],
  json: ['application/json'],
} as const

/** What holds for every address. */
export const outerWall = ({ url }: Pick<Config, 'url'>): Wall[] => [
  answerSafely(url),
  onlyKnownMethods,
  onlyOurHost(url),
  onlyReadableAddresses,
  onlyFromOurPages(url),
]

/** What holds for what machines ask: a probe asks by the machine's number, and no script of a page reads the answer. */
export const wallForMachines = ({ url }: Pick<Config, 'url'>): Wall[] => [answerSafely(url), onlyKnownMethods]

/** No address is taken from a page of ours to another site, framed, or run with a script that is not ours. */
function answerSafely(url: string): Wall {
  const isSecure = url.startsWith('https:')
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", NONCE],
      styleSrc: ["'self'", NONCE],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
    },
    // On this host alone: what else a trust has under its name is its own to decide.
    strictTransportSecurity: isSecure ? 'max-age=31536000' : false,
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    permissionsPolicy: Object.fromEntries(
      ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'displayCapture'].map((feature) => [
        feature,
        [],
      ]),
    ),
  })
}

const onlyKnownMethods: Wall = (c, next) =>
  ['GET', 'HEAD', 'POST'].includes(c.req.method) ? next() : Promise.resolve(wrongMethodPage(c))

/** The `host:port` of an address, written one way, or null where it is none: `a@b`, a path, a space. */
function readHost(host: string): { host: string; name: string } | null {
  if (!/^[a-z0-9.:[\]-]+$/i.test(host)) return null
  const address = URL.parse(`http://${host}`)
  return address && { host: address.host, name: address.hostname }
}

/**
 * Only the host of CONCORD_URL is answered, and this machine itself: a page asked for under another name, such as one that
 * somebody has pointed here, could be read by that name's own scripts. No link is ever made from the host.
 */
function onlyOurHost(url: string): Wall {
  const ours = new URL(url)
  const named = [ours.host, `${ours.hostname}:${ours.protocol === 'https:' ? 443 : 80}`]
  const isOurs = (asked: string) => {
    const read = readHost(asked)
    return (
      read !== null && (named.includes(read.host) || named.includes(asked.toLowerCase()) || isThisMachine(read.name))
    )
  }
  return async (c, next) => {
    // Both, since a request line may name a host too.
    const asked = [new URL(c.req.url).host, c.req.header('host')]
    return asked.every((host) => host === undefined || isOurs(host)) ? next() : wrongHostPage(c)
  }
}

/** An address with a null byte or a line break in it was made to break something: no page of ours links to one. */
const onlyReadableAddresses: Wall = async (c, next) =>
  /%(0[0-9a-f]|1[0-9a-f]|7f)/i.test(c.req.url) ? notUnderstoodPage(c) : next()

/**
 * What changes something comes from a page of ours: the browser says so by the origin, or, where it hides that, by
 * Sec-Fetch-Site. Both are asked of every kind of post, JSON too. Cookies are SameSite=Lax beside.
 */
function onlyFromOurPages(url: string): Wall {
  const ours = new URL(url).origin
  const isOurs = (origin: string, asked: URL) =>
    origin === ours || (isThisMachine(asked.hostname) && origin === asked.origin)
  return async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return fromElsewherePage(c)
    const isHidden = origin === undefined || origin === 'null'
    const isFromHere = isHidden ? site === 'same-origin' : isOurs(origin, new URL(c.req.url))
    return isFromHere ? next() : fromElsewherePage(c)
  }
}

/**
 * Whether what a route takes may be longer than a form: it is read only once it is known who sends it and that they may.
 * Others are read first, since what somebody typed is kept for them when they are no longer signed in.
 */
export const mayBeLong = ({ takes }: Route): boolean => takes !== undefined

/** Whether this request is longer than a form by its own word, or does not say. */
export function isLong(c: Request): boolean | 'unsaid' {
  const length = c.req.header('content-length')
  if (length === undefined || c.req.header('transfer-encoding') !== undefined) return 'unsaid'
  return Number(length) > MOST_BYTES.form
}

/** What holds for what somebody posts who is not signed in: no more of it than of any form. */
export const onlyAForm = ({ mostBytes: _, ...route }: Route): Wall[] => onlyWhatItTakes(route, MOST_BYTES.form)

/** What holds for what is posted to one route: of the kind and no larger than it takes, and such that it can be kept. */
export function onlyWhatItTakes(route: Route, most: number = MOST_BYTES[route.takes ?? 'form']): Wall[] {
  const takes: keyof typeof KINDS = route.takes ?? 'form'
  if (route.method !== 'POST') return []
  return [
    // Before any of it is read: of many such requests only one is in memory.
    ...(route.mostBytes ? [inTurnWall] : []),
    // First of what reads, since nothing after it may read without an end: not even to see whether there is anything.
    onlySoManyBytes(route, most),
    onlyOfKind(KINDS[takes]),
    ...(takes === 'json' ? [] : [onlyPlainFields(takes === 'files')]),
  ]
}

/** All that comes after it, to the end of the handler, is one turn. */
const inTurnWall: Wall = (c, next) => inTurn(c, next)

/** Files may come to more where the route says so; the fields of a form never do. */
function onlySoManyBytes({ mostBytes }: Route, most: number): Wall {
  const onError = (c: unknown) => tooLargePage(c as Request, mostBytes)
  const asOthers = bodyLimit({ maxSize: most, onError })
  const more = mostBytes && bodyLimit({ maxSize: mostBytes, onError })
  const hasFiles = (c: Request) => /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')
  return (c, next) => (more && hasFiles(c) ? more : asOthers)(c, next)
}

/** What a route does behind walls of its own. */
export const behind = (walls: readonly Wall[], act: Handler): Handler =>
  walls.reduceRight<Handler>(
    (inner, wall) => async (c) => {
      let answer: Response | undefined
      const refusal = await wall(c, async () => {
        answer = await inner(c)
      })
      const response = answer ?? refusal
      if (!response) throw new Error('a wall neither refused nor let through')
      return response
    },
    act,
  )

const onlyOfKind =
  (kinds: readonly string[]): Wall =>
  async (c, next) => {
    const encoding = c.req.header('content-encoding')
    if (encoding !== undefined && encoding !== 'identity') return wrongKindPage(c)
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
    // A button alone sends nothing, and may not say what kind of nothing.
    if (type === undefined) return c.req.raw.body === null || (await c.req.text()) === '' ? next() : wrongKindPage(c)
    return kinds.includes(type) ? next() : wrongKindPage(c)
  }

/** PostgreSQL keeps no null character and no half of a pair of code units. */
const cannotBeKept = (text: string) => text.includes('\0') || !text.isWellFormed()

/** Fields of text, not too many, without what the database cannot keep; files only where the route takes them. */
const onlyPlainFields =
  (takesFiles: boolean): Wall =>
  async (c, next) => {
    if (!c.req.header('content-type')) return next()
    const fields = await readFields(c).catch(() => null)
    if (fields === null) return notUnderstoodPage(c)
    if (!takesFiles && fields.some(([, value]) => typeof value !== 'string')) return wrongKindPage(c)
    const texts = fields.flatMap(([name, value]) => [name, typeof value === 'string' ? value : value.name])
    return texts.some(cannotBeKept) ? unkeepablePage(c) : next()
  }

/**
 * The fields of a form, or null where they are too many. They are counted in the bytes before any parser runs: Node's takes
 * the square of the fields that it finds.
 */
async function readFields(c: Request): Promise<[string, FormDataEntryValue][] | null> {
  const mark = betweenFields(c.req.header('content-type') ?? '')
  if (mark === null || countUpTo(MOST_FIELDS + 1, Buffer.from(await c.req.arrayBuffer()), mark) > MOST_FIELDS)
    return null
  // Parsed once, and read from there by all who read it after.
  await c.req.parseBody()
  return [...(await c.req.formData())]
}

/** What stands between two fields, or null for a form as no browser sends it. */
function betweenFields(type: string): string | null {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return '&'
  // The boundary alone and in one way of writing, so that nothing else is counted than what a parser takes for it.
  const boundary = /^multipart\/form-data; ?boundary=([\w'()+,./:=?-]{1,70}|"[\w'()+,./:=? -]{1,70}")$/i.exec(type)?.[1]
  return boundary === undefined ? null : `--${boundary.replaceAll('"', '')}`
}

/** How often a mark stands in bytes; no further than asked. */
function countUpTo(most: number, bytes: Buffer, mark: string): number {
  let count = 0
  for (let at = bytes.indexOf(mark); at !== -1 && count < most; at = bytes.indexOf(mark, at + mark.length)) count += 1
  return count
}
