/** The trust's own account: connected by somebody who is signed in, and then a way in. */
import { freePort } from '../support/free-port.ts'
import { secretAt, startProvider } from '../support/openid-provider.ts'
import { eachWay, expect, test } from './journey.ts'
import type { Person } from './person.ts'
import { RealTrust } from './real-trust.ts'
import { beginTrust } from './second-factor.ts'

const name = 'Trust account'

/** Goes to the provider's own pages, types who they are there, and is back. */
async function goesToProvider(person: Person, button: string, as: string, press = 'Go on') {
  const { page } = person
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'The trust’s own sign-in' })).toBeVisible()
  await page.getByLabel('Name').fill(as)
  await Promise.all([
    page.waitForURL((url) => url.hostname === 'localhost'),
    page.getByRole('button', { name: press }).click(),
  ])
}

eachWay((title) => {
  test(`the office connects the trust's own account and signs in with it, ${title}`, async ({ visitor }) => {
    const port = await freePort()
    const issuer = `http://127.0.0.1:${port}`
    const trust = await RealTrust.found({
      CONCORD_SSO_NAME: name,
      CONCORD_SSO_ISSUER: issuer,
      CONCORD_SSO_CLIENT_ID: 'concord',
      CONCORD_SSO_CLIENT_SECRET: secretAt(issuer),
    })
    const provider = await startProvider({
      port,
      callbacks: [`${trust.url}/single-sign-on/1/answer`],
      people: { robin: { amr: ['pwd', 'mfa'] } },
    })
    try {
      const robin = await visitor({ baseURL: trust.url })
      const account = await beginTrust(robin, await trust.start())
      await robin.follows('Robin Office')
      await robin.follows(/Change how you sign in/)
      await robin.isAt('How you sign in')
      await robin.fillsIn({ 'Your password': account.password, Code: account.code(1) })
      await goesToProvider(robin, `Connect ${name}`, 'robin')
      await robin.isAt('How you sign in')
      await robin.sees('Connected')

      const visiting = await visitor({ baseURL: trust.url })
      await visiting.opens('/sign-in')
      await goesToProvider(visiting, `Sign in with ${name}`, 'robin', 'Turn back')
      await visiting.isAt('You came back without signing in')
      await visiting.follows('Go to the sign-in page')
      await visiting.isAt('Sign in to Concord')

      // Signed in at the provider still: it asks nothing, and sends them straight back.
      await robin.presses('Sign out')
      await robin.page.getByRole('button', { name: `Sign in with ${name}`, exact: true }).click()
      await robin.page.waitForURL(`${trust.url}/`)
      await robin.sees('Harbour Example NHS Trust', 'Robin Office')
      expect(robin.page.url()).toBe(`${trust.url}/`)
      await robin.follows('Audit')
      await robin.sees('A way to sign in connected')

      // No claim, token or code is in what the server said.
      expect(trust.log).not.toMatch(/robin|code=|eyJ/)
    } finally {
      await trust.end()
      await provider.stop()
    }
  })
})
