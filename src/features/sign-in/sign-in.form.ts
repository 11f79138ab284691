import { z } from 'zod'

export const signInForm = z.object({
  email: z.string({ error: 'Enter your e-mail address' }),
  password: z.string({ error: 'Enter your password' }),
  next: z.string().optional(),
})

/** The address to go to after signing in: one of our own pages, or the home page. Never another site. */
export const localPath = (next: string | undefined, home: string): string =>
  next && /^\/(?![/\\])[\w\-./?=&%]*$/.test(next) ? next : home
