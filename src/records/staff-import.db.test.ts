import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountOf, anOrganisation, aRoleGrant } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import {
  assignmentRow,
  deltaName,
  feedBytes,
  personRow,
  smallTrust,
  snapshotName,
  unitRow,
} from '../../tests/support/staff-feed.ts'
import { cookiesIn, testApp } from '../../tests/support/test-app.ts'
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { planImport, type StaffChanges } from '../domain/staff/compare-staff.ts'
import { type IncomingStaff, NO_STAFF } from '../domain/staff/staff-record.ts'
import { fixedClock } from '../platform/clock.ts'
import { readFeed } from '../platform/esr-go2/read-feed.ts'
import { applyImport, ImportedMeanwhile, listImportedFiles } from './staff-import.ts'
import { projectStaffRecord } from './staff-projection.ts'
import { loadCorrections, loadStaffRecord } from './staff-record.ts'

const today = '2026-11-21'
const nothing = { units: [], locations: [], positions: [], people: [], assignments: [] }
const noFeed: IncomingStaff = { ...nothing, kind: 'delta', removed: nothing }
let database: Database
let organisationId: number
let statements: string[]

beforeEach(async () => {
  statements = []
  database = await openTestDatabase({ observe: (statement) => void statements.push(statement) })
  organisationId = await anOrganisation(database, 'ZNM', 'Northmoor Invented Trust', false)
})
afterEach(() => database.close())

/** Plans and applies a file, as the command does; returns what it changed. */
async function importFile(bytes: Uint8Array, on = today): Promise<StaffChanges> {
  const reading = readFeed(bytes, 'test')
  if (!reading.ok) throw new Error(reading.problems.map(({ reason }) => reason).join('; '))
  const { feed } = reading
  return database.write(scopeOfSystem(organisationId), async (tx) => {
    const record = await loadStaffRecord(tx, organisationId)
    const changes = planImport(record, feed, on, await loadCorrections(tx, organisationId, on))
    await applyImport(tx, {
      organisationId,
      importedBy: null,
      lastImportId: (await listImportedFiles(tx, organisationId))[0]?.importId ?? null,
      on,
      at: new Date(`${on}T12:00:00Z`),
      files: [{ fileName: feed.fileName, digest: 'd', kind: feed.kind, changes, passedOver: feed.passedOver }],
    })
    return changes
  })
}

const ask = <Row>(statement: string) => database.asOwner(async (tx) => (await sql.raw<Row>(statement).execute(tx)).rows)

/** Each assignment's people, from the top of its line down. */
const lines = async () => {
  const rows = await ask<{ esr_id: string; line: string }>(
    `select a.esr_id, (select string_agg(b.esr_id, '>' order by place) from unnest(string_to_array(a.line::text, '.'))
       with ordinality as l(label, place) join assignment b on 'a' || b.assignment_id = l.label) as line
     from assignment a order by a.esr_id`,
  )
  return Object.fromEntries(rows.map((row) => [row.esr_id, row.line]))
}

test('a first file places units, people and posts, and the line of each', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  const [a] = await ask<object>(
    `select person.full_name, post_title, contract, professional_group, band, scope, contracted_amount::text as amount, contracted_unit,
       (select string_agg(u.esr_id, '>' order by nlevel(u.path)) from unit u where u.path @> unit_path) as place
     from assignment join person using (organisation_id, person_id) where assignment.esr_id = 'A1'`,
  )
  expect(a).toEqual({
    full_name: 'Sam Invented-A',
    post_title: 'Senior physiotherapist',
    contract: 'agenda-for-change',
    professional_group: 'physiotherapist',
    band: '6',
    scope: 'in-scope',
    amount: '37.5',
    contracted_unit: 'hour',
    place: 'TOP>DIV>TEAM',
  })
  expect(await lines()).toEqual({ H1: 'H1', L1: 'H1>L1', A1: 'H1>L1>A1', B1: 'H1>L1>B1' })
})

test('the same file twice changes nothing the second time', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  const versions = () =>
    ask(`select esr_id, xmin::text from assignment union all select esr_id, xmin::text from person
      union all select esr_id, xmin::text from unit order by 1`)
  const before = await versions()
  const again = await importFile(feedBytes(snapshotName, smallTrust))
  expect(again.changes).toEqual([])
  expect(await versions()).toEqual(before)
})

