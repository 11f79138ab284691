/** Attacks by a file: what it is made of, what it is called, how it comes, and what it does to the review. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { serveApp } from '../../src/web/serve.ts'
import { type Sent, sendFiles, stagedAt } from '../support/send-files.ts'
import { feedBytes, personRow, smallTrust, snapshotName } from '../support/staff-feed.ts'
import { withPassword, zipOf } from '../support/zip.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { aTarget, leaksIn, type Target } from './target.ts'

let target: Target
let office: number
let server: Awaited<ReturnType<typeof serveApp>>
let folder: string

beforeAll(async () => {
  target = await aTarget()
  office = target.personId('office')
  folder = mkdtempSync(join(tmpdir(), 'concord-sent-'))
  mkdirSync(join(folder, 'assets'))
  server = await serveApp(target.t.app, { host: '127.0.0.1', port: 0, browserFolder: folder })
}, 120_000)
afterAll(async () => {
  await server.stop()
  await target.close()
  rmSync(folder, { recursive: true })
})

const feed = feedBytes(snapshotName, smallTrust)
const text = (words: string) => new Uint8Array(Buffer.from(words, 'latin1'))
const header = `HDR~${snapshotName}~20261121 020000\r\n`

/** Files that are not taken, and what the page says of each. */
function isRefused(name: string, files: () => Sent, says: RegExp, timeout = 60_000) {
  attack(
    name,
    async ({ refused }) => {
      await leavesAllAsItWas(target.t.database, async () => {
        const answer = await sendFiles(target.t, office, files())
        const page = await answer.text()
        expect([answer.status, leaksIn(page, target)]).toEqual([422, []])
        expect(page).toMatch(says)
        refused()
      })
    },
    timeout,
  )
}

isRefused(
  'sending a zip that unpacks to a thousand times its size',
  () => ({ 'feed.zip': zipOf({ 'feed.DAT': new Uint8Array(60_000_000) }) }),
  /feed\.zip: feed\.DAT is more than 100 times as large/,
)
isRefused(
  'sending many zips that each keep just within the ratio',
  () => {
    const rows = Array.from(
      { length: 300_000 },
      (_, row) => `ASA~${row}~A team of invented physiotherapists~20200101~Y\r\n`,
    )
    const part = zipOf({ 'feed.DAT': text(header + rows.join('')) })
    return Object.fromEntries(Array.from({ length: 12 }, (_, number) => [`${number}.zip`, part]))
  },
  /more than 150 MB when unpacked/,
)
isRefused('sending a zip inside a zip', () => ({ 'feed.zip': zipOf({ 'in.zip': zipOf({ a: feed }) }) }), /zip inside/)
isRefused('sending a zip with a password', () => ({ 'feed.zip': withPassword(zipOf({ a: feed })) }), /has a password/)
for (const name of ['../../etc/passwd', '/etc/passwd', 'C:\\windows\\feed.DAT', '..\\feed.DAT'])
  isRefused(
    `sending a zip whose file is called ${name}`,
    () => ({ 'feed.zip': zipOf({ [name]: feed }) }),
    /outside of it/,
  )
isRefused(
  'sending thousands of files in one zip',
  () => ({ 'feed.zip': zipOf(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, text('x')]))) }),
  /more than 50 files/,
)
isRefused(
  'sending more files than are taken, one by one',
  () => Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`f${n}.DAT`, feed])),
  /more than 50 files/,
)
isRefused('sending half a zip', () => ({ 'feed.zip': zipOf({ a: feed }).slice(0, -30) }), /damaged or not whole/)
isRefused(
  'sending a program called a staff record',
  () => ({ 'feed.DAT': text('MZ\x90\0') }),
  /is not a staff record file/,
)
isRefused('sending a web page', () => ({ 'feed.DAT': text('<script>alert(1)</script>') }), /is not a staff record file/)
isRefused(
  'sending a line without an end',
  () => ({ 'feed.DAT': text(`${header}PRA~${'x'.repeat(20_000)}`) }),
  /line 2: The line is longer/,
)
isRefused(
  'sending lines without an end',
  () => ({ 'feed.DAT': text(`${header}${'LOV\n'.repeat(1_000_001)}`) }),
  /more than 1,000,000 lines/,
)
isRefused(
  'sending a null character',
  () => ({ 'feed.DAT': text(`${header}PRA~\0\r\n`) }),
  /line 2: There is a null character/,
)
isRefused('sending half a file', () => ({ 'feed.DAT': feed.slice(0, 900) }), /feed\.DAT, line \d+: /)

attack('sending thousands of parts', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`f${n}.DAT`, 'x']))
    expect((await sendFiles(target.t, office, many)).status).toBe(400)
    refused()
  })
})

const evil = [
  '"><script>alert(1)</script>.DAT',
  'a\r\nSet-Cookie: session=stolen\r\n\r\n<h1>Owned</h1>.DAT',
  '\u202eTAD.live',
  '{{7*7}}.DAT',
  "x'); drop table person; --.DAT",
]
attack('putting markup, headers and SQL into the name of a file', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    for (const name of evil) {
      const answer = await sendFiles(target.t, office, { [name]: 'no staff record' })
      const page = await answer.text()
      expect([name, answer.status, answer.headers.get('set-cookie')]).toEqual([name, 422, null])
      expect(page).not.toMatch(/<script>alert|<h1>Owned|\u202e/)
      refused()
    }
  })
})

