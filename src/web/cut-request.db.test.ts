/** Who goes away in the middle of what they send: on a real socket, since only there can a request end half way. */
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { log, writeLogTo } from '../platform/log.ts'
import { pathTo } from '../routes.ts'
import { type Served, serveApp } from './serve.ts'

let app: TestApp
let trust: Trust
let served: Served
let planId: number
type Line = { level: string; msg: string; status?: number }
let heard: (line: Line) => void = () => {}
let endWriting: () => void

beforeAll(async () => {
  app = await testApp()
  trust = await aTrust(app.database)
  const { personId, assignmentId } = trust.people.clinician
  const form = {
    how: 'blank',
    ...{ 'from[day]': '1', 'from[month]': '4', 'from[year]': '2027' },
    ...{ 'to[day]': '31', 'to[month]': '3', 'to[year]': '2028' },
  }
  const started = await app.request(pathTo('startPlan', { assignmentId }), { as: personId, form })
  planId = Number(started.headers.get('location')?.split('/').at(-1))
  served = await serveApp(app.app, { host: '127.0.0.1', port: 0, browserFolder: tmpdir() })
  log.level = 'info'
  endWriting = writeLogTo({ write: (line) => heard(JSON.parse(line)) })
})
afterAll(async () => {
  endWriting()
  await served.stop()
  await app.close()
})

/** Sends the beginning of a request and goes; what is logged until the request has had its line. */
async function goesHalfWay(path: string, headers: string[], half: string, as: number): Promise<Line[]> {
  const cookie = await app.signInAs(as)
  const lines: Line[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  heard = (line) => {
    lines.push(line)
    if (line.msg === 'request') resolve()
  }
  const host = `localhost:${served.port}`
  const all = [`POST ${path} HTTP/1.1`, `Host: ${host}`, `Origin: http://${host}`, `Cookie: ${cookie}`, ...headers]
  const socket = connect(served.port, '127.0.0.1')
  socket.write(`${all.join('\r\n')}\r\n\r\n${half}`, () => socket.destroy())
  await promise
  return lines
}

const change = JSON.stringify({ version: 1, change: { kind: 'set-terms', terms: { cycleWeeks: 2 } } })
const json = 'Content-Type: application/json'

test.each([
  ['a change of a plan', 'savePlanChange', [json, `Content-Length: ${change.length + 1}`], change],
  [
    'a change in pieces',
    'savePlanChange',
    [json, 'Transfer-Encoding: chunked'],
    `${change.length.toString(16)}\r\n${change}\r\n`,
  ],
  [
    'a form',
    'savePlanTerms',
    ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 99'],
    'version=1&cycleWeeks=2',
  ],
  [
    'a file',
    'stageImport',
    ['Content-Type: multipart/form-data; boundary=x', 'Content-Length: 999'],
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na',
  ],
] as const)('%s that ends half way is no error of ours, and nothing of it is done', async (_, route, headers, half) => {
  const { personId } = trust.people[route === 'stageImport' ? 'office' : 'clinician']
  const lines = await goesHalfWay(pathTo(route, { planId } as never), [...headers], half, personId)
  expect(lines.map(({ level, msg, status }) => [level, msg, status])).toEqual([['info', 'request', 400]])
  const plans = await app.database.asOwner((tx) => tx.selectFrom('job_plan').select(['plan_id', 'version']).execute())
  expect(plans).toEqual([{ plan_id: planId, version: 1 }])
})
