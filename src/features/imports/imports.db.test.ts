/** The staff record through the browser: sent, looked at, approved. */
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aPerson, aRoleGrant, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { type Sent, sendFiles, stagedAt, wordsOn } from '../../../tests/support/send-files.ts'
import {
  assignmentRow,
  deltaName,
  feedBytes,
  personRow,
  smallTrust,
  snapshotName,
} from '../../../tests/support/staff-feed.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { zipOf } from '../../../tests/support/zip.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { refreshSight } from '../../records/viewer.ts'

let t: TestApp
let trust: Trust
let office: number
const opened: TestApp[] = []

beforeEach(async () => {
  t = await testApp()
  opened.push(t)
  trust = await aTrust(t.database)
  office = trust.people.office.personId
})
afterAll(async () => {
  for (const app of opened) await app.close()
})

const everyone: Sent = { [snapshotName]: feedBytes(snapshotName, smallTrust) }
const delta = (sequence: number, name: string): Sent => ({
  [deltaName(sequence)]: feedBytes(deltaName(sequence), { people: [personRow('A', { lastName: name })] }),
})
const ask = async (statement: string): Promise<unknown[]> =>
  t.database.asOwner(async (tx) => (await sql.raw(statement).execute(tx)).rows)
const countOf = async (table: string) =>
  Number(((await ask(`select count(*) as n from ${table}`))[0] as { n: number }).n)
const open = async (path: string, as = office) => wordsOn(await t.request(path, { as }))
const press = (path: string, as = office) => t.request(path, { as, form: {} })

test('what would change is shown, list by list, and comes in once it is approved', async () => {
  const people = await countOf('person')
  const address = await stagedAt(t, office, everyone)
  const review = await open(address)
  expect(review).toContain('Check what would change')
  expect(review).toContain(snapshotName)
  expect(review).toMatch(/People 4 0 0 0 0 0/)
  expect(await open(`${address}/lines?file=1&list=people-new`)).toContain('Sam Invented-A')
  expect(await open(`${address}/lines?file=1&list=assignments-new`)).toContain('2000A, Sam Invented-A')
  expect(await countOf('staff_record_row')).toBe(0)
  expect(await countOf('person')).toBe(people)

  const approved = await press(`${address}/approve`)
  expect([approved.status, approved.headers.get('location')]).toEqual([303, '/imports/1'])
  const result = await open('/imports/1')
  expect(result).toMatch(/came in.*Everybody sees it from now on.*People 4 0 0.*Not in the file: stays as it is/)
  await ask(`update staff_import set imported_at = imported_at - interval '1 day'`)
  expect(await open('/imports/1')).not.toContain('from now on')
  expect(await countOf('person')).toBe(people + 4)
  expect(await ask('select event, object, person_id from audit')).toEqual([
    { event: 'staff.imported', object: 'import 1', person_id: office },
  ])
  expect(await open('/imports')).toContain('Sam office')
  expect([await countOf('staged_import'), await countOf('staged_file'), await countOf('staged_line')]).toEqual([
    0, 0, 0,
  ])
  expect((await t.request(address, { as: office })).status).toBe(404)
}, 60_000)

test('several files, one of them in a zip, are taken in the order of their numbers', async () => {
  const address = await stagedAt(t, office, {
    ...delta(9, 'Later'),
    'all.zip': zipOf({
      ...(everyone as Record<string, Uint8Array>),
      ...(delta(8, 'Sooner') as Record<string, Uint8Array>),
    }),
  })
  const review = await open(address)
  const places = [snapshotName, deltaName(8), deltaName(9)].map((name) => review.indexOf(name))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(await open(`${address}/lines?file=3&list=people-changed`)).toMatch(/Sam Later Last name/)
  expect((await press(`${address}/approve`)).headers.get('location')).toBe('/imports/3')
  expect(await open('/imports/3')).toContain(snapshotName)
  expect(await ask(`select last_name from person where esr_id = 'A'`)).toEqual([{ last_name: 'Later' }])
}, 60_000)

test('a damaged file is refused with its line, and the good one beside it too', async () => {
  const damaged = Buffer.from(feedBytes(deltaName(8), { assignments: [assignmentRow('A')] })).subarray(0, -30)
  const answer = await sendFiles(t, office, { ...everyone, 'damaged.DAT': damaged })
  expect(answer.status).toBe(422)
  expect(await wordsOn(answer)).toMatch(/damaged\.DAT, line \d+: /)
  expect(await countOf('staged_import')).toBe(0)
})

