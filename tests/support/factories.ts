/** A small invented trust, one person for each way of standing to a plan, and a second trust that must stay out of sight. */
import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '../../src/db/database.ts'
import { scopeOfSystem } from '../../src/db/scope.ts'
import type { Tables } from '../../src/db/tables.ts'
import type { Role } from '../../src/domain/access/access.ts'
import { planImport } from '../../src/domain/staff/compare-staff.ts'
import type { Identity } from '../../src/platform/identity/identity.ts'
import { planStaffFiles, readStaffFiles } from '../../src/records/staff-files.ts'
import type { ImportCounts } from '../../src/records/staff-import.ts'
import { packFiles, stageFiles } from '../../src/records/staged-import.ts'
import { refreshSight } from '../../src/records/viewer.ts'
import { deltaName, feedBytes, smallTrust, snapshotName } from './staff-feed.ts'

export const today = '2026-11-21'
const at = '2026-11-21T12:00:00Z'

/** A person of the trust and their one post. */
export type Placed = { personId: number; assignmentId: number }

const people = {
  clinician: { unit: 'team', group: 'medical-consultant', agreer: 'agreer' },
  agreer: { unit: 'team', group: 'medical-consultant', agreer: 'agreersAgreer' },
  agreersAgreer: { unit: 'division', group: 'medical-consultant', agreer: null },
  unitLead: { unit: 'office', group: 'pharmacy', agreer: null, role: 'unit-lead' },
  groupLead: { unit: 'office', group: 'pharmacy', agreer: null, role: 'group-lead' },
  office: { unit: 'office', group: 'pharmacy', agreer: null, role: 'office' },
  auditor: { unit: 'office', group: 'pharmacy', agreer: null, role: 'auditor' },
  administrator: { unit: 'office', group: 'pharmacy', agreer: null, role: 'administrator' },
  outsider: { unit: 'otherTeam', group: 'physiotherapist', agreer: null },
} as const satisfies Record<string, { unit: keyof Trust['units']; group: string; agreer: string | null; role?: Role }>

export type PersonName = keyof typeof people

/** Everybody of the trust, by how they stand to the clinician's plan. */
export const personNames = Object.keys(people) as PersonName[]

export type Trust = {
  organisationId: number
  units: Record<'trust' | 'division' | 'team' | 'otherTeam' | 'office', number>
  people: Record<PersonName, Placed>
  /** Another organisation, with one person in it. */
  elsewhere: { organisationId: number; person: Placed }
}

/**
 * Makes the trust. The clinician's plan is agreed by `agreer`, theirs by `agreersAgreer`; `unitLead` sees the team's unit
 * and `groupLead` the consultants. Nobody has an account until `accountOf` or the test app makes one.
 */
export async function aTrust(database: Database, options: { isDemonstration?: boolean } = {}): Promise<Trust> {
  const { isDemonstration = false } = options
  const organisationId = await anOrganisation(database, 'RT1', 'Invented Trust', isDemonstration)
  const trust = await database.write(scopeOfSystem(organisationId), async (tx) => {
    const top = await aUnit(tx, organisationId, 'Invented Trust', null)
    const division = await aUnit(tx, organisationId, 'Medicine', top)
    const units = {
      trust: top.unitId,
      division: division.unitId,
      team: (await aUnit(tx, organisationId, 'Cardiology', division)).unitId,
      otherTeam: (await aUnit(tx, organisationId, 'Therapies', top)).unitId,
      office: (await aUnit(tx, organisationId, 'Headquarters', top)).unitId,
    }
    const placed = {} as Trust['people']
    for (const [name, { unit, group }] of Object.entries(people) as [PersonName, (typeof people)[PersonName]][])
      placed[name] = await aPerson(tx, organisationId, { lastName: name, unitId: units[unit], group })
    for (const [name, person] of Object.entries(people) as [PersonName, (typeof people)[PersonName]][]) {
      const { assignmentId, personId } = placed[name]
      if (person.agreer) await setAgreer(tx, organisationId, assignmentId, placed[person.agreer].personId)
      if ('role' in person) await aRoleGrant(tx, organisationId, personId, person.role, units.team)
    }
    return { organisationId, units, people: placed }
  })
  await refreshSight(database, organisationId, today)

  const other = await anOrganisation(database, 'RT2', 'Second Invented Trust', false)
  const person = await database.write(scopeOfSystem(other), async (tx) => {
    const { unitId } = await aUnit(tx, other, 'Second Invented Trust', null)
    return aPerson(tx, other, { lastName: 'Elsewhere', unitId, group: 'medical-consultant' })
  })
  await refreshSight(database, other, today)
  return { ...trust, elsewhere: { organisationId: other, person } }
}

