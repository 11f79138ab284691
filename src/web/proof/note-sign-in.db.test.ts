/** What monitoring sees of people who fail to sign in: how many and how, and never who. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust } from '../../../tests/support/factories.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { writeLogTo } from '../../platform/log.ts'
import { linkAccount } from '../../records/account.ts'
import { pathTo } from '../../routes.ts'

const email = 'clinician@trust.example'
const password = 'seven small boats at dawn'
let t: TestApp
let lines: string[] = []
let endWriting: () => void

beforeAll(async () => {
  t = await testApp({ settings: { CONCORD_METRICS_TOKEN: 'a token that is only for tests' } })
  const { organisationId, people } = await aTrust(t.database)
  const userId = await t.identity.createAccount({ email, name: 'Clinician', password })
  await t.database.write(scopeOfSystem(organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId, personId: people.clinician.personId }),
  )
  endWriting = writeLogTo({ write: (line) => void lines.push(line) })
})
afterAll(async () => {
  endWriting()
  await t.close()
})

const counted = async (way: string, outcome: string) => {
  const headers = { authorization: 'Bearer a token that is only for tests' }
  const text = await (await t.request(pathTo('metrics'), { headers })).text()
  return new RegExp(`concord_sign_ins_total\\{way="${way}",outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1]
}
const logged = () =>
  lines.map((line) => JSON.parse(line)).filter(({ msg }: { msg: string }) => msg === 'sign-in refused')

test('each attempt is counted by its outcome, and a refused one is a line without anybody in it', async () => {
  lines = []
  const signIn = (given: string) => t.request(pathTo('signIn'), { form: { email, password: given } })
  for (const wrong of ['one wrong password', 'another wrong password']) await signIn(wrong)
  const as = cookiesIn((await signIn(password)).headers)
  await t.request(pathTo('proveForSecondFactor'), { as, form: { password: 'a third wrong password' } })
  await t.request(pathTo('changeSecondFactor'), { as, form: { change: 'off', code: '000000' } })
  expect([
    await counted('password', 'wrong'),
    await counted('password', 'let-in'),
    await counted('password-again', 'wrong'),
    await counted('code', 'wrong'),
  ]).toEqual(['2', '1', '1', '1'])
  expect(logged()).toEqual(
    ['password', 'password', 'password-again', 'code'].map((way) => ({
      level: 'warn',
      time: expect.any(String),
      request: expect.any(String),
      way,
      outcome: 'wrong',
      msg: 'sign-in refused',
    })),
  )
  expect(lines.join('')).not.toMatch(/clinician|trust\.example|wrong password|boats/)
})
