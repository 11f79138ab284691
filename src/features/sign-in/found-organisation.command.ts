import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { linkAccount } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import type { FirstRun } from './first-run.form.ts'

/**
 * Begins an installation in one transaction: the organisation, its first person (not from the staff record), their account
 * and the roles of office and administrator. Throws, and keeps nothing, when an organisation exists already.
 */
export async function foundOrganisation(
  database: Database,
  given: { form: FirstRun; userId: string; event: AuditEventName; at: Date; on: string },
): Promise<void> {
  const { form, userId, event, at, on } = given
  // There is nobody and no organisation yet: the function below makes it and confines the rest of the transaction to it.
  const scope = { organisationId: 0, personId: null, lines: [], units: [], groups: [], roles: ['office'] }
  await database.write(scope, async (tx) => {
    const { rows } = await sql<{ made: number }>`
      select found_organisation(${form.odsCode}, ${form.trust}, ${form.nation}) as made`.execute(tx)
    const organisationId = rows[0]?.made ?? 0
    const { person_id: personId } = await tx
      .insertInto('person')
      .values({
        organisation_id: organisationId,
        first_name: form.firstName,
        last_name: form.lastName,
        email: form.email,
      })
      .returning('person_id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('role_grant')
      .values(
        (['office', 'administrator'] as const).map((role) => ({
          organisation_id: organisationId,
          person_id: personId,
          role,
          from_on: on,
          granted_at: at,
        })),
      )
      .execute()
    await linkAccount(tx, { userId, organisationId, personId })
    await appendAudit(tx, {
      organisationId,
      personId: null,
      event,
      object: `organisation ${organisationId}`,
      payload: { odsCode: form.odsCode, name: form.trust, firstPerson: personId },
      at,
    })
  })
}
