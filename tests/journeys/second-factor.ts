/** Somebody's phone, in a journey. */
import { codeOf, keyOnPage, recoveryCodesOnPage } from '../support/second-factor.ts'
import type { Person } from './person.ts'

/** Sets up the second factor that Concord asks for, keeps the recovery codes and goes on. */
export async function setUpSecondFactor(person: Person) {
  await person.isAt('Set up your second factor')
  const key = keyOnPage(await person.page.content())
  await person.fillsIn({ Code: codeOf(key) })
  await person.presses('Turn it on')
  await person.isAt('Keep these recovery codes')
  const recoveryCodes = recoveryCodesOnPage(await person.page.content())
  await person.follows('I have kept them: continue')
  return { recoveryCodes, code: (stepsLater: number) => codeOf(key, stepsLater) }
}

/** Begins a trust of one's own, as its first person with a second factor. */
export async function beginTrust(person: Person, link: string) {
  const account = { email: 'robin.office@harbour.example', password: 'seven small boats at dawn' }
  await person.opens(link)
  await person.fillsIn({ Name: 'Harbour Example NHS Trust', 'ODS code': 'ZHX', 'First name': 'Robin' })
  await person.chooses('England')
  await person.fillsIn({ 'Last name': 'Office', 'E-mail address': account.email, Password: account.password })
  await person.presses('Begin')
  return { ...account, ...(await setUpSecondFactor(person)) }
}
