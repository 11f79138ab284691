/** How the real process stops: nobody's work is cut short that can be done, and nothing keeps it for longer than ten seconds. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type StartedConcord, startConcord } from './start-concord.ts'

const root = new URL('../..', import.meta.url).pathname
const body = 'email=nobody%40trust.example&password=wrong-one-of-theirs'

let folder: string
let concord: StartedConcord
const sockets: Socket[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concord-stop-'))
  concord = await startConcord(root, { CONCORD_DATA: folder })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await concord.stop('SIGKILL')
  rmSync(folder, { recursive: true })
})

type Asked = { socket: Socket; read: () => string; closed: Promise<unknown> }

/** A connection on which this was sent. */
async function open(sent = ''): Promise<Asked> {
  const socket = connect(concord.port, '127.0.0.1')
  sockets.push(socket)
  let read = ''
  socket.on('data', (data) => {
    read += data
  })
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  if (sent) await new Promise((done) => socket.write(sent, done))
  return { socket, read: () => read, closed }
}

/** A form of which the last character has yet to come: its request is under way, since its handler reads the form. */
const half = () =>
  [
    'POST /sign-in HTTP/1.1',
    `Host: localhost:${concord.port}`,
    `Origin: http://localhost:${concord.port}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    '',
    body.slice(0, -1),
  ].join('\r\n')

/** Until the process has said this. */
async function untilSaid(words: string): Promise<void> {
  await expect.poll(() => concord.output(), { timeout: 60_000 }).toContain(words)
}

/** Until nobody answers at the port: each try is a connection of its own, since `fetch` may still have one that was open before. */
async function untilRefused(): Promise<void> {
  const isRefused = async () => {
    const socket = connect(concord.port, '127.0.0.1')
    const refused = await new Promise((said) => {
      socket.on('connect', () => said(false))
      socket.on('error', (error: NodeJS.ErrnoException) => said(error.code === 'ECONNREFUSED'))
    })
    socket.destroy()
    return refused
  }
  await expect.poll(isRefused, { timeout: 60_000, interval: 10 }).toBe(true)
}

/** One answer on the same connection says that what was sent on others has arrived. */
const untilArrived = async () => {
  for (let count = 0; count < 3; count += 1) await fetch(`http://localhost:${concord.port}/healthz`)
}

test('a request under way is finished, idle connections are closed, no new one is taken, and the status is 0', async () => {
  const idle = await open(`GET /healthz HTTP/1.1\r\nHost: localhost:${concord.port}\r\n\r\n`)
  await once(idle.socket, 'data')
  const opened = await open()
  const slow = await open(half())
  await untilArrived()
  concord.stop()
  await untilRefused()
  slow.socket.write(body.slice(-1))
  await Promise.all([slow.closed, idle.closed, opened.closed])
  expect(slow.read()).toMatch(/^HTTP\/1\.1 (200|422) [\s\S]*connection: close[\s\S]*<\/html>/i)
  expect(await concord.ended).toBe(0)
  expect(concord.output()).toMatch(/"route":"signIn","method":"POST"[\s\S]*"outcome":"finished","msg":"stopped"/)
})

test('a request that hangs is cut, the status is 1, and the database is closed properly all the same', async () => {
  const hanging = await open(half())
  await untilArrived()
  concord.stop()
  await hanging.closed
  expect(hanging.read()).toBe('')
  // The orchestrator's patience; past it this would be SIGKILL.
  const patience = setTimeout(() => concord.stop('SIGKILL'), 10_000)
  expect(await concord.ended).toBe(1)
  clearTimeout(patience)
  expect(concord.output()).toMatch(/"outcome":"cut","msg":"stopped"/)
})

test('an address that nothing is at has a page, and a second signal ends the process at once', async () => {
  const answer = await fetch(`http://localhost:${concord.port}/nowhere`)
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('Page not found')])
  await open(half())
  await untilArrived()
  concord.stop()
  await untilSaid('"stopping"')
  concord.stop('SIGINT')
  expect(await concord.ended).toBe(130)
  expect(concord.output()).not.toContain('"stopped"')
})