/** At the top of the page, and beside the field. */
const twice = (words: string) => expect.stringMatching(new RegExp(`(.*${words.replaceAll('.', '[.]')}){2}`))

test('no file at all, and files that were brought in before, are pointed at', async () => {
  const nothing = await sendFiles(t, office, {})
  expect([nothing.status, await wordsOn(nothing)]).toEqual([422, twice('Choose one or more files')])
  const letter = await sendFiles(t, office, { 'letter.DAT': 'Dear colleague' })
  const says = 'letter.DAT is not a staff record file. Choose the .DAT files as ESR made them.'
  expect([letter.status, await wordsOn(letter)]).toEqual([422, twice(says)])
  await press(`${await stagedAt(t, office, everyone)}/approve`)
  const again = await sendFiles(t, office, everyone)
  expect([again.status, again.headers.get('location')]).toEqual([303, '/imports/new?why=before'])
  const page = await open('/imports/new?why=before')
  expect(page).toContain('These files are in already. There is nothing to change.')
  expect(page).not.toContain('There is a problem')
}, 60_000)

test('a file of another trust is pointed at, and one of this trust is not', async () => {
  const says = 'it is of Northmoor Invented Trust, code ZNM, which is not the code of this trust'
  expect(await open(await stagedAt(t, office, everyone))).toContain(says)
  await ask(`update organisation set ods_code = 'ZNM' where organisation_id = ${trust.organisationId}`)
  expect(await open(await stagedAt(t, office, everyone))).not.toContain('Check whose file this is')
})

test('what the file names and nobody has, what is missing, and what is out of turn are told', async () => {
  await press(`${await stagedAt(t, office, everyone)}/approve`)
  const name = snapshotName.replace('00000007', '00000006')
  const rows = { ...smallTrust, people: smallTrust.people.slice(0, 3), assignments: [assignmentRow('Z')] }
  const address = await stagedAt(t, office, { [name]: feedBytes(name, rows) })
  const review = await open(address)
  expect(review).toContain(`does not come after ${snapshotName}`)
  expect(review).toMatch(/People 0 0 0 0 1 3/)
  expect(review).toContain('One thing to look into')
  expect(await open(`${address}/lines?file=1&list=people-missing`)).toContain('Sam Invented-B')
  const problems = await open(`${address}/lines?file=1&list=problems`)
  expect(problems).toMatch(/assignment Z1 \d+ Person of assignment Z1 is person Z/)
}, 60_000)

test('a long list is read page by page', async () => {
  const people = Array.from({ length: 120 }, (_, number) => personRow(`P${String(number).padStart(3, '0')}`))
  const address = await stagedAt(t, office, { [deltaName(2)]: feedBytes(deltaName(2), { people }) })
  const page = await open(`${address}/lines?file=1&list=people-new&page=3`)
  expect(page).toContain('120 in')
  expect(page.match(/Sam Invented-P/g)).toHaveLength(20)
  expect(page).toContain('Sam Invented-P119')
}, 60_000)

describe('who else', () => {
  test('may not: the auditor reads what came in and sends nothing, and others see nothing of it', async () => {
    const address = await stagedAt(t, office, everyone)
    for (const name of ['auditor', 'clinician', 'administrator', 'agreer'] as const) {
      const { personId } = trust.people[name]
      expect((await sendFiles(t, personId, everyone)).status).toBe(403)
      expect((await t.request(address, { as: personId })).status).toBe(403)
      expect((await press(`${address}/approve`, personId)).status).toBe(403)
      const scope = { ...scopeOfSystem(trust.organisationId), personId, roles: name === 'auditor' ? ['auditor'] : [] }
      for (const table of ['staged_import', 'staged_file', 'staged_line'])
        expect(
          await t.database.read(scope, async (tx) => (await sql.raw(`select from ${table}`).execute(tx)).rows),
        ).toEqual([])
    }
    expect(await countOf('staged_import')).toBe(1)
  })

  test('of another organisation finds nothing, whatever the number in the address', async () => {
    const { organisationId, person } = trust.elsewhere
    await t.database.asOwner((tx) => aRoleGrant(tx, organisationId, person.personId, 'office', 0))
    const address = await stagedAt(t, office, everyone)
    for (const path of [address, `${address}/lines`])
      expect((await t.request(path, { as: person.personId })).status).toBe(404)
    for (const path of [`${address}/approve`, `${address}/cancel`])
      expect((await press(path, person.personId)).status).toBe(409)
    expect(await countOf('staged_import')).toBe(1)
    expect(await countOf('staff_import')).toBe(0)
  })
})

