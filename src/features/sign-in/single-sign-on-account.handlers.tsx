import { appendAudit } from '../../records/audit.ts'
import { disconnect, listWaysIn } from '../../records/single-sign-on.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { proofForm, proveAgain, whatToProve } from '../../web/proof/prove-again.ts'
import { readForm } from '../../web/read-form.ts'
import { type Handlers, type Request, seeOther, viewerOf } from '../../web/request.ts'
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
    const { database, clock } = c.var.services
    const provider = providerOf(c)
    if (!provider || !c.var.session) return showProblem(c, 'not-set-up', pathTo('waysIn'))
    const { issuer } = provider
    if (!(await disconnect(database, c.var.session.userId, issuer)))
      return showProblem(c, 'only-way-in', pathTo('waysIn'))
    const viewer = viewerOf(c)
    const { organisationId, personId } = viewer
    const event = c.var.route.audit ?? ''
    const object = `person ${personId}`
    await database.write(viewer, (tx) =>
      appendAudit(tx, { organisationId, personId, event, object, payload: { issuer }, at: clock.now() }),
    )
    return seeOther(c, pathTo('waysIn'))
  },
}

/** What is still to be shown, by field; null when it is certainly they. */
async function prove(c: Request): Promise<Record<string, string> | null> {
  const form = await readForm(c, proofForm)
  const problems = await proveAgain(c, form.ok ? form.value : {})
  return Object.keys(problems).length > 0 ? problems : null
}

async function show(c: Request, problems: Record<string, string>) {
  const { database, singleSignOn } = c.var.services
  const ways = c.var.session ? await listWaysIn(database, c.var.session.userId) : []
  return page(
    c,
    {
      title: 'How you sign in',
      width: 'reading',
      ...(Object.keys(problems).length > 0 ? { status: 422, hasProblems: true } : {}),
    },
    <WaysInPage
      hasPassword={ways.includes('credential')}
      providers={singleSignOn.map(({ key, name, issuer }) => ({ key, name, isConnected: ways.includes(issuer) }))}
      asked={await whatToProve(c)}
      problems={problems}
    />,
  )
}