test('a delta changes what it holds and moves the lines under a new supervisor', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  await importFile(
    feedBytes(deltaName(8), {
      people: [personRow('N')],
      assignments: [
        assignmentRow('N', { supervisorPersonId: 'H' }),
        assignmentRow('L', { supervisorPersonId: 'N', unitId: 'OTHER' }),
      ],
    }),
  )
  expect(await lines()).toMatchObject({ L1: 'H1>N1>L1', A1: 'H1>N1>L1>A1' })
  expect(
    await ask(`select u.esr_id from assignment a join unit u on u.path = a.unit_path where a.esr_id = 'L1'`),
  ).toEqual([{ esr_id: 'OTHER' }])
})

test('a leaver leaves, and agrees nobody’s plan any more', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  await importFile(feedBytes(deltaName(8), { people: [personRow('L', { leftOn: '2026-11-20' })] }))
  expect(
    await ask(`select left_on::text, ended_on::text, agreer_person_id from person join assignment using (person_id)
      where person.esr_id = 'L'`),
  ).toMatchObject([{ left_on: '2026-11-20', ended_on: '2026-11-20' }])
  expect(await ask(`select agreer_person_id from assignment where esr_id = 'A1'`)).toEqual([{ agreer_person_id: null }])
})

test('a leaver’s sessions end with the import, nobody else’s, and the office sees how many', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  const app = await testApp({ database })
  const people = await ask<{ esr_id: string; person_id: number }>('select esr_id, person_id from person')
  const numberOf = (id: string) => people.find(({ esr_id }) => esr_id === id)?.person_id ?? 0
  const userId = await accountOf(database, app.identity, numberOf('L'))
  const sessionOf = async (user: string) =>
    cookiesIn(await app.identity.startSession(user, new Headers(), { method: 'password' }))
  const [first, second] = [await sessionOf(userId), await sessionOf(userId)]
  const other = await sessionOf(await accountOf(database, app.identity, numberOf('H')))
  const isLive = async (cookie: string) => (await app.identity.findSession(new Headers({ cookie }))) !== null
  expect([await isLive(first), await isLive(second), await isLive(other)]).toEqual([true, true, true])

  await importFile(feedBytes(deltaName(8), { people: [personRow('L', { leftOn: '2026-11-20' })] }))
  expect([await isLive(first), await isLive(second), await isLive(other)]).toEqual([false, false, true])
  expect(await ask(`select counts -> 'sessionsEnded' as ended from staff_import order by import_id`)).toEqual([
    { ended: 0 },
    { ended: 2 },
  ])
  await database.write(scopeOfSystem(organisationId), (tx) =>
    aRoleGrant(tx, organisationId, numberOf('H'), 'office', 0),
  )
  const page = await (await app.request('/imports', { as: numberOf('H') })).text()
  expect(page).toMatch(/Sessions ended[\s\S]*>\s*2\s*</)
})

test('what a file removes is over, and back when a later file brings it', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  await importFile(feedBytes(deltaName(8), {}, { assignments: ['B1'] }))
  expect(await ask(`select ended_on::text from assignment where esr_id = 'B1'`)).toEqual([{ ended_on: '2026-11-20' }])
  await importFile(feedBytes(deltaName(9), { assignments: [assignmentRow('B')] }))
  expect(await ask(`select ended_on::text from assignment where esr_id = 'B1'`)).toEqual([{ ended_on: null }])
})

test('what the office corrected stands when a file says otherwise', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  await ask(
    `update assignment set corrected_band = '8a', corrected_contract = 'consultant-wales-2003' where esr_id = 'A1'`,
  )
  const changes = await importFile(
    feedBytes(deltaName(8), { assignments: [assignmentRow('A', { grade: 'NHS|XR07|Review Body Band 7' })] }),
  )
  expect(changes.proposals).toEqual([
    { assignmentId: 'A1', field: 'band', before: '6', after: '7', officeHasSet: true },
    expect.objectContaining({ field: 'agreerPersonId' }),
  ])
  expect(
    await ask(`select band, proposed_band, contract, contracted_unit from assignment where esr_id = 'A1'`),
  ).toEqual([{ band: '8a', proposed_band: '7', contract: 'consultant-wales-2003', contracted_unit: 'session' }])
})

