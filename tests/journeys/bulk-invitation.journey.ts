import { linkIn, startMailServer } from '../support/smtp-server.ts'
import { eachWay, expect, test } from './journey.ts'
import { RealTrust } from './real-trust.ts'
import { beginTrust } from './second-factor.ts'

const clinicianPassword = 'lantern copper meadow'

eachWay((title) =>
  test(`the office invites many at once, and one of them joins by the link in the mail, ${title}`, async ({
    visitor,
  }) => {
    const server = await startMailServer()
    const trust = await RealTrust.found({
      CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
      CONCORD_MAIL_FROM: 'concord@trust.example',
      LOG_LEVEL: 'debug',
    })
    try {
      const robin = await visitor({ baseURL: trust.url })
      await beginTrust(robin, await trust.start())
      await trust.bringStaffIn()

      // The office sees how many before anything is sent.
      await robin.opens('/accounts')
      await robin.follows('Invite many people')
      await robin.isAt('Invite many people')
      await robin.fillsIn({ 'Professional group': 'Physiotherapist' })
      await robin.presses('Count them')
      const counted = await robin.page.getByRole('heading', { name: /people to invite/ }).textContent()
      const many = Number(counted?.match(/\d+/)?.[0])
      expect(many).toBeGreaterThan(1)
      expect(server.received).toEqual([])
      await robin.presses(`Send ${many} invitations`)
      // With a script the page brings itself up to date; without, it is looked at again.
      const hasScript = await robin.page.locator('html.has-script').count()
      await expect
        .poll(
          async () => {
            if (!hasScript && (await robin.page.getByRole('button', { name: 'Look again' }).count()))
              await robin.follows('Look again')
            return robin.page.locator('main').textContent()
          },
          { timeout: 30_000 },
        )
        .toContain(`${many} of ${many} sent`)
      await robin.isAt('Invitations were sent')
      expect(server.received).toHaveLength(many)
      await robin.follows('Accounts')
      await robin.sees(`${many} of ${many} sent`)

      // One of those who got a mail follows its link, and joins.
      const mail = server.received.find(({ to }) => to[0] === 'nadia.rahmani@northmoor.example')
      if (!mail) throw new Error('Nadia Rahmani got no mail')
      expect(mail.text).toContain('Somebody at Harbour Example NHS Trust has invited you to Concord')
      const nadia = await visitor({ baseURL: trust.url })
      await nadia.opens(linkIn(mail))
      await nadia.sees(/Harbour Example NHS Trust has invited you, Nadia Rahmani/)
      await nadia.fillsIn({ 'Choose a password': clinicianPassword })
      await nadia.presses('Join')
      await nadia.sees('Nadia Rahmani')
      const late = await visitor({ baseURL: trust.url })
      expect((await late.opens(linkIn(mail))).status()).toBe(404)

      // Neither an address nor a key is in the log, and the record says what was done, once.
      const keys = server.received.map((each) => linkIn(each).split('/').at(-1) ?? '')
      for (const secret of [...keys, ...server.received.flatMap(({ to }) => to)])
        expect(trust.log).not.toContain(secret)
      await robin.follows('Audit')
      await robin.sees('Many people invited', 'Invitation accepted')
    } finally {
      await trust.end()
      await server.stop()
    }
  }),
)
