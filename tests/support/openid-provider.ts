/**
 * A real OpenID Connect provider (oidc-provider) on a port of this machine, with a sign-in page of its own: somebody types
 * their name there and is in. `forge` changes a token on its way out, as a provider gone bad or somebody between would.
 */
import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

export type ProvidersPerson = { email?: string; email_verified?: boolean | string; amr?: string[]; acr?: string }

type Forge = (token: { header: Claims; claims: Claims; sign: Sign }) => string
type Claims = Record<string, unknown>
type Sign = (header: Claims, claims: Claims, key?: KeyObject) => string

export type TestProvider = {
  issuer: string
  clientId: string
  clientSecret: string
  /** The people it knows, by the name they type. */
  people: Record<string, ProvidersPerson>
  /** Puts another token in the place of each that it gives out, until set to null. */
  forge: Forge | null
  /** Changes the discovery document, to act as another issuer would. */
  pretend: Claims
  /** What it was asked, one line each, without what was in it. */
  asked: string[]
  stop(): Promise<void>
}

/** The secret that a provider gives its client, known before it is started. */
export const secretAt = (issuer: string): string => createHash('sha256').update(issuer).digest('hex')

/** Starts a provider for a product at `callbacks`. `port` is any that is free, unless one is to come back to. */
export async function startProvider(options: {
  callbacks: string[]
  people: Record<string, ProvidersPerson>
  port?: number
  clientKey?: Claims
}): Promise<TestProvider> {
  const { callbacks, people, port = 0, clientKey } = options
  const server = createServer()
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const clientSecret = secretAt(issuer)
  const provider = new Provider(issuer, {
    ...configuration(people, privateKey),
    clients: [
      {
        client_id: 'concord',
        redirect_uris: callbacks,
        ...(clientKey
          ? { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [clientKey] } }
          : { client_secret: clientSecret }),
      },
    ],
  })
  const started: TestProvider = {
    issuer,
    clientId: 'concord',
    clientSecret,
    people,
    forge: null,
    pretend: {},
    asked: [],
    stop: () => stop(server),
  }
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer)
    started.asked.push(`${request.method} ${pathname}`)
    if (pathname.startsWith('/interaction/')) return void (await interact(provider, people, request, response))
    if (pathname === '/token' || pathname.startsWith('/.well-known/'))
      changeBody(response, (body) => ({
        ...body,
        ...(pathname === '/token' ? forged(body, started.forge, privateKey) : started.pretend),
      }))
    await answer(request, response)
  })
  return started
}

const configuration = (people: Record<string, ProvidersPerson>, privateKey: KeyObject): Configuration => ({
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'the-provider', alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  acrValues: ['AAL3_ANY'],
  claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ ...people[accountId], sub: accountId }) }),
  // Nobody is asked whether Concord may know their address: a trust's provider does not ask either.
  loadExistingGrant: async (ctx) => {
    const { client, session, provider } = ctx.oidc
    if (!client || !session?.accountId) return undefined
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
    grant.addOIDCScope('openid email profile')
    await grant.save()
    return grant
  },
})

/** Shows the page to sign in on, and takes what was typed there. */
async function interact(
  provider: Provider,
  people: Record<string, ProvidersPerson>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      '<!doctype html><html lang="en"><title>The trust’s own sign-in</title><h1>The trust’s own sign-in</h1>' +
        '<form method="post"><p><label>Name <input name="name"></label></p><button name="do" value="in">Go on</button> ' +
        '<button name="do" value="back">Turn back</button></form></html>',
    )
    return
  }
  let body = ''
  for await (const chunk of request) body += chunk
  const typed = new URLSearchParams(body)
  const accountId = typed.get('name') ?? ''
  const { amr, acr } = people[accountId] ?? {}
  await provider.interactionFinished(
    request,
    response,
    typed.get('do') === 'back'
      ? { error: 'access_denied' }
      : { login: { accountId, ...(amr ? { amr } : {}), ...(acr ? { acr } : {}) } },
    { mergeWithLastSubmission: false },
  )
}

/** Lets the real answer be made, and changes its JSON before it is sent. */
function changeBody(response: ServerResponse, change: (body: Claims) => Claims): void {
  const end = response.end.bind(response)
  response.end = ((chunk?: unknown) => {
    const text = chunk === undefined ? '' : String(chunk)
    if (response.statusCode !== 200) return end(text)
    const body = JSON.stringify(change(JSON.parse(text)))
    response.setHeader('content-length', Buffer.byteLength(body))
    return end(body)
  }) as typeof response.end
}

function forged(body: Claims, forge: Forge | null, key: KeyObject): Claims {
  if (!forge || typeof body.id_token !== 'string') return {}
  const [header = '', claims = ''] = body.id_token.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
  const sign: Sign = (ofHeader, ofClaims, otherKey = key) => {
    const written = [ofHeader, ofClaims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${written}.${createSign('sha256').update(written).sign(otherKey).toString('base64url')}`
  }
  return { id_token: forge({ header: read(header), claims: read(claims), sign }) }
}

function stop(server: Server): Promise<void> {
  const stopped = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  return stopped
}

/** A browser without a screen: it keeps cookies, follows the provider's redirects, and answers its one form. */
export class ProvidersVisitor {
  readonly #cookies = new Map<string, string>()

  /** Goes from the provider's address to the one it sends the browser back to. `name` is typed if it asks. */
  async signsIn(address: string, name: string, press: 'in' | 'back' = 'in'): Promise<URL> {
    const { origin } = new URL(address)
    let url = new URL(address)
    let form: URLSearchParams | undefined
    while (url.origin === origin) {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
        ...(form ? { method: 'POST', body: form } : {}),
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [, key = '', value = ''] = cookie.match(/^([^=]+)=([^;]*)/) ?? []
        this.#cookies.set(key, value)
      }
      const to = response.headers.get('location')
      const body = await response.text()
      if (to) {
        url = new URL(to, url)
        form = undefined
      } else if (response.status === 200 && !form) form = new URLSearchParams({ name, do: press })
      else throw new Error(`the provider answers ${response.status} at ${url.pathname}: ${body.slice(0, 300)}`)
    }
    return url
  }
}
