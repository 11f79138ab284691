/** Somebody with a browser, as far as the bench needs one: cookies, compression, one connection that is kept open. */
import { Agent, request } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { NAMED_PEOPLE, type PersonaKey } from '../src/demonstration/people.ts'
import { pathTo } from '../src/routes.ts'

export type Answer = {
  status: number
  location: string | null
  isPage: boolean
  text: string
  /** Bytes of the body as they were sent, compressed. */
  bytes: number
  /** From the first byte asked to the last byte received, before it is unpacked. */
  milliseconds: number
}

export type Visitor = { ask(path: string): Promise<Answer>; leave(): void }

const unpack: Record<string, (body: Buffer) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

/** Becomes one of the demonstration's people by its own door. */
export async function visitAs(url: string, persona: PersonaKey): Promise<Visitor> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { lastName } = NAMED_PEOPLE[persona]
  const door = await send(agent, `${url}${pathTo('demonstrationPage')}`, '')
  const form = door.answer.text.split('<form').find((text) => new RegExp(`Be [^<]*${lastName}`).test(text))
  const personId = /name="personId" value="(\d+)"/.exec(form ?? '')?.[1]
  if (!personId) throw new Error(`the demonstration does not offer to be ${lastName}`)
  const { cookie } = await send(agent, `${url}${pathTo('becomeDemonstrationPerson')}`, '', `personId=${personId}`)
  return {
    ask: async (path) => (await send(agent, `${url}${path}`, cookie)).answer,
    leave: () => agent.destroy(),
  }
}

function send(
  agent: Agent,
  address: string,
  cookie: string,
  form?: string,
): Promise<{ answer: Answer; cookie: string }> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const sent = request(
      address,
      {
        agent,
        method: form === undefined ? 'GET' : 'POST',
        headers: {
          'accept-encoding': 'gzip, deflate, br, zstd',
          origin: new URL(address).origin,
          ...(cookie ? { cookie } : {}),
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const milliseconds = performance.now() - startedAt
          const body = Buffer.concat(parts)
          const { 'content-encoding': packing = '', 'content-type': type = '', location = null } = response.headers
          resolve({
            answer: {
              status: response.statusCode ?? 0,
              location,
              isPage: type.startsWith('text/html'),
              text: (unpack[packing]?.(body) ?? body).toString('utf8'),
              bytes: body.length,
              milliseconds,
            },
            cookie: (response.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; '),
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(form)
  })
}
