/** Letters of an e-mail address, and of what is before its sign (RFC 5321). */
export const longestAddress = 254
export const longestMailbox = 64

/** An e-mail address as it is compared and kept: two that differ in this alone are one. */
export const plainAddress = (email: string): string => email.trim().toLowerCase()

/**
 * One e-mail address that mail can be sent to, in any case. Stricter than the standard: no quotes, comments, brackets,
 * spaces or control characters, so that nothing in an address can reach another header, command or recipient. PostgreSQL
 * reads it the same. The lengths are asked beside it: counted in the pattern they cost PostgreSQL ten times as much.
 */
export const addressPattern = "^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+([.][a-z0-9-]+)+$"

const pattern = new RegExp(addressPattern, 'i')

/** Whether this is one address that mail can be sent to. */
export const isAddress = (text: string): boolean =>
  text.length <= longestAddress && text.indexOf('@') <= longestMailbox && pattern.test(text)