/** An organisation with nothing in it. */
export async function anOrganisation(
  database: Database,
  odsCode: string,
  name: string,
  isDemonstration: boolean,
): Promise<number> {
  return database.asOwner(async (tx) => {
    const { organisation_id } = await tx
      .insertInto('organisation')
      .values({ ods_code: odsCode, name, nation: 'england', is_demonstration: isDemonstration })
      .returning('organisation_id')
      .executeTakeFirstOrThrow()
    return organisation_id
  })
}

/** A unit under another, or at the top. */
export async function aUnit(
  tx: Tx,
  organisationId: number,
  name: string,
  parent: { unitId: number; path: string } | null,
): Promise<{ unitId: number; path: string }> {
  const { unit_id: unitId } = await tx
    .insertInto('unit')
    .values({
      organisation_id: organisationId,
      name,
      nation: 'england',
      parent_unit_id: parent?.unitId ?? null,
      path: 'new',
    })
    .returning('unit_id')
    .executeTakeFirstOrThrow()
  const path = parent ? `${parent.path}.u${unitId}` : `u${unitId}`
  await tx.updateTable('unit').set({ path }).where('unit_id', '=', unitId).execute()
  return { unitId, path }
}

/** A person and their one post; `person` and `assignment` say what is to be different. */
export async function aPerson(
  tx: Tx,
  organisationId: number,
  given: {
    lastName: string
    unitId: number
    group: string
    person?: Partial<Insertable<Tables['person']>>
    assignment?: Partial<Insertable<Tables['assignment']>>
  },
): Promise<Placed> {
  const { person_id: personId } = await tx
    .insertInto('person')
    .values({
      organisation_id: organisationId,
      first_name: 'Sam',
      last_name: given.lastName,
      email: `sam.${given.lastName.toLowerCase()}@trust-${organisationId}.example`,
      hired_on: '2020-01-01',
      ...given.person,
    })
    .returning('person_id')
    .executeTakeFirstOrThrow()
  const isDoctor = given.group === 'medical-consultant'
  const { assignment_id: assignmentId } = await tx
    .insertInto('assignment')
    .values({
      organisation_id: organisationId,
      person_id: personId,
      number: String(10_000_000 + personId),
      is_primary: true,
      status: 'Active Assignment',
      unit_id: given.unitId,
      post_title: isDoctor ? 'Consultant' : 'Specialist',
      started_on: '2020-01-01',
      contracted_amount: isDoctor ? '10' : '37.5',
      contracted_unit: isDoctor ? 'sessions' : 'hours',
      proposed_contract: isDoctor ? 'consultant-england-2003' : 'agenda-for-change',
      proposed_professional_group: given.group,
      proposed_band: isDoctor ? null : '7',
      proposed_scope: 'in-scope',
      ...given.assignment,
    })
    .returning('assignment_id')
    .executeTakeFirstOrThrow()
  return { personId, assignmentId }
}

/** Sets who agrees an assignment's plan; call `refreshSight` when all are set. */
export async function setAgreer(tx: Tx, organisationId: number, assignmentId: number, agreerPersonId: number | null) {
  await tx
    .insertInto('agreer')
    .values({
      organisation_id: organisationId,
      assignment_id: assignmentId,
      from_on: '2026-01-01',
      agreer_person_id: agreerPersonId,
      set_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'assignment_id', 'from_on'])
        .doUpdateSet({ agreer_person_id: agreerPersonId }),
    )
    .execute()
}

