/** Whole files are in memory for one request at a time: the bodies of the others are not read meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust } from '../../../tests/support/factories.ts'
import { stagedAt, wordsOn } from '../../../tests/support/send-files.ts'
import { feedBytes, smallTrust, snapshotName } from '../../../tests/support/staff-feed.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'

let t: TestApp
let office: number

beforeAll(async () => {
  t = await testApp()
  office = (await aTrust(t.database)).people.office.personId
  await t.signInAs(office)
})
afterAll(() => t.close())

/** Bodies that are sent in two pieces, the second once the gate is open; and how many are being read. */
function heldUploads() {
  const gate = Promise.withResolvers<void>()
  const read = { begun: 0, now: 0, mostAtOnce: 0, onBegin: () => {} }
  const beginning = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.DAT"\r\n\r\nno staff record'
  const pieces = (): UnderlyingDefaultSource<Uint8Array> => {
    let piece = 0
    return {
      async pull(controller) {
        piece += 1
        if (piece === 1) {
          read.begun += 1
          read.now += 1
          read.mostAtOnce = Math.max(read.mostAtOnce, read.now)
          controller.enqueue(Buffer.from(beginning))
          read.onBegin()
          return
        }
        await gate.promise
        read.now -= 1
        controller.enqueue(Buffer.from('\r\n--x--\r\n'))
        controller.close()
      },
    }
  }
  const send = async (): Promise<Response> =>
    t.app.request('http://localhost/imports/new', {
      method: 'POST',
      body: new ReadableStream(pieces(), { highWaterMark: 0 }),
      headers: {
        origin: 'http://localhost',
        'content-type': 'multipart/form-data; boundary=x',
        cookie: await t.signInAs(office),
      },
      duplex: 'half',
    } as RequestInit)
  return { send, read, open: gate.resolve }
}

const statuses = async (answers: readonly Promise<Response>[]) =>
  (await Promise.all(answers)).map(({ status }) => status).sort()

test('of five uploads at once one is read, two wait unread, and two are told to come again', async () => {
  const { send, read, open } = heldUploads()
  const told = Promise.withResolvers<void>()
  let refusals = 0
  read.onBegin = () => (read.begun > 1 ? told.resolve() : undefined)
  const answers = Array.from({ length: 5 }, async () => {
    const answer = await send()
    if (answer.status === 429) refusals += 1
    if (refusals === 2) told.resolve()
    return answer
  })
  await told.promise
  expect(refusals).toBe(2)
  expect(read.begun).toBeLessThanOrEqual(1)
  open()
  expect(await statuses(answers)).toEqual([422, 422, 422, 429, 429])
  expect(read).toMatchObject({ begun: 3, mostAtOnce: 1 })
  const refused = (await Promise.all(answers)).find(({ status }) => status === 429) as Response
  expect(refused.headers.get('retry-after')).toBe('60')
  expect(await wordsOn(refused)).toContain('read one after the other')
}, 60_000)

test('approving, which opens what waits, waits for the same turn', async () => {
  const address = await stagedAt(t, office, { [snapshotName]: feedBytes(snapshotName, smallTrust) })
  const { send, read, open } = heldUploads()
  const begun = new Promise<void>((resolve) => {
    read.onBegin = resolve
  })
  const upload = send()
  await begun
  const presses = Array.from({ length: 3 }, () => t.request(`${address}/approve`, { as: office, form: {} }))
  expect((await Promise.race(presses)).status).toBe(429)
  const imports = await t.database.asOwner((tx) => tx.selectFrom('staff_import').select('import_id').execute())
  expect(imports).toEqual([])
  open()
  expect(await statuses([upload, ...presses])).toEqual([303, 409, 422, 429])
}, 60_000)
