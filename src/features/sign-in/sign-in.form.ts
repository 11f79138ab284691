import { z } from 'zod'

export const signInForm = z.object({
  email: z.string({ error: 'Enter your e-mail address' }),
  password: z.string({ error: 'Enter your password' }),
  next: z.string().optional(),
})

/**
 * The address to go to after signing in: one of our own pages, or the home page. Never another site: a browser reads a
 * backslash as a slash, leaves tabs and line breaks out, and takes what follows two slashes for a host, also when the dots
 * before them (`/people/..//evil.example`) are worked out. What comes back is worked out, and written in plain letters.
 */
export function localPath(next: string | undefined, home: string): string {
  if (!next || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(next)) return home
  const address = URL.parse(next, NOWHERE)
  if (address?.origin !== NOWHERE || address.pathname.startsWith('//')) return home
  return `${address.pathname}${address.search}`
}

const NOWHERE = 'http://nowhere.invalid'