describe('approving', () => {
  async function anotherOffice(): Promise<number> {
    const { organisationId, units } = trust
    const { personId } = await t.database.write(scopeOfSystem(organisationId), (tx) =>
      aPerson(tx, organisationId, { lastName: 'Second', unitId: units.office, group: 'pharmacy' }),
    )
    await t.database.asOwner((tx) => aRoleGrant(tx, organisationId, personId, 'office', 0))
    await refreshSight(t.database, organisationId, '2026-11-21')
    return personId
  }

  test('by two at the same moment happens once', async () => {
    const second = await anotherOffice()
    const address = await stagedAt(t, office, everyone)
    await t.signInAs(second)
    const answers = await Promise.all([press(`${address}/approve`), press(`${address}/approve`, second)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await countOf('staff_import')).toBe(1)
    expect(await countOf('audit')).toBe(1)
  }, 60_000)

  test('of two reviews at the same moment lets one in, and shows the other anew', async () => {
    const second = await anotherOffice()
    await press(`${await stagedAt(t, office, everyone)}/approve`)
    const [mine, theirs] = [await stagedAt(t, office, delta(8, 'Mine')), await stagedAt(t, second, delta(9, 'Theirs'))]
    const answers = await Promise.all([press(`${mine}/approve`), press(`${theirs}/approve`, second)])
    const places = answers.map((answer) => answer.headers.get('location') ?? '')
    expect(places.filter((place) => /^\/imports\/\d+$/.test(place))).toHaveLength(1)
    const anew = places.find((place) => place.includes('why=changed')) ?? ''
    const whose = places[0] === anew ? office : second
    expect(await open(anew, whose)).toMatch(/has changed since these files were looked at/)
    expect(await countOf('staff_import')).toBe(2)
    expect((await press(`${anew.split('?')[0]}/approve`, whose)).headers.get('location')).toBe('/imports/3')
  }, 60_000)

  test('what somebody else has brought in meanwhile brings in nothing twice', async () => {
    const second = await anotherOffice()
    const [mine, theirs] = [await stagedAt(t, office, everyone), await stagedAt(t, second, everyone)]
    await press(`${theirs}/approve`, second)
    expect((await press(`${mine}/approve`)).headers.get('location')).toBe('/imports')
    expect(await countOf('staff_import')).toBe(1)
    expect(await countOf('staged_import')).toBe(0)
  }, 60_000)

  test('pressed twice with one key is answered alike', async () => {
    const address = await stagedAt(t, office, everyone)
    const form = { once: 'approve-0123456789abcdef' }
    const answers = []
    for (let press = 0; press < 2; press++) answers.push(await t.request(`${address}/approve`, { as: office, form }))
    expect(answers.map((answer) => [answer.status, answer.headers.get('location')])).toEqual([
      [303, '/imports/1'],
      [303, '/imports/1'],
    ])
    expect(await countOf('staff_import')).toBe(1)
  }, 60_000)

  test('is over once it is given up, replaced by newer files, or a day old', async () => {
    const given = await stagedAt(t, office, everyone)
    expect((await press(`${given}/cancel`)).headers.get('location')).toBe('/imports')
    const replaced = await stagedAt(t, office, everyone)
    const newest = await stagedAt(t, office, everyone)
    expect(await countOf('staged_import')).toBe(1)
    await ask(`update staged_import set forgotten_at = '2026-11-21T11:59:59Z'`)
    for (const address of [given, replaced, newest]) {
      expect((await t.request(address, { as: office })).status).toBe(404)
      expect((await press(`${address}/approve`)).status).toBe(409)
    }
    expect(await countOf('staff_import')).toBe(0)
  }, 60_000)
})

test('the demonstration takes no staff record, whoever asks', async () => {
  const demonstration = await testApp({ mode: 'demonstration' })
  opened.push(demonstration)
  const { people } = await aTrust(demonstration.database, { isDemonstration: true })
  const page = await wordsOn(await demonstration.request('/imports/new', { as: people.office.personId }))
  expect(page).toContain('No staff record goes into it')
  expect((await sendFiles(demonstration, people.office.personId, everyone)).status).toBe(409)
})
