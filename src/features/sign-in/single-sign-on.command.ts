import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { EmailInUse } from '../../platform/identity/identity.ts'
import type { SignedInThere } from '../../platform/openid-connect/openid-connect.ts'
import { linkAccount } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import { connect } from '../../records/single-sign-on.ts'
import type { Services } from '../../web/request.ts'
import { createAccount } from './create-account.ts'

type Person = { organisationId: number; personId: number; fullName: string; email: string; hasAccount: boolean }

/** Why somebody whom a provider vouches for is not let in. */
export class NotLetIn extends Error {
  readonly why: 'stranger' | 'known' | 'taken' | 'invitation'
  constructor(why: NotLetIn['why']) {
    super(why)
    this.why = why
  }
}

/**
 * The first sign-in of somebody without an account: the one person of the staff record who has the address that the
 * provider vouches for. Nobody's account is taken over by an address. Throws `NotLetIn`.
 */
export async function letInByEmail(
  services: Pick<Services, 'identity' | 'database'>,
  there: SignedInThere,
  when: { at: Date; on: string },
): Promise<string> {
  const email = await there.findEmail()
  const people = email ? await peopleOfEmail(services.database, email, when.on) : []
  const [person] = people
  if (!person || people.length > 1) throw new NotLetIn('stranger')
  if (person.hasAccount) throw new NotLetIn('known')
  return makeConnected(services, there, person, async (userId) => {
    const { organisationId, personId } = person
    // The person has had no account until now, so the product acts for them, under their name.
    await services.database.write({ ...scopeOfSystem(organisationId), personId }, async (tx) => {
      await linkAccount(tx, { userId, organisationId, personId })
      const event = 'account.linked'
      const payload = { issuer: there.issuer, by: 'e-mail address' }
      await appendAudit(tx, { organisationId, personId, event, object: `person ${personId}`, payload, at: when.at })
    })
    return true
  })
}

/** Makes an account that a provider's subject signs in to; `link` ties it to its person, or says that it may not. Nothing is kept then. */
export async function makeConnected(
  services: Pick<Services, 'identity' | 'database'>,
  { issuer, subject }: SignedInThere,
  person: { email: string; fullName: string },
  link: (userId: string) => Promise<boolean>,
): Promise<string> {
  const { identity, database } = services
  const userId = await createAccount(services, { email: person.email, name: person.fullName }).catch((error) => {
    throw error instanceof EmailInUse ? new NotLetIn('known') : error
  })
  try {
    if (!(await connect(database, { userId, issuer, subject }))) throw new NotLetIn('taken')
    if (!(await link(userId))) throw new NotLetIn('invitation')
    return userId
  } catch (error) {
    await identity.removeAccount(userId)
    throw error
  }
}

async function peopleOfEmail(database: Database, email: string, on: string): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select organisation_id as "organisationId", person_id as "personId", full_name as "fullName", email,
      has_account as "hasAccount"
    from people_of_email(${email}, ${on}::date)`.execute(database.identity)
  return rows
}
