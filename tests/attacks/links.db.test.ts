/** Attacks by a link that works once: that one which is used, old, made up or of somebody who has left opens nothing, and says nothing. */
import { afterAll, beforeAll, expect } from 'vitest'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { digestOfKey, newKey } from '../../src/platform/identity/one-time-key.ts'
import { linkAccount } from '../../src/records/account.ts'
import { ensureFirstRunLink } from '../../src/records/first-run.ts'
import { makeInvitations } from '../../src/records/invitation.ts'
import { makeResetKey } from '../../src/records/password-reset.ts'
import { pathTo } from '../../src/routes.ts'
import { aPerson } from '../support/factories.ts'
import { type TestApp, testApp } from '../support/test-app.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { aTarget, type Target, withoutWhatIsNew } from './target.ts'

const password = 'eight tall ships at dusk'
const madeUp = ['x', 'k'.repeat(43), '../../x', "' or '1'='1", '__proto__', 'x'.repeat(3000)]

let target: Target
beforeAll(async () => {
  target = await aTarget()
}, 120_000)
afterAll(() => target.close())

/** A link that works, and whose it is. */
type Link = { token: string; personId: number }

let people = 0
async function somebody(): Promise<{ personId: number; email: string }> {
  const { t, trust } = target
  people += 1
  const email = `link-${people}@trust.example`
  const { personId } = await t.database.write(scopeOfSystem(trust.organisationId), (tx) =>
    aPerson(tx, trust.organisationId, {
      lastName: `Link-${people}`,
      unitId: trust.units.otherTeam,
      group: 'pharmacy',
      person: { email },
    }),
  )
  return { personId, email }
}

const kinds = {
  invitation: {
    page: 'invitationPage',
    press: 'acceptInvitation',
    make: async (): Promise<Link> => {
      const { t, trust } = target
      const { organisationId } = trust
      const { personId } = await somebody()
      const { key, digest } = newKey()
      const invitation = {
        organisationId,
        personIds: [personId],
        invitedBy: target.personId('office'),
        digest,
        at: now(),
      }
      await t.database.write(scopeOfSystem(organisationId), (tx) => makeInvitations(tx, invitation))
      return { token: key, personId }
    },
    age: (token: string) =>
      target.t.database.asOwner((tx) =>
        tx
          .updateTable('invitation')
          .set({ expires_at: now() })
          .where('token_digest', '=', digestOfKey(token))
          .executeTakeFirstOrThrow(),
      ),
  },
  reset: {
    page: 'resetPasswordPage',
    press: 'resetPassword',
    make: async (): Promise<Link> => {
      const { t, trust } = target
      const { organisationId } = trust
      const { personId, email } = await somebody()
      const userId = await t.identity.createAccount({ email, name: 'Link', password: 'seven small boats at dawn' })
      await t.database.write(scopeOfSystem(organisationId), (tx) =>
        linkAccount(tx, { userId, organisationId, personId }),
      )
      const { key } = await t.database.asSignIn((tx) => makeResetKey(tx, userId, now()))
      return { token: key, personId }
    },
    age: (token: string) => ageKey(target.t, token),
  },
} as const
const now = () => new Date('2026-11-21T12:00:00Z')

const ageKey = ({ database }: TestApp, token: string) =>
  database.asOwner((tx) =>
    tx
      .updateTable('identity.verification')
      .set({ expiresAt: now() })
      .where('id', '=', digestOfKey(token))
      .executeTakeFirstOrThrow(),
  )

/** What a link says to whoever opens it, and to whoever presses the button that was on its page. */
async function saidBy(t: TestApp, [page, press]: [string, string], form: Record<string, string>): Promise<string[]> {
  const answers = [await t.request(page), await t.request(press, { form })]
  return Promise.all(
    answers.map(async (answer) =>
      [answer.status, ...answer.headers.getSetCookie(), withoutWhatIsNew(await answer.text())].join('\n'),
    ),
  )
}

for (const [kind, { page, press, make, age }] of Object.entries(kinds))
  attack(
    `finding out by the link of ${kind === 'reset' ? 'a forgotten password' : 'an invitation'} whether it was made up, used, old or for somebody who has left`,
    async ({ refused }) => {
      const { t } = target
      const pathsOf = (token: string): [string, string] => [pathTo(page, { token }), pathTo(press, { token })]
      const deadBy = {
        use: async ({ token }: Link) => {
          const answer = await t.request(pathTo(press, { token }), { form: { password } })
          expect(answer.status).toBe(303)
        },
        age: ({ token }: Link) => age(token),
        leaving: ({ personId }: Link) =>
          t.database.asOwner((tx) =>
            tx.updateTable('person').set({ left_on: '2026-11-20' }).where('person_id', '=', personId).execute(),
          ),
      }
      const dead: [why: string, token: string][] = madeUp.map((token) => ['made up', token])
      for (const [why, spoil] of Object.entries(deadBy)) {
        const link = await make()
        expect([why, (await t.request(pathTo(page, { token: link.token }))).status]).toEqual([why, 200])
        await spoil(link)
        dead.push([why, link.token])
      }
      const [[, first = ''] = []] = dead
      const said = await saidBy(t, pathsOf(first), { password })
      expect(said.map((each) => each.slice(0, 4))).toEqual(['404\n', '404\n'])
      await leavesAllAsItWas(t.database, async () => {
        for (const [why, token] of dead) {
          expect([why, token, ...(await saidBy(t, pathsOf(token), { password }))]).toEqual([why, token, ...said])
          refused()
        }
      })
    },
    60_000,
  )

attack(
  'finding out by the link that begins an installation whether it was made up, used or old',
  async ({ refused }) => {
    // The trust that is attacked has begun long ago: this is about one that has not.
    const t = await testApp()
    try {
      const form = {
        trust: 'Invented Trust',
        odsCode: 'RT9',
        nation: 'england',
        firstName: 'Ann',
        lastName: 'Other',
        email: 'ann.other@trust.example',
        password,
      }
      const pathsOf = (token: string): [string, string] => [
        pathTo('firstRunPage', { token }),
        pathTo('firstRun', { token }),
      ]
      const aLink = async () => {
        const token = (await ensureFirstRunLink(t.database, (key) => key, { now })) ?? ''
        expect((await t.request(pathTo('firstRunPage', { token }))).status).toBe(200)
        return token
      }
      const [first = ''] = madeUp
      const said = await saidBy(t, pathsOf(first), form)
      expect(said.map((each) => each.slice(0, 4))).toEqual(['404\n', '404\n'])
      const isDead = async (why: string, tokens: readonly string[]) =>
        leavesAllAsItWas(t.database, async () => {
          for (const token of tokens) {
            expect([why, token, ...(await saidBy(t, pathsOf(token), form))]).toEqual([why, token, ...said])
            refused()
          }
        })
      await isDead('made up', madeUp)
      const replaced = await aLink()
      const old = await aLink()
      await ageKey(t, old)
      await isDead('replaced or old', [replaced, old])
      const used = await aLink()
      expect((await t.request(pathTo('firstRun', { token: used }), { form })).status).toBe(303)
      await isDead('used, and the others when there is a trust', [used, old, replaced, ...madeUp])
    } finally {
      await t.close()
    }
  },
  60_000,
)
