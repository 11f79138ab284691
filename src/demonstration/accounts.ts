/** Accounts and roles of the named people whom a visitor may become: no passwords, the demonstration page opens them. */
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import type { Role } from '../domain/access/access.ts'
import type { Identity } from '../platform/identity/identity.ts'
import { linkAccount } from '../records/account.ts'
import { identityOf, PERSONAS, type PersonaKey } from './people.ts'
import { UNITS } from './places.ts'

type Grant = { role: Role; unit?: keyof typeof UNITS & string; group?: string }

const grants: Partial<Record<PersonaKey, Grant[]>> = {
  'medical-director': [
    { role: 'group-lead', group: 'medical-consultant' },
    { role: 'group-lead', group: 'sas-doctor' },
  ],
  'chief-ahp': [{ role: 'unit-lead', unit: 'therapies' }],
  'professional-head': [{ role: 'group-lead', group: 'speech-and-language-therapist' }],
  'job-planning-office': [{ role: 'office' }],
  auditor: [{ role: 'auditor' }],
  'system-administrator': [{ role: 'administrator' }],
}

export async function loadAccounts(
  database: Database,
  identity: Identity,
  { organisationId, firstOfMonth }: { organisationId: number; firstOfMonth: string },
): Promise<void> {
  const scope = scopeOfSystem(organisationId)
  for (const key of Object.keys(PERSONAS) as PersonaKey[]) {
    const { personId: esrId, email } = identityOf(key)
    const person = await database.read(scope, (tx) =>
      tx.selectFrom('person').select(['person_id', 'full_name']).where('esr_id', '=', esrId).executeTakeFirstOrThrow(),
    )
    const userId = await identity.createAccount({ email, name: person.full_name })
    await database.write(scope, async (tx) => {
      await linkAccount(tx, { userId, organisationId, personId: person.person_id })
      for (const grant of grants[key] ?? []) {
        const unit = grant.unit
          ? await tx
              .selectFrom('unit')
              .select('unit_id')
              .where('name', '=', UNITS[grant.unit]?.name ?? '')
              .executeTakeFirstOrThrow()
          : null
        await tx
          .insertInto('role_grant')
          .values({
            organisation_id: organisationId,
            person_id: person.person_id,
            role: grant.role,
            unit_id: unit?.unit_id ?? null,
            professional_group: grant.group ?? null,
            from_on: firstOfMonth,
            ended_on: null,
            granted_by: null,
            granted_at: `${firstOfMonth}T03:00:00Z`,
          })
          .execute()
      }
    })
  }
}
