/** More passwords at once than the machine can check: a kind page, wherever one is checked or kept, and nothing done. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../../tests/support/factories.ts'
import { aDocument, aPlan } from '../../../tests/support/plans.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { fixedClock } from '../../platform/clock.ts'
import { digestOfKey } from '../../platform/identity/one-time-key.ts'
import { linkAccount } from '../../records/account.ts'
import { ensureFirstRunLink } from '../../records/first-run.ts'
import { makeInvitations } from '../../records/invitation.ts'
import { makeResetKey } from '../../records/password-reset.ts'
import { pathTo } from '../../routes.ts'
import { mailLinks } from '../../web/mail-links.ts'

const password = 'seven small boats at dawn'
const email = 'clinician@trust.example'
const clock = fixedClock('2026-11-21T12:00:00Z')
let calm: TestApp
let busy: TestApp
let trust: Trust
let userId: string
let as: string

beforeAll(async () => {
  calm = await testApp()
  trust = await aTrust(calm.database)
  userId = await calm.identity.createAccount({ email, name: 'Clinician', password })
  const { organisationId, people } = trust
  await calm.database.write(scopeOfSystem(organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId, personId: people.clinician.personId }),
  )
  as = await signIn()
  // The same installation, with every turn taken.
  busy = await testApp({ database: calm.database, passwordChecks: { atOnce: 0, waiting: 0 } })
})
afterAll(() => calm.close())

const signIn = async () => cookiesIn((await calm.request(pathTo('signIn'), { form: { email, password } })).headers)
const isKindlyRefused = async (answer: Response) => {
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '10'])
  expect(await answer.text()).toContain('Many people are doing this just now. Nothing was changed.')
  expect(answer.headers.getSetCookie()).toEqual([])
}

test('signing in waits, and uses up no try', async () => {
  for (let count = 0; count < 11; count += 1)
    await isKindlyRefused(await busy.request(pathTo('signIn'), { form: { email, password } }))
  expect(await signIn()).toContain('session_token')
})

test('changing one’s own password waits', async () => {
  const form = { oldPassword: password, newPassword: 'eleven green kettles sing' }
  await isKindlyRefused(await busy.request(pathTo('changePassword'), { as, form }))
})

test('signing again waits, for a signature and for a second factor', async () => {
  const { organisationId, people } = trust
  const document = aDocument({ period: { from: '2026-12-01', to: '2027-11-30' } })
  const planId = await aPlan(calm.database, organisationId, people.clinician, document)
  await calm.request(pathTo('offerPlan', { planId }), { as, form: { version: '1' } })
  const shown = await (await calm.request(pathTo('signPlanPage', { planId }), { as })).text()
  const digest = /name="digest" value="([0-9a-f]{64})"/.exec(shown)?.[1] ?? ''
  const form = { digest, read: 'yes', password }
  await isKindlyRefused(await busy.request(pathTo('signPlan', { planId }), { as, form }))
  await isKindlyRefused(await busy.request(pathTo('proveForSecondFactor'), { as, form: { password } }))
  expect((await calm.request(pathTo('signPlan', { planId }), { as, form })).status).toBe(303)
})

test('a crowd at the door keeps nobody waiting who is signed in', async () => {
  const crowded = await testApp({
    database: calm.database,
    passwordChecks: { atOnce: 0, waiting: 0 },
    ownPasswordChecks: { atOnce: 1, waiting: 0 },
  })
  await isKindlyRefused(await crowded.request(pathTo('signIn'), { form: { email, password } }))
  const proved = await crowded.request(pathTo('proveForSecondFactor'), { as, form: { password } })
  expect([proved.status, proved.headers.get('location')]).toEqual([303, pathTo('secondFactorPage')])
  for (const [oldPassword, newPassword] of [
    [password, 'eleven green kettles sing'],
    ['eleven green kettles sing', password],
  ] as const)
    expect((await crowded.request(pathTo('changePassword'), { as, form: { oldPassword, newPassword } })).status).toBe(
      303,
    )
})

test('a reset link is not used up', async () => {
  const { key } = await calm.database.asSignIn((tx) => makeResetKey(tx, userId, clock.now()))
  const path = pathTo('resetPassword', { token: key })
  await isKindlyRefused(await busy.request(path, { form: { password: 'eleven green kettles sing' } }))
  expect((await calm.request(path)).status).toBe(200)
})

test('an invitation is not used up', async () => {
  const { organisationId, people } = trust
  const { personId } = people.outsider
  await calm.database.write(scopeOfSystem(organisationId), (tx) =>
    makeInvitations(tx, {
      organisationId,
      personIds: [personId],
      invitedBy: people.office.personId,
      digest: digestOfKey('a key to an invitation'),
      at: clock.now(),
    }),
  )
  const path = pathTo('acceptInvitation', { token: 'a key to an invitation' })
  await isKindlyRefused(await busy.request(path, { form: { password: 'eleven green kettles sing' } }))
  expect((await calm.request(path)).status).toBe(200)
})

test('a first run begins nothing', async () => {
  const empty = await testApp({ passwordChecks: { atOnce: 0, waiting: 0 } })
  const link = (await ensureFirstRunLink(empty.database, mailLinks(empty.config.url).firstRun, clock)) ?? ''
  const form = {
    trust: 'Harbour Example NHS Trust',
    odsCode: 'ZHX',
    nation: 'england',
    firstName: 'Robin',
    lastName: 'Office',
    email: 'robin@harbour.example',
    password: 'eleven green kettles sing',
  }
  const { pathname } = new URL(link)
  await isKindlyRefused(await empty.request(pathname, { form }))
  expect((await empty.request(pathname)).status).toBe(200)
  await empty.close()
})
