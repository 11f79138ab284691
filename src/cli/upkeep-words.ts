/** How the verbs that look after an installation say sizes, times and what went wrong. */

export const saySeconds = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} seconds`

export const sayBytes = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`

/** What to do about the ways in which a database or a disk fails; other errors in their own words. */
export function sayRefusal(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  switch (code) {
    case '42501':
      return 'The database’s login may not do this. Set DATABASE_OWNER_URL to the login that owns Concord’s tables.'
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return `The database server does not answer (${code}). Check DATABASE_URL.`
    case 'ECONNRESET':
      return 'Concord stopped while it was asked. Run this again.'
    case 'ENOSPC':
      return 'The disk is full.'
    case 'EACCES':
    case 'EROFS':
      return `This may not be written here: ${message}`
    case 'ENOENT':
      return `There is no such folder: ${message}`
    default:
      return message || String(error)
  }
}
