/**
 * Who stands at a door of Concord, and what opens one: accounts with a password, sessions that owe something yet, and keys
 * that work once. All are put back before each form that is let through, since opening a door uses its key up.
 */
import { sql } from 'kysely'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { newKey } from '../../src/platform/identity/one-time-key.ts'
import { linkAccount } from '../../src/records/account.ts'
import { makeInvitations } from '../../src/records/invitation.ts'
import { makeResetKey } from '../../src/records/password-reset.ts'
import { accountOf, aPerson, aRoleGrant, type Trust, today } from '../support/factories.ts'
import { codeOf, setUpSecondFactor } from '../support/second-factor.ts'
import { cookiesIn, type TestApp } from '../support/test-app.ts'

/**
 * Nobody at all; somebody who has given their password and owes a code; somebody who must set a second factor up; somebody
 * inside, with a password and a second factor of their own.
 */
export type Knocker = 'nobody' | 'arriving' | 'enrolling' | 'inside'

export type Doors = {
  /** What all of them sign in with. */
  password: string
  /** The address of `arriving`. */
  email: string
  cookieOf(who: Knocker): string
  /** What their authenticator app shows now. */
  codeOf(who: Exclude<Knocker, 'nobody'>): string
  /** Keys in addresses, each of which works. The kept forms are the clinician's, and one of the other trust. */
  keys: Record<'invitation' | 'reset' | 'keptForm' | 'theirKeptForm', string>
  putBack(): Promise<void>
}

const password = 'seven small boats at dawn'
const email = 'arriving@trust.example'
const at = new Date(`${today}T12:00:00Z`)

export async function makeDoors(t: TestApp, trust: Trust): Promise<Doors> {
  const { database, identity } = t
  const { organisationId, people, elsewhere, units } = trust
  const aKnocker = async (lastName: string, address: string) => {
    const userId = await identity.createAccount({ email: address, name: lastName, password })
    const { personId } = await database.write(scopeOfSystem(organisationId), async (tx) => {
      const made = await aPerson(tx, organisationId, { lastName, unitId: units.otherTeam, group: 'pharmacy' })
      await tx.updateTable('person').set({ email: address }).where('person_id', '=', made.personId).execute()
      await linkAccount(tx, { userId, organisationId, personId: made.personId })
      return made
    })
    return { userId, personId }
  }
  const arriving = await aKnocker('Arriving', email)
  const { key: secretOfArriving } = await setUpSecondFactor(identity, arriving.userId)
  const enrolling = await aKnocker('Enrolling', 'enrolling@trust.example')
  const inside = await aKnocker('Inside', 'inside@trust.example')
  const invited = await database.write(scopeOfSystem(organisationId), async (tx) => {
    // A role that asks for a second factor.
    await aRoleGrant(tx, organisationId, enrolling.personId, 'auditor', 0)
    return aPerson(tx, organisationId, { lastName: 'Invited', unitId: units.otherTeam, group: 'pharmacy' })
  })
  const all = [arriving.userId, enrolling.userId, inside.userId]
  const hashes = await database.asOwner((tx) =>
    tx.selectFrom('identity.account').select(['id', 'password']).where('userId', 'in', all).execute(),
  )
  const keptForm = (words: string) =>
    JSON.stringify({ path: '/plans/1/return', called: 'Returning a plan', fields: [['reason', words]] })
  const cookies = { nobody: '', arriving: '', enrolling: '', inside: '' }
  const secrets = { arriving: secretOfArriving, enrolling: '', inside: '' }

  const doors: Doors = {
    password,
    email,
    cookieOf: (who) => cookies[who],
    codeOf: (who) => codeOf(secrets[who]),
    keys: { invitation: '', reset: '', keptForm: '', theirKeptForm: '' },
    putBack: async () => {
      const { key: invitation, digest } = newKey()
      await database.asOwner(async (tx) => {
        await sql`delete from identity.rate_limit`.execute(tx)
        await sql`delete from identity.verification`.execute(tx)
        await sql`delete from identity.single_sign_on`.execute(tx)
        await sql`delete from identity.kept_words`.execute(tx)
        await sql`delete from identity.account_person where person_id = ${invited.personId}`.execute(tx)
        await sql`delete from identity."user" u using person p where p.person_id = ${invited.personId} and p.email = u.email`.execute(
          tx,
        )
        await sql`delete from identity.session where "userId" in (${sql.join(all)})`.execute(tx)
        const begun = sql.join([enrolling.userId, inside.userId])
        await sql`delete from identity.second_factor where user_id in (${begun})`.execute(tx)
        await sql`delete from identity.recovery_code where user_id in (${begun})`.execute(tx)
        for (const { id, password: hash } of hashes)
          await tx.updateTable('identity.account').set({ password: hash }).where('id', '=', id).execute()
      })
      await database.write(scopeOfSystem(organisationId), (tx) =>
        makeInvitations(tx, {
          organisationId,
          personIds: [invited.personId],
          invitedBy: people.office.personId,
          digest,
          at,
        }),
      )
      const { key: reset } = await database.asSignIn((tx) => makeResetKey(tx, arriving.userId, at))
      const keep = async (personId: number, words: string) =>
        identity.keptWords.keep(await accountOf(database, identity, personId), keptForm(words))
      doors.keys = {
        invitation,
        reset,
        keptForm: await keep(people.clinician.personId, 'Let us talk'),
        theirKeptForm: await keep(elsewhere.person.personId, 'Zephyr clinic'),
      }
      secrets.inside = (await setUpSecondFactor(identity, inside.userId)).key
      // The same code again: it works once.
      const again = [arriving.userId, inside.userId]
      await database.asOwner((tx) =>
        sql`update identity.second_factor set last_step = 0 where user_id in (${sql.join(again)})`.execute(tx),
      )
      for (const [who, { userId }] of Object.entries({ arriving, enrolling }) as ['arriving', typeof arriving][])
        cookies[who] = cookiesIn(await identity.startSession(userId, new Headers(), { method: 'password' }))
      const { sessionId = '' } = (await identity.findSession(new Headers({ cookie: cookies.enrolling }))) ?? {}
      secrets.enrolling = (await identity.secondFactor.begin(enrolling.userId, sessionId)) ?? ''
      const now = { secondFactorAt: new Date(), confirmedAt: new Date() }
      cookies.inside = cookiesIn(
        await identity.startSession(inside.userId, new Headers(), { method: 'password', ...now }),
      )
    },
  }
  return doors
}