test('a row with a later date takes effect on its day', async () => {
  const moves = [
    assignmentRow('A', { supervisorPersonId: 'L', toOn: '2026-11-30' }),
    assignmentRow('A', { supervisorPersonId: 'H', fromOn: '2026-12-01', positionName: 'Team lead' }),
  ]
  await importFile(feedBytes(snapshotName, smallTrust))
  await importFile(feedBytes(deltaName(8), { assignments: moves }))
  expect(await lines()).toMatchObject({ A1: 'H1>L1>A1' })
  await database.write(scopeOfSystem(organisationId), (tx) => projectStaffRecord(tx, organisationId, '2026-12-01'))
  expect(await lines()).toMatchObject({ A1: 'H1>A1' })
  expect(await ask(`select post_title from assignment where esr_id = 'A1'`)).toEqual([{ post_title: 'Team lead' }])
})

test('the first request of a day is what makes it do so', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  const later = assignmentRow('A', { supervisorPersonId: 'H', fromOn: '2026-12-01' })
  await importFile(feedBytes(deltaName(8), { assignments: [later] }))
  const [head] = await ask<{ person_id: number }>(`select person_id from person where esr_id = 'H'`)
  const app = await testApp({ database, clock: fixedClock('2026-12-01T09:00:00Z') })
  expect((await app.request('/staff-rules', { as: head?.person_id ?? 0 })).status).toBe(200)
  expect(await lines()).toMatchObject({ A1: 'H1>A1' })
})

test('an import that was planned before another is refused, and changes nothing', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  const late = database.write(scopeOfSystem(organisationId), async (tx) =>
    applyImport(tx, {
      organisationId,
      importedBy: null,
      lastImportId: null,
      on: today,
      at: new Date(),
      files: [
        {
          fileName: 'late',
          digest: 'd',
          kind: 'delta',
          passedOver: {},
          changes: planImport(NO_STAFF, { ...noFeed, people: [{ ...personRow('Z'), line: 2 }] }, today),
        },
      ],
    }),
  )
  await expect(late).rejects.toThrow(ImportedMeanwhile)
  expect(await ask(`select esr_id from staff_record_row where esr_id = 'Z'`)).toEqual([])
})

test('units that are part of one another are kept, each at the top', async () => {
  const loop = [
    unitRow('X', { parentUnitId: 'Y' }),
    unitRow('Y', { parentUnitId: 'X' }),
    unitRow('Z', { parentUnitId: 'X' }),
  ]
  await importFile(feedBytes(snapshotName, { ...smallTrust, units: [...smallTrust.units, ...loop] }))
  expect(
    await ask(`select esr_id, nlevel(path) as depth from unit where esr_id in ('X', 'Y', 'Z') order by esr_id`),
  ).toEqual([
    { esr_id: 'X', depth: 1 },
    { esr_id: 'Y', depth: 1 },
    { esr_id: 'Z', depth: 2 },
  ])
})

test('an assignment whose unit is not in the record is kept apart', async () => {
  await importFile(feedBytes(snapshotName, { ...smallTrust, assignments: [assignmentRow('A', { unitId: 'NOWHERE' })] }))
  expect(await ask(`select unit.name from assignment join unit using (organisation_id, unit_id)`)).toEqual([
    { name: 'Not in a unit' },
  ])
})

test('each file is in the list of imports and in the audit record', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  expect(await ask(`select file_name, counts #>> '{things,people,new}' as people from staff_import`)).toEqual([
    { file_name: snapshotName, people: '4' },
  ])
  expect(await ask(`select event, object from audit`)).toEqual([{ event: 'staff.imported', object: 'import 1' }])
})

test('who was here before the first import, by their e-mail, is not made twice', async () => {
  await ask(`insert into person (organisation_id, first_name, last_name, email)
    values (${organisationId}, 'Samantha', 'Invented', 'Sam.A@northmoor.example')`)
  await importFile(feedBytes(snapshotName, smallTrust))
  expect(await ask(`select esr_id, full_name from person where lower(email) = 'sam.a@northmoor.example'`)).toEqual([
    { esr_id: 'A', full_name: 'Sam Invented-A' },
  ])
})

test('the number of statements does not grow with the number of staff', async () => {
  await importFile(feedBytes(snapshotName, smallTrust))
  const few = statements.length
  const more = Array.from({ length: 200 }, (_, index) => `P${index}`)
  statements = []
  await importFile(
    feedBytes(snapshotName.replace('7.', '8.'), {
      ...smallTrust,
      people: [...smallTrust.people, ...more.map((id) => personRow(id))],
      assignments: [...smallTrust.assignments, ...more.map((id) => assignmentRow(id, { supervisorPersonId: 'L' }))],
    }),
  )
  expect(statements.length).toBeLessThanOrEqual(few + 2)
  expect(await ask('select count(*) from assignment')).toEqual([{ count: 204 }])
})
