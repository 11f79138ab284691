import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '../../../tests/support/factories.ts'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import { feedBytes, smallTrust, snapshotName } from '../../../tests/support/staff-feed.ts'
import type { Database } from '../../db/database.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { planImport } from '../../domain/staff/compare-staff.ts'
import { readFeed } from '../../platform/esr-go2/read-feed.ts'
import { findAssignment } from '../../records/assignment.ts'
import { applyImport } from '../../records/staff-import.ts'
import { loadStaffRecord } from '../../records/staff-record.ts'
import type { Corrections } from './correct.form.ts'
import { correctAssignment } from './correct-assignment.command.ts'

const on = '2026-11-21'
const at = new Date('2026-11-21T12:00:00Z')
let database: Database
let organisationId: number

beforeAll(async () => {
  database = await openTestDatabase()
  organisationId = await anOrganisation(database, 'ZNM', 'Northmoor Invented Trust', false)
  const reading = readFeed(feedBytes(snapshotName, smallTrust), snapshotName)
  if (!reading.ok) throw new Error('the file of this test cannot be read')
  await database.write(scopeOfSystem(organisationId), async (tx) => {
    const changes = planImport(await loadStaffRecord(tx, organisationId), reading.feed, on)
    const file = { fileName: snapshotName, digest: 'd', kind: 'snapshot', changes, passedOver: {} } as const
    await applyImport(tx, { organisationId, importedBy: null, lastImportId: null, on, at, files: [file] })
  })
})
afterAll(() => database.close())

/** Corrects the contract of the first clinician and returns the contracted time then. */
const correctTo = (contract: Corrections['contract']) =>
  database.write(scopeOfSystem(organisationId), async (tx) => {
    const { assignment_id } = await tx
      .selectFrom('assignment')
      .select('assignment_id')
      .where('esr_id', '=', 'A1')
      .executeTakeFirstOrThrow()
    const found = async () => {
      const assignment = await findAssignment(tx, assignment_id)
      if (!assignment) throw new Error('the assignment of this test is not there')
      return assignment
    }
    const corrections = { contract, professionalGroup: null, band: null, scope: null }
    // Work of the product itself: nobody is named.
    await correctAssignment(tx, {
      assignment: await found(),
      corrections,
      by: null,
      event: 'assignment.corrected',
      at,
      on,
    })
    const { contractedAmount, contractedUnit } = await found()
    return [contractedAmount, contractedUnit]
  })

test('another contract counts the contracted time of the staff record in its own unit', async () => {
  // 37.5 sessions a week cannot be meant, so it is left to the office.
  expect(await correctTo('consultant-wales-2003')).toEqual([null, 'session'])
  expect(await correctTo(null)).toEqual(['37.5', 'hour'])
})
