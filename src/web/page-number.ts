import type { Request } from './request.ts'

/** The page of a list that the address asks for, from 1; anything else is the first. */
export function pageNumberOf(c: Request): number {
  const asked = c.req.query('page') ?? ''
  return /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1
}