attack('putting markup and SQL into what a file says', async ({ refused }) => {
  const { t } = target
  for (const word of ['<script>alert(1)</script>', "'); drop table person; --", '<img src=x onerror=alert(1)>']) {
    const rows = { ...smallTrust, people: smallTrust.people.map((row) => ({ ...row, lastName: word })) }
    const name = `<b>${snapshotName}`
    const address = await stagedAt(t, office, { 'feed.DAT': feedBytes(name, rows) })
    for (const path of [address, `${address}/lines?file=1&list=people-new`]) {
      const page = await (await t.request(path, { as: office })).text()
      expect(page).not.toMatch(/<script>alert|<img src=x|<b>GO/)
      expect(leaksIn(page, target)).toEqual([])
    }
    expect((await t.request(`${address}/cancel`, { as: office, form: {} })).status).toBe(303)
    refused()
  }
})

/** Sends a body in pieces to the real server; answers with the status, or with `cut` where the connection ends first. */
async function stream(
  headers: Record<string, string | number>,
  pieces: Iterable<Uint8Array>,
  cutAfter = Number.POSITIVE_INFINITY,
): Promise<{ status: number | 'cut'; sent: number }> {
  const { promise, resolve } = Promise.withResolvers<{ status: number | 'cut'; sent: number }>()
  const origin = `http://localhost:${server.port}`
  const asked = request({
    host: '127.0.0.1',
    port: server.port,
    path: '/imports/new',
    method: 'POST',
    headers: { host: `localhost:${server.port}`, origin, cookie: await target.t.signInAs(office), ...headers },
  })
  let sent = 0
  let isOver = false
  const end = (status: number | 'cut') => {
    isOver = true
    resolve({ status, sent })
    asked.destroy()
  }
  asked.on('response', (answer) => end(answer.statusCode ?? 'cut'))
  asked.on('error', () => end('cut'))
  for (const piece of pieces) {
    if (isOver) break
    if (sent >= cutAfter) {
      end('cut')
      break
    }
    sent += piece.length
    const isTaken = asked.write(piece)
    // What lies in our own memory is not sent.
    if (!isTaken) await Promise.race([new Promise((next) => asked.once('drain', next)), promise])
  }
  if (!isOver) asked.end()
  return promise
}

const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
const opening = text(
  `--x\r\nContent-Disposition: form-data; name="files"; filename="a.DAT"\r\nContent-Type: text/plain\r\n\r\n${header}`,
)
function* endless(bytes: number): Generator<Uint8Array> {
  yield opening
  const piece = new Uint8Array(1_000_000).fill(65)
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece
}

attack(
  'saying that more comes than is taken',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      const { status, sent } = await stream({ ...multipart, 'content-length': 60_000_000_000 }, endless(200_000_000))
      expect([413, 'cut']).toContain(status)
      expect(sent).toBeLessThan(150_000_000)
      refused()
    })
  },
  60_000,
)
attack(
  'sending without end and without saying how much',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      const { status, sent } = await stream({ ...multipart, 'transfer-encoding': 'chunked' }, endless(500_000_000))
      expect([413, 'cut']).toContain(status)
      expect(sent).toBeLessThan(200_000_000)
      refused()
    })
  },
  60_000,
)
attack(
  'sending half a file and going away',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const headers of [{ 'content-length': 30_000_000 }, { 'transfer-encoding': 'chunked' }]) {
        await stream({ ...multipart, ...headers }, endless(20_000_000), 5_000_000)
        refused()
      }
    })
    expect((await target.t.request('/imports/new', { as: office })).status).toBe(200)
  },
  60_000,
)

attack('sending fifty megabytes without having signed in, or without being of the office', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    let read = 0
    const body = () =>
      new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            read += 1
            controller.enqueue(new Uint8Array(1_000_000))
            if (read % 40 === 0) controller.close()
          },
        },
        { highWaterMark: 0 },
      )
    for (const cookie of ['', await target.t.signInAs(target.personId('clinician'))]) {
      const answer = await target.t.app.request('http://localhost/imports/new', {
        method: 'POST',
        body: body(),
        headers: { origin: 'http://localhost', ...multipart, ...(cookie ? { cookie } : {}) },
        duplex: 'half',
      } as RequestInit)
      expect(answer.status).toBe(cookie ? 403 : 303)
      refused()
    }
    expect(read, 'pieces that were read of somebody who may send none').toBe(0)
  })
})

attack('sending the fields of a form as long as files may be', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    const form = { files: 'x'.repeat(2_100_000) }
    expect((await target.t.request('/imports/new', { as: office, form })).status).toBe(413)
    refused()
  })
})

attack('approving another review, or one that is not there', async ({ refused }) => {
  const { t } = target
  const address = await stagedAt(t, office, {
    'feed.DAT': feedBytes(snapshotName, { people: [personRow('Q')], units: smallTrust.units }),
  })
  await leavesAllAsItWas(t.database, async () => {
    const theirs = target.trust.elsewhere.person.personId
    expect((await t.request(`${address}/approve`, { as: theirs, form: {} })).status).toBe(409)
    refused()
    for (const stagedId of ['0', '-1', '999999999', '1e1', "1'", '1;drop table person', '%2e%2e']) {
      const answer = await t.request(`/imports/staged/${stagedId}/approve`, { as: office, form: {} })
      expect([stagedId, [404, 409].includes(answer.status)]).toEqual([stagedId, true])
      refused()
    }
    for (const list of ['people', 'people-unchanged', '__proto__', "problems' or '1'='1"]) {
      const query = new URLSearchParams({ list, file: '1' })
      expect((await t.request(`${address}/lines?${query}`, { as: office })).status).toBe(404)
      refused()
    }
  })
  await t.request(`${address}/cancel`, { as: office, form: {} })
})
