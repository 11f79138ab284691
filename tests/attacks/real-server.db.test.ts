/** Attacks below the level of a request, on a real socket of the real server: what is no proper HTTP, or comes too slowly. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { serveApp } from '../../src/web/serve.ts'
import { attack } from './attack.ts'
import { aTarget, leaksIn, type Target } from './target.ts'

let target: Target
let server: Awaited<ReturnType<typeof serveApp>>
let folder: string

beforeAll(async () => {
  target = await aTarget()
  folder = mkdtempSync(join(tmpdir(), 'concord-served-'))
  mkdirSync(join(folder, 'browser/assets'), { recursive: true })
  writeFileSync(join(folder, 'browser/assets/main.js'), 'export {}')
  writeFileSync(join(folder, 'session-secret'), 'the secret of the server')
  server = await serveApp(target.t.app, {
    host: '127.0.0.1',
    port: 0,
    browserFolder: join(folder, 'browser'),
    bounds: { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 100 },
  })
}, 120_000)
afterAll(async () => {
  await server.stop()
  await target.close()
  rmSync(folder, { recursive: true })
})

attack('learning from how long an answer took to make', async ({ refused }) => {
  for (const path of ['/sign-in', '/assets/main.js', '/nothing-here']) {
    const answer = await fetch(`http://localhost:${server.port}${path}`)
    await answer.arrayBuffer()
    expect([path, answer.headers.get('server-timing')]).toEqual([path, null])
    refused()
  }
})

/** Sends bytes and reads until the server closes or has been quiet for a while; slow pieces follow one after the other. */
function send(...pieces: string[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(server.port, '127.0.0.1')
  let read = ''
  socket.setTimeout(1500, () => socket.destroy())
  socket.on('data', (data) => {
    read += data
  })
  socket.on('error', () => {})
  socket.on('close', () => resolve(read))
  socket.write(pieces[0] ?? '', 'latin1')
  for (const piece of pieces.slice(1)) socket.write(piece, 'latin1')
  return promise
}
const statuses = (answer: string) => [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
const host = () => `Host: localhost:${server.port}`
const close = 'Connection: close'

attack(
  'hiding one request inside another',
  async ({ refused }) => {
    const inner = `GET /smuggled HTTP/1.1\r\n${host()}\r\n\r\n`
    for (const headers of [
      `Content-Length: ${inner.length}\r\nTransfer-Encoding: chunked`,
      `Transfer-Encoding: chunked\r\nContent-Length: ${inner.length}`,
      'Content-Length: 0\r\nContent-Length: 50',
      'Transfer-Encoding: xchunked',
      'Transfer-Encoding: chunked, identity',
      'Transfer-Encoding : chunked',
      'Transfer-Encoding:\x0bchunked',
      'Content-Length: +5',
      'Content-Length: -1',
      'Content-Length: 0x5',
    ]) {
      const answer = await send(`POST /sign-in HTTP/1.1\r\n${host()}\r\n${headers}\r\n\r\n0\r\n\r\n${inner}`)
      expect([headers, statuses(answer).slice(0, 1)]).toEqual([headers, [400]])
      expect([headers, statuses(answer).length]).toEqual([headers, 1])
      refused()
    }
  },
  60_000,
)

attack(
  'sending what is no request',
  async ({ refused }) => {
    for (const request of [
      'GET / HTTP/1.1\r\n\r\n',
      `GET / HTTP/1.1\r\n${host()}\r\n folded: x\r\n\r\n`,
      `GET / HTTP/1.1\r\n${host()}\r\nX: a\0b\r\n\r\n`,
      `GET / HTTP/9.9\r\n${host()}\r\n\r\n`,
      `G\0T / HTTP/1.1\r\n${host()}\r\n\r\n`,
      `GET /\x01 HTTP/1.1\r\n${host()}\r\n\r\n`,
      'hello\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      `POST /sign-in HTTP/1.1\r\n${host()}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `POST /sign-in HTTP/1.1\r\n${host()}\r\nOrigin: http://localhost:${server.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
    ]) {
      const answer = await send(request)
      expect([request, statuses(answer).every((status) => status >= 400 && status < 500)]).toEqual([request, true])
      expect([request, leaksIn(answer, target)]).toEqual([request, []])
      refused()
    }
  },
  60_000,
)

attack(
  'naming two hosts, or another in the request line',
  async ({ refused }) => {
    for (const request of [
      `GET /sign-in HTTP/1.1\r\nHost: evil.example\r\n${host()}\r\n${close}\r\n\r\n`,
      `GET http://evil.example/sign-in HTTP/1.1\r\n${host()}\r\n${close}\r\n\r\n`,
      `GET //evil.example/sign-in HTTP/1.1\r\nHost: evil.example\r\n${close}\r\n\r\n`,
      `GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n${close}\r\n\r\n`,
      `GET /sign-in HTTP/1.1\r\nHost: localhost\tevil.example\r\n${close}\r\n\r\n`,
    ]) {
      const answer = await send(request)
      const [status] = statuses(answer)
      expect([request, status === 421 || status === 400, answer.includes('evil')]).toEqual([request, true, false])
      refused()
    }
  },
  60_000,
)

attack(
  'opening a tunnel, a trace or another protocol',
  async ({ refused }) => {
    for (const [request, kinds] of [
      [`CONNECT evil.example:443 HTTP/1.1\r\n${host()}\r\n\r\n`, [400, 405]],
      [`TRACE / HTTP/1.1\r\n${host()}\r\nX-Secret: abc\r\n${close}\r\n\r\n`, [405, 400, 500]],
      [`GET /sign-in HTTP/1.1\r\n${host()}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, [200, 400]],
      [`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`, [400]],
    ] as const) {
      const answer = await send(request)
      const [status] = statuses(answer)
      expect([request, status === undefined || (kinds as readonly number[]).includes(status)]).toEqual([request, true])
      expect(answer).not.toMatch(/101 Switching|X-Secret: abc/)
      refused()
    }
  },
  60_000,
)

attack(
  'sending headers without end',
  async ({ refused }) => {
    for (const headers of [
      `X: ${'a'.repeat(20_000)}`,
      Array.from({ length: 3000 }, (_, count) => `X${count}: a`).join('\r\n'),
      `Cookie: ${'a=b; '.repeat(5000)}`,
    ]) {
      expect(statuses(await send(`GET / HTTP/1.1\r\n${host()}\r\n${headers}\r\n\r\n`))).toEqual([431])
      refused()
    }
    expect(statuses(await send(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host()}\r\n\r\n`))).toEqual([431])
    refused()
  },
  60_000,
)

attack(
  'sending a request so slowly that it holds a place for ever',
  async ({ refused }) => {
    for (const request of [
      `GET / HTTP/1.1\r\n${host()}\r\n`,
      `POST /sign-in HTTP/1.1\r\n${host()}\r\nContent-Type: application/x-www-form-urlencoded\r\nOrigin: http://localhost:${server.port}\r\nContent-Length: 100\r\n\r\nemail=a`,
    ]) {
      expect([request, statuses(await send(request))]).toEqual([request, [408]])
      refused()
    }
  },
  60_000,
)

attack(
  'reading files beside the built ones',
  async ({ refused }) => {
    for (const path of [
      '/assets/../session-secret',
      '/assets/../../session-secret',
      '/assets/%2e%2e/%2e%2e/session-secret',
      '/assets/..%2f..%2fsession-secret',
      '/assets/..%5c..%5csession-secret',
      '/assets//../../session-secret',
      '/assets/main.js/../../../session-secret',
      '/assets/%00',
      '/assets/main.js%00.css',
      '//assets/../../session-secret',
      '/assets/',
      '/assets',
      '/assets/../../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/..%5c..%5cpackage.json',
      '/assets/%252e%252e/package.json',
      '/assets//etc/passwd',
      '/../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/.git/config',
      '/.env',
      '/dist/server/main.js',
      '/src/app.tsx',
    ]) {
      const answer = await send(`GET ${path} HTTP/1.1\r\n${host()}\r\n${close}\r\n\r\n`)
      expect([path, answer.includes('the secret of the server')]).toEqual([path, false])
      expect([path, statuses(answer).every((status) => status >= 300 && status < 500)]).toEqual([path, true])
      refused()
    }
    const good = await send(`GET /assets/main.js HTTP/1.1\r\n${host()}\r\n${close}\r\n\r\n`)
    expect(good).toMatch(/200 OK[\s\S]*x-content-type-options: nosniff/i)
  },
  60_000,
)
