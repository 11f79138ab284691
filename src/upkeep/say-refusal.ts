import { findUnavailable } from '../db/unavailable.ts'

/** What to do about the ways in which a database or a disk fails; other errors in their own words. */
export function sayRefusal(error: unknown): string {
  const away = findUnavailable(error)
  if (away) return sayAway(away.cause)
  const { code, message } = error as { code?: string; message?: string }
  switch (code) {
    case '42501':
      return 'The database’s login may not do this. Set DATABASE_OWNER_URL to the login that owns Concord’s tables.'
    case '3D000':
      return 'The database server answers, and has no database of that name. Make it, or check the name at the end of DATABASE_URL.'
    case '28P01':
    case '28000':
      return `The database server answers, and does not let this login in (${code}). Check the login and the password in DATABASE_URL.`
    case 'ECONNRESET':
      return 'Concord stopped while it was asked. Run this again.'
    case 'ENOSPC':
      return 'The disk is full.'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `This may not be written here: ${message}`
    case 'ENOENT':
      return `There is no such folder: ${message}`
    case 'EEXIST':
    case 'ENOTDIR':
      return `A file is where a folder should be: ${message}`
    default:
      return message || String(error)
  }
}

/** Codes are PostgreSQL's, or the system's as the driver hands them on; the driver's own words have none. */
function sayAway(cause: unknown): string {
  const { code, message = '' } = (cause ?? {}) as { code?: string; message?: string }
  if (code === 'the disk is full' || code === '53100') return 'The disk of the database is full. Make room.'
  if (code === '53300') return 'The database server has no connection left. Try again in a moment.'
  if (code === '57014') return 'The database took too long, and was told to stop. Try again when less is going on.'
  if (code === '57P03') return 'The database server is starting or stopping. Try again in a moment.'
  const why = code ?? (/timeout/i.test(message) ? 'no answer in time' : 'the connection went')
  return `The database server does not answer (${why}). See that it runs, and check DATABASE_URL.`
}
