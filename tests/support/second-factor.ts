/** An authenticator app, for tests. */
import type { Identity } from '../../src/platform/identity/identity.ts'
import { codeAt, stepOf } from '../../src/platform/identity/one-time-code.ts'

/** The key that a page of setting up shows. */
export function keyOnPage(html: string): string {
  const key = /<code>([A-Z2-7]{4}(?: [A-Z2-7]{4}){7})<\/code>/.exec(html)?.[1]
  if (!key) throw new Error('the page shows no key')
  return key.replaceAll(' ', '')
}

/** The recovery codes that a page shows. */
export const recoveryCodesOnPage = (html: string): string[] =>
  [...html.matchAll(/<code>([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})<\/code>/g)].map(([, code]) => code ?? '')

/** The app's code now, or so many steps of thirty seconds later. */
export const codeOf = (key: string, stepsLater = 0): string => codeAt(key, stepOf(new Date()) + stepsLater)

/** Gives an account a second factor; its key, and the code that is used up by it. */
export async function setUpSecondFactor(
  { secondFactor }: Identity,
  userId: string,
): Promise<{ key: string; used: string }> {
  const key = await secondFactor.begin(userId, 'a session')
  if (!key) throw new Error('it has one already')
  const used = codeOf(key)
  await secondFactor.confirm(userId, 'a session', used)
  return { key, used }
}
