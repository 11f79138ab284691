/**
 * What has just been done, said once at the top of the page that a change leads to. A cookie carries which of these words it
 * is and nothing else: no address holds it, and nobody can put words of their own there.
 */
import { getCookie, setCookie } from 'hono/cookie'
import { NotificationBanner } from '../ui/components/notification-banner.tsx'
import { type Request, seeOther } from './request.ts'

const DONE = {
  'account-closed': 'The account is closed. They are signed out and cannot sign in.',
  'account-open': 'The account is open again. They can sign in as before.',
  'address-of-record-used': 'They now sign in with the address of the staff record.',
  'agreer-set': 'It is set who agrees the plan.',
  connected: 'You can now sign in that way too.',
  disconnected: 'You can no longer sign in that way.',
  'password-changed': 'Your password is changed. You are signed out everywhere else.',
  'password-reset': 'Your password is changed. Sign in with it.',
  'plan-offered': 'You have offered this plan for signature.',
  'plan-returned': 'You have returned this plan for discussion.',
  'plan-signed': 'You have signed this plan.',
  'plan-withdrawn': 'You have withdrawn this plan.',
  'post-corrected': 'The post is corrected.',
  'role-ended': 'The role has ended.',
  'role-given': 'The role is given.',
  'second-factor-off': 'Your second factor is off.',
  'second-factor-reset': 'The second factor is reset. They are signed out and can set up another.',
  'sessions-ended': 'You are signed out there.',
  'signed-out-everywhere': 'They are signed out everywhere. They can sign in again.',
} as const

export type Done = keyof typeof DONE

const cookieName = 'concord.done'
const seconds = 60

/** After a change, the page that shows the result, and says so. */
export function seeDone(c: Request, path: string, done: Done): Response {
  keep(c, done, seconds)
  return seeOther(c, path)
}

/** The news for the page that is about to be shown, which is then no longer kept; undefined where there is none. */
export function takeDone(c: Request) {
  const done = getCookie(c, cookieName, prefixOf(c))
  if (done === undefined) return undefined
  keep(c, '', 0)
  return isDone(done) ? <NotificationBanner variant="success" role="status" text={DONE[done]} /> : undefined
}

const isDone = (text: string): text is Done => Object.hasOwn(DONE, text)

function keep(c: Request, value: string, maxAge: number): void {
  const prefix = prefixOf(c)
  const ofHost = prefix ? { secure: true, prefix } : {}
  setCookie(c, cookieName, value, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge, ...ofHost })
}

const prefixOf = (c: Request) => (c.var.services.config.url.startsWith('https:') ? ('host' as const) : undefined)
