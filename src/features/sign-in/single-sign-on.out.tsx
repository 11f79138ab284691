import { ProviderUnreachable } from '../../platform/openid-connect/openid-connect.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { type Request, seeOther } from '../../web/request.ts'
import { OnYourWayPage } from './single-sign-on.page.tsx'
import { type Authorization, beginAuthorization } from './single-sign-on.ties.ts'
import type { Problem } from './single-sign-on.words.ts'

/** Sends the browser to the provider, by a page: under our content policy a form's answer may not redirect to another site. */
export async function goThere(c: Request, begun: Omit<Authorization, 'provider' | 'sessionId'>): Promise<Response> {
  const provider = providerOf(c)
  if (!provider) return showProblem(c, 'not-set-up')
  // What only a signed-in person may ask is tied to their session too.
  const isOfSession = begun.purpose === 'again' || begun.purpose === 'connect'
  const sessionId = isOfSession ? c.var.session?.sessionId : undefined
  const backTo = isOfSession ? begun.next : undefined
  // Whoever is signed in is not kept waiting by a crowd at the door.
  if (!isOfSession) c.var.services.identity.countLeaving()
  try {
    const ties = await beginAuthorization(c, { ...begun, provider: provider.key, ...(sessionId ? { sessionId } : {}) })
    const { href } = await provider.addressOf(ties, { again: isOfSession })
    c.header('Refresh', `0;url=${href}`)
    const title = `On your way to ${provider.name}`
    return page(c, { title, width: 'reading' }, <OnYourWayPage name={provider.name} href={href} />)
  } catch (error) {
    if (!(error instanceof ProviderUnreachable)) throw error
    return showProblem(c, 'unreachable', backTo)
  }
}

/** The provider that the address names, where the settings have it. */
export const providerOf = (c: Request) => {
  const key = c.req.param('provider')
  return c.var.services.singleSignOn.find((provider) => provider.key === key)
}

/** Leads to the page that says what went wrong; `next` is where to go from there, if not to the sign-in page. */
export const showProblem = (c: Request, why: Problem, next?: string) =>
  seeOther(c, pathTo('singleSignOnProblem', {}, { why, next }))
