import { digestOf } from '../../platform/digest.ts'
import { disconnect, listWaysIn } from '../../records/single-sign-on.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { noteAudit } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { prove, whatToProve } from '../../web/proof/prove-again.ts'
import { type Handlers, type Request, seeOther, sessionOf, viewerOf } from '../../web/request.ts'
import { goThere, providerOf, showProblem } from './single-sign-on.out.tsx'
import { WaysInPage } from './single-sign-on-account.page.tsx'

/** One's own ways in. Each change asks first who is at the keyboard: an open screen must not become somebody else's door. */
export const waysInHandlers: Handlers = {
  waysIn: (c) => show(c, {}),

  connectSingleSignOn: async (c) => {
    const problems = await prove(c)
    return problems ? show(c, problems) : goThere(c, { purpose: 'connect', next: pathTo('waysIn') })
  },

  disconnectSingleSignOn: async (c) => {
    const problems = await prove(c)
    if (problems) return show(c, problems)
    const { database, config, messages, singleSignOn } = c.var.services
    const { userId, sessionId } = sessionOf(c)
    const issuer = await issuerOf(c, userId)
    if (!issuer) return showProblem(c, 'not-set-up', pathTo('waysIn'))
    const usable = [
      ...singleSignOn.map((provider) => provider.issuer),
      ...(config.hasLocalSignIn ? ['credential'] : []),
    ]
    const outcome = await disconnect(
      database,
      { userId, issuer, usable },
      { keptSessionId: sessionId, tell: (tx) => messages.send(tx, { kind: 'ways-in-changed', userId }) },
    )
    if (outcome === 'only-way-in') return showProblem(c, outcome, pathTo('waysIn'))
    // A second press, after the first has done it.
    if (outcome === 'not-connected') return seeOther(c, pathTo('waysIn'))
    await noteAudit(c, viewerOf(c), { payload: { issuer } })
    return seeDone(c, pathTo('waysIn'), 'disconnected')
  },
}

/** A way in whose provider is not in the settings any more has no key there: a digest of its issuer stands for it. */
const keyOfGone = (issuer: string) => `gone-${digestOf(issuer).slice(0, 16)}`

/** The ways in that no provider of the settings is behind. */
function goneOf(c: Request, ways: readonly string[]): string[] {
  const known = ['credential', ...c.var.services.singleSignOn.map(({ issuer }) => issuer)]
  return ways.filter((way) => !known.includes(way))
}

/** The issuer that the address names: a provider's of the settings, or one that the account is connected to still. */
async function issuerOf(c: Request, userId: string): Promise<string | undefined> {
  const key = c.req.param('provider')
  const gone = async () => goneOf(c, await listWaysIn(c.var.services.database, userId))
  return providerOf(c)?.issuer ?? (await gone()).find((issuer) => keyOfGone(issuer) === key)
}

async function show(c: Request, problems: Record<string, string>) {
  const { database, singleSignOn } = c.var.services
  const ways = await listWaysIn(database, sessionOf(c).userId)
  return page(
    c,
    {
      title: 'How you sign in',
      width: 'reading',
      ...(Object.keys(problems).length > 0 ? { status: 422, hasProblems: true } : {}),
    },
    <WaysInPage
      hasPassword={ways.includes('credential')}
      providers={[
        ...singleSignOn.map(({ key, name, issuer }) => ({ key, name, isConnected: ways.includes(issuer) })),
        ...goneOf(c, ways).map((issuer) => ({
          key: keyOfGone(issuer),
          name: `${new URL(issuer).host} (no longer in use here)`,
          isConnected: true,
        })),
      ]}
      asked={await whatToProve(c)}
      problems={problems}
    />,
  )
}
