/** Says only whose words a form may hold that comes after a session has ended. It opens nothing. */
import { createSeal } from './sealed.ts'

/** Who signed in last in a browser, in a sealed cookie. */
export type LastPerson = {
  /** The account that the cookie names, or null where nobody has signed in, or they signed out. */
  read(headers: Headers): string | null
  /** The `set-cookie` header that names this account for so many seconds. */
  cookieFor(userId: string, seconds: number): string
  /** The one that takes it away. */
  readonly noCookie: string
}

/** `secret` is the product's; `isSecure` says that it is at https. */
export function createLastPerson(secret: string, isSecure: boolean): LastPerson {
  const seal = createSeal(secret, 'last person')
  const name = isSecure ? '__Host-concord.last' : 'concord.last'
  const cookie = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    read: (headers) => {
      const sealed = new RegExp(`(?:^|; )${name}=([\\w-]+)`).exec(headers.get('cookie') ?? '')?.[1]
      return sealed ? seal.open(sealed, name) : null
    },
    cookieFor: (userId, seconds) => cookie(seal.seal(userId, name), seconds),
    noCookie: cookie('', 0),
  }
}
