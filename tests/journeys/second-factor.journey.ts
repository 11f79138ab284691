/** A new trust's first person: a second factor at once, in again by a recovery code, and then by a code. */
import { eachWay, expect, test } from './journey.ts'
import { RealTrust } from './real-trust.ts'
import { setUpSecondFactor } from './second-factor.ts'

const office = { email: 'robin.office@harbour.example', password: 'seven small boats at dawn' }

eachWay((title) => {
  test(`the office signs in with a second factor, ${title}`, async ({ visitor }) => {
    const trust = await RealTrust.found()
    try {
      const robin = await visitor({ baseURL: trust.url })
      await robin.opens(await trust.start())
      await robin.fillsIn({ Name: 'Harbour Example NHS Trust', 'ODS code': 'ZHX', 'First name': 'Robin' })
      await robin.chooses('England')
      await robin.fillsIn({ 'Last name': 'Office', 'E-mail address': office.email, Password: office.password })
      await robin.presses('Begin')
      // Nothing else is open before.
      await robin.opens('/people')
      const app = await setUpSecondFactor(robin)
      expect(app.recoveryCodes).toHaveLength(10)
      await robin.isAt('People')

      const signIn = async () => {
        await robin.presses('Sign out')
        await robin.fillsIn({ 'E-mail address': office.email, Password: office.password })
        await robin.presses('Sign in')
        await robin.isAt('Enter your code')
      }
      await signIn()
      await robin.fillsIn({ Code: app.recoveryCodes[0] ?? '' })
      await robin.presses('Continue')
      await robin.follows('Robin Office')
      await robin.isAt('Your account')
      await robin.sees('9 of 10 recovery codes are left')

      await signIn()
      await robin.fillsIn({ Code: app.recoveryCodes[0] ?? '' })
      await robin.presses('Continue')
      await robin.sees('That code is not right, or was used already')
      await robin.fillsIn({ Code: app.code(1) })
      await robin.presses('Continue')
      await robin.sees('Harbour Example NHS Trust')
      await robin.follows('Audit')
      await robin.sees('Second factor set up', 'Recovery code used')
    } finally {
      await trust.end()
    }
  })
})
