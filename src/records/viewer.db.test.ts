import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountOf, aTrust, setAgreer, type Trust, today } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { testApp } from '../../tests/support/test-app.ts'
import type { Database } from '../db/database.ts'
import { scopeOf, scopeOfSystem } from '../db/scope.ts'
import { findViewer, refreshSight } from './viewer.ts'

let database: Database
let trust: Trust
beforeEach(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterEach(() => database.close())

const asSystem = <T>(work: Parameters<typeof database.write<T>>[1]) =>
  database.write(scopeOfSystem(trust.organisationId), work)
const lineOf = (assignmentId: number) =>
  asSystem(async (tx) => {
    const row = await tx
      .selectFrom('assignment')
      .select(['line', 'agreer_person_id'])
      .where('assignment_id', '=', assignmentId)
      .executeTakeFirstOrThrow()
    return { line: row.line, agreer: row.agreer_person_id }
  })
const label = (name: keyof Trust['people']) => `a${trust.people[name].assignmentId}`

describe('the line of those who agree', () => {
  it('runs from the topmost down to the assignment', async () => {
    const { clinician } = trust.people
    expect(await lineOf(clinician.assignmentId)).toEqual({
      line: [label('agreersAgreer'), label('agreer'), label('clinician')].join('.'),
      agreer: trust.people.agreer.personId,
    })
  })

  it('stops where it would go round in a circle', async () => {
    const { clinician, agreersAgreer } = trust.people
    await asSystem((tx) => setAgreer(tx, trust.organisationId, agreersAgreer.assignmentId, clinician.personId))
    await refreshSight(database, trust.organisationId, today)
    const { line } = await lineOf(clinician.assignmentId)
    expect(line.split('.').at(-1)).toBe(label('clinician'))
    expect(new Set(line.split('.')).size).toBe(line.split('.').length)
  })

  it('leaves out somebody who has left, from the day after', async () => {
    const { clinician, agreer } = trust.people
    await asSystem((tx) =>
      tx.updateTable('person').set({ left_on: today }).where('person_id', '=', agreer.personId).execute(),
    )
    await refreshSight(database, trust.organisationId, today)
    expect((await lineOf(clinician.assignmentId)).agreer).toBe(agreer.personId)
    await refreshSight(database, trust.organisationId, '2026-11-22')
    expect(await lineOf(clinician.assignmentId)).toEqual({ line: label('clinician'), agreer: null })
  })

  it('takes what the office set from its day on', async () => {
    const { clinician, outsider } = trust.people
    await asSystem((tx) =>
      tx
        .insertInto('agreer')
        .values({
          organisation_id: trust.organisationId,
          assignment_id: clinician.assignmentId,
          from_on: '2026-12-01',
          agreer_person_id: outsider.personId,
          set_at: `${today}T12:00:00Z`,
        })
        .execute(),
    )
    await refreshSight(database, trust.organisationId, '2026-11-30')
    expect((await lineOf(clinician.assignmentId)).agreer).toBe(trust.people.agreer.personId)
    await refreshSight(database, trust.organisationId, '2026-12-01')
    expect((await lineOf(clinician.assignmentId)).agreer).toBe(outsider.personId)
  })

  it('goes through the post that somebody holds now, not one that has ended', async () => {
    const { agreer, clinician } = trust.people
    const { assignment_id: newer } = await asSystem((tx) =>
      tx
        .insertInto('assignment')
        .values({
          organisation_id: trust.organisationId,
          person_id: agreer.personId,
          number: 'second',
          is_primary: false,
          status: 'Active Assignment',
          unit_id: trust.units.team,
          post_title: 'Clinical director',
          started_on: '2026-06-01',
          proposed_contract: 'consultant-england-2003',
          proposed_professional_group: 'medical-consultant',
          proposed_scope: 'in-scope',
        })
        .returning('assignment_id')
        .executeTakeFirstOrThrow(),
    )
    await asSystem((tx) =>
      tx
        .updateTable('assignment')
        .set({ ended_on: '2026-10-31' })
        .where('assignment_id', '=', agreer.assignmentId)
        .execute(),
    )
    await refreshSight(database, trust.organisationId, today)
    expect((await lineOf(clinician.assignmentId)).line).toBe(`a${newer}.${label('clinician')}`)

    const { identity } = await testApp({ database })
    const viewer = await findViewer(database, await accountOf(database, identity, agreer.personId), today)
    if (!viewer) throw new Error('the agreer has an account')
    expect(viewer.lines).toEqual([`a${newer}`])
    const seen = await database.read(scopeOf(viewer), (tx) =>
      tx.selectFrom('assignment').select('assignment_id').execute(),
    )
    expect(seen.map((row) => row.assignment_id)).toContain(clinician.assignmentId)
  })
})
