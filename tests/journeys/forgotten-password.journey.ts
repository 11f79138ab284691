/** Somebody who has forgotten their password asks for a link, and the mail brings it through a real SMTP server. */
import { linkIn, startMailServer } from '../support/smtp-server.ts'
import { eachWay, expect, test } from './journey.ts'
import { RealTrust } from './real-trust.ts'
import { beginTrust } from './second-factor.ts'

const newPassword = 'lantern copper meadow'

eachWay((title) =>
  test(`a link in a mail sets a new password, once, and ends what was before, ${title}`, async ({ visitor }) => {
    const server = await startMailServer()
    const trust = await RealTrust.found({
      CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
      CONCORD_MAIL_FROM: 'concord@trust.example',
      LOG_LEVEL: 'debug',
    })
    try {
      const elsewhere = await visitor({ baseURL: trust.url })
      const account = await beginTrust(elsewhere, await trust.start())

      const robin = await visitor({ baseURL: trust.url })
      const asks = async () => {
        await robin.opens('/sign-in')
        await robin.follows('Forgotten your password?')
        await robin.fillsIn({ 'E-mail address': account.email })
        await robin.presses('Send me a link')
        await robin.isAt('Look at your e-mail')
      }
      const mails = () => server.received.filter(({ text }) => text.includes('/reset-password/'))
      await asks()
      await expect.poll(mails, { timeout: 30_000 }).toHaveLength(1)
      await asks()
      await expect.poll(mails, { timeout: 30_000 }).toHaveLength(2)
      const [older = '', link = ''] = mails().map(linkIn)

      await robin.opens(link)
      await robin.isAt('Choose a new password')
      await robin.fillsIn({ 'New password': 'too short' })
      await robin.presses('Change my password')
      await robin.sees('Choose a password of 12 or more characters')
      await robin.fillsIn({ 'New password': newPassword })
      await robin.presses('Change my password')
      await robin.isAt('Sign in to Concord')

      // Neither link opens anything now, the session that was open elsewhere is over, and so is the old password.
      for (const used of [link, older]) expect((await robin.opens(used)).status()).toBe(404)
      await elsewhere.opens('/accounts')
      await elsewhere.isAt('Sign in to Concord')
      const signsIn = async (password: string) => {
        await robin.opens('/sign-in')
        await robin.fillsIn({ 'E-mail address': account.email, Password: password })
        await robin.presses('Sign in')
      }
      await signsIn(account.password)
      await robin.sees('That e-mail address and password do not go together')
      // The second factor stands: whoever reads the mail alone is not in.
      await signsIn(newPassword)
      await robin.isAt('Enter your code')
      await robin.fillsIn({ Code: account.recoveryCodes[0] ?? '' })
      await robin.presses('Continue')
      await robin.sees('Harbour Example NHS Trust')
      await robin.follows('Audit')
      await robin.sees('Password set by a link')

      await expect
        .poll(() => server.received.at(-1)?.text, { timeout: 30_000 })
        .toContain('The password of your Concord account at Harbour Example NHS Trust was changed')
      const secrets = [older, link].map((each) => each.split('/').at(-1) ?? '')
      for (const secret of [...secrets, account.email]) expect(trust.log).not.toContain(secret)
    } finally {
      await trust.end()
      await server.stop()
    }
  }),
)