/** Grants a role from the start of the year: a unit lead has `unitId`, a group lead the consultants. */
export async function aRoleGrant(tx: Tx, organisationId: number, personId: number, role: Role, unitId: number) {
  await tx
    .insertInto('role_grant')
    .values({
      organisation_id: organisationId,
      person_id: personId,
      role,
      unit_id: role === 'unit-lead' ? unitId : null,
      professional_group: role === 'group-lead' ? 'medical-consultant' : null,
      from_on: '2026-01-01',
      granted_at: at,
    })
    .execute()
}

/** Somebody of the trust whose post is not clinical, so that nothing is theirs but what a role gives them; their number. */
export async function aNonClinician(database: Database, trust: Trust, role?: Role): Promise<number> {
  const { organisationId, units } = trust
  return database.write(scopeOfSystem(organisationId), async (tx) => {
    const { personId } = await aPerson(tx, organisationId, {
      lastName: 'Clerk',
      unitId: units.office,
      group: 'none',
      assignment: { proposed_scope: 'not-clinical' },
    })
    if (role) await aRoleGrant(tx, organisationId, personId, role, units.office)
    return personId
  })
}

/** The account of a person, made without a password where they have none. */
export async function accountOf(database: Database, identity: Identity, personId: number): Promise<string> {
  const known = await database.asOwner((tx) =>
    tx.selectFrom('identity.account_person').select('user_id').where('person_id', '=', personId).executeTakeFirst(),
  )
  if (known) return known.user_id
  const userId = await identity.createAccount({ email: `person-${personId}@test.example`, name: `Person ${personId}` })
  await database.asOwner((tx) =>
    sql`insert into identity.account_person (user_id, organisation_id, person_id)
      select ${userId}, organisation_id, person_id from person where person_id = ${personId}`.execute(tx),
  )
  return userId
}

/** Many invitations that somebody of the office sent at once, and that have all left. */
export async function aRunOfInvitations(
  database: Database,
  organisationId: number,
  madeByPersonId: number,
): Promise<number> {
  const { run_id: runId } = await database.write(scopeOfSystem(organisationId), (tx) =>
    tx
      .insertInto('invitation_run')
      .values({
        organisation_id: organisationId,
        choice: JSON.stringify({ whom: 'all', unitId: null, group: '' }),
        people: 0,
        state: 'done',
        made_by: madeByPersonId,
        made_at: at,
        ended_at: at,
      })
      .returning('run_id')
      .executeTakeFirstOrThrow(),
  )
  return runId
}

/** Files that wait to be approved, sent by somebody of the office. */
export async function aStagedImport(database: Database, organisationId: number, by: number): Promise<number> {
  const reading = readStaffFiles([{ name: snapshotName, bytes: feedBytes(snapshotName, smallTrust) }])
  if (!reading.ok) throw new Error('the small trust cannot be read')
  const packed = await packFiles(reading.files)
  return database.write(scopeOfSystem(organisationId), async (tx) => {
    const plan = await planStaffFiles(tx, organisationId, reading.files, today)
    return stageFiles(tx, { organisationId, by, at: new Date(at), plan, packed })
  })
}

/** A line of the list of imports, of a file that changed nothing. */
export async function anImport(database: Database, organisationId: number): Promise<number> {
  const nothing = { ...NO_THINGS, kind: 'delta', removed: NO_THINGS } as const
  const { counts: things } = planImport(NO_THINGS, nothing, today)
  const counts: ImportCounts = { kind: 'delta', things, problems: 0, passedOver: {} }
  return database.asOwner(async (tx) => {
    const { import_id } = await tx
      .insertInto('staff_import')
      .values({
        organisation_id: organisationId,
        file_name: deltaName(1),
        file_digest: 'digest',
        imported_at: at,
        counts: JSON.stringify(counts),
      })
      .returning('import_id')
      .executeTakeFirstOrThrow()
    return import_id
  })
}
const NO_THINGS = { units: [], locations: [], positions: [], people: [], assignments: [] }
