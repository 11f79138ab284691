import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountOf, aTrust, type Trust } from '../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { sweep } from './sweep.ts'

let t: TestApp
let trust: Trust
beforeEach(async () => {
  t = await testApp()
  trust = await aTrust(t.database)
})
afterEach(() => t.close())

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const day = 24 * 60

/** Of every kind one that has run out, `many` times over, and one that has not. */
async function leave(many: number) {
  const { organisationId, people } = trust
  const userId = await accountOf(t.database, t.identity, people.clinician.personId)
  const session = { userId, method: 'password', updatedAt: ago(0), createdAt: ago(1) }
  const old = Array.from({ length: many }, (_, index) => `old ${index}`)
  await t.database.asOwner(async (tx) => {
    await tx
      .insertInto('identity.session')
      .values([
        ...old.flatMap((id) => [
          { ...session, id, token: id, expiresAt: ago(1), usedAt: ago(1) },
          { ...session, id: `${id} idle`, token: `${id} idle`, expiresAt: ago(-60), usedAt: ago(31) },
        ]),
        { ...session, id: 'live', token: 'live', expiresAt: ago(-60), usedAt: ago(29) },
      ])
      .execute()
    await tx
      .insertInto('identity.kept_words')
      .values([
        ...old.map((key_digest) => ({ key_digest, user_id: userId, sealed: 'x', expires_at: ago(1) })),
        { key_digest: 'live', user_id: userId, sealed: 'x', expires_at: ago(-1) },
      ])
      .execute()
    await tx
      .insertInto('identity.rate_limit')
      .values([
        ...old.map((key) => ({ key, points: 11, expire: ago(1).getTime() })),
        { key: 'live', points: 11, expire: ago(-1).getTime() },
      ])
      .execute()
    await tx
      .insertInto('identity.verification')
      .values(
        [...old.map((id) => [id, ago(1)] as const), ['live', ago(-1)] as const].map(([id, expiresAt]) => ({
          id,
          identifier: `password-reset:${userId}`,
          value: userId,
          expiresAt,
          createdAt: ago(30),
          updatedAt: ago(30),
        })),
      )
      .execute()
    await tx
      .insertInto('identity.single_sign_on')
      .values(
        [...old.map((name) => [name, ago(1)] as const), ['live', ago(-1)] as const].map(([name, expires_at]) => ({
          state_digest: name,
          browser_digest: name,
          provider: '1',
          purpose: 'sign-in' as const,
          next: '/',
          session_id: null,
          invitation_digest: null,
          begun_at: ago(10),
          expires_at,
        })),
      )
      .execute()
    await tx
      .insertInto('staged_import')
      .values(
        [...old.map(() => ago(1)), ago(-1)].map((forgotten_at) => ({
          organisation_id: organisationId,
          staged_by: people.office.personId,
          staged_at: ago(day),
          forgotten_at,
          plan_digest: forgotten_at > new Date() ? 'live' : 'old',
          files: '[]',
        })),
      )
      .execute()
    await tx
      .insertInto('once_key')
      .values(
        [...old.map((key) => [key, ago(8 * day)] as const), ['live', ago(6 * day)] as const].map(
          ([key_digest, done_at]) => ({
            organisation_id: organisationId,
            person_id: people.clinician.personId,
            key_digest,
            route: 'signPlan',
            sent_digest: 'x',
            done_at,
          }),
        ),
      )
      .execute()
  })
}

const left = () =>
  t.database.asOwner(async (tx) => ({
    sessions: (await tx.selectFrom('identity.session').select('id').execute()).map(({ id }) => id),
    words: (await tx.selectFrom('identity.kept_words').select('key_digest as id').execute()).map(({ id }) => id),
    tries: (await tx.selectFrom('identity.rate_limit').select('key as id').execute()).map(({ id }) => id),
    links: (await tx.selectFrom('identity.verification').select('id').execute()).map(({ id }) => id),
    onTheirWay: (await tx.selectFrom('identity.single_sign_on').select('state_digest as id').execute()).map(
      ({ id }) => id,
    ),
    files: (await tx.selectFrom('staged_import').select('plan_digest as id').execute()).map(({ id }) => id),
    keys: (await tx.selectFrom('once_key').select('key_digest as id').execute()).map(({ id }) => id),
  }))

test('what has run out goes, of everybody; what still holds stays', async () => {
  await leave(1)
  await sweep(t.database, 30)
  const live = ['live']
  expect(await left()).toEqual({
    sessions: live,
    words: live,
    tries: live,
    links: live,
    onTheirWay: live,
    files: live,
    keys: live,
  })
})

test('so much goes at a time, until all of it is gone', async () => {
  await leave(5)
  await sweep(t.database, 30, 2)
  expect(Object.values(await left())).toEqual(Array(7).fill(['live']))
})

test('a database that does not answer ends nothing but the sweep', async () => {
  const gone = await testApp()
  await gone.close()
  await expect(sweep(gone.database, 30)).resolves.toBeUndefined()
})
