/** The invented trust and its staff, through the same import as a real trust's. */
import type { Database, Tx } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { planImport } from '../domain/staff/compare-staff.ts'
import { digestOf } from '../platform/digest.ts'
import { readFeed } from '../platform/esr-go2/read-feed.ts'
import { applyImport } from '../records/staff-import.ts'
import { loadCorrections, loadStaffRecord } from '../records/staff-record.ts'
import { refreshSight } from '../records/viewer.ts'
import { demonstrationAgreers, demonstrationStaffFeed } from './staff-feed.ts'

/** Makes the trust and imports its staff as at `today`; returns the organisation's number. */
export async function loadStaff(
  database: Database,
  { firstOfMonth, today, people }: { firstOfMonth: string; today: string; people: number },
): Promise<number> {
  const { organisation_id: organisationId } = await database.asOwner((tx) =>
    tx
      .insertInto('organisation')
      .values({ ods_code: 'ZNM', name: 'Northmoor University Hospitals', nation: 'england', is_demonstration: true })
      .returning('organisation_id')
      .executeTakeFirstOrThrow(),
  )
  const { fileName, bytes } = demonstrationStaffFeed(firstOfMonth, { people })
  const reading = readFeed(bytes, fileName)
  if (!reading.ok) throw new Error(`the invented staff record is damaged: ${reading.problems[0]?.reason}`)
  const { feed } = reading
  const at = new Date(`${firstOfMonth}T03:00:00Z`)
  await database.write(scopeOfSystem(organisationId), async (tx) => {
    const changes = planImport(
      await loadStaffRecord(tx, organisationId),
      feed,
      today,
      await loadCorrections(tx, organisationId, today),
    )
    const file = { fileName, digest: digestOf(fileName), kind: feed.kind, changes, passedOver: feed.passedOver }
    await applyImport(tx, { organisationId, importedBy: null, lastImportId: null, on: today, at, files: [file] })
    await setAgreers(tx, organisationId, firstOfMonth, people, at)
  })
  await refreshSight(database, organisationId, today)
  return organisationId
}

/** Doctors whose supervisor in the staff record is not the one who agrees their plans: set by the office. */
async function setAgreers(
  tx: Tx,
  organisationId: number,
  firstOfMonth: string,
  people: number,
  at: Date,
): Promise<void> {
  const agreers = demonstrationAgreers({ people })
  const assignments = await tx
    .selectFrom('assignment')
    .select(['assignment_id', 'esr_id'])
    .where('esr_id', 'in', Object.keys(agreers))
    .execute()
  const persons = await tx
    .selectFrom('person')
    .select(['person_id', 'esr_id'])
    .where('esr_id', 'in', [...new Set(Object.values(agreers))])
    .execute()
  const personIds = new Map(persons.map((person) => [person.esr_id, person.person_id]))
  await tx
    .insertInto('agreer')
    .values(
      assignments.map(({ assignment_id, esr_id }) => ({
        organisation_id: organisationId,
        assignment_id,
        from_on: firstOfMonth,
        agreer_person_id: personIds.get(agreers[esr_id ?? ''] ?? '') ?? null,
        set_by: null,
        set_at: at,
      })),
    )
    .execute()
}
