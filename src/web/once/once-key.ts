import { randomBytes } from 'node:crypto'

/** The field of a form that carries its key. */
export const ONCE_FIELD = 'once'
/** The header that carries the key of what a script sends. */
export const ONCE_HEADER = 'Idempotency-Key'

/** What nobody guesses, and after a full stop whose page it was made for. */
const WELL_FORMED = /^[\w-]{16,64}(?:\.(\d+\.\d+))?$/

/** Whose a key is, where it says so (`whoseOf`), or null where it is none. */
export function readOnceKey(text: string): { whose: string | undefined } | null {
  const found = WELL_FORMED.exec(text)
  return found && { whose: found[1] }
}

/**
 * Gives every form of a page that changes something a key of its own, but one that is sent again with its first. Typed words
 * are escaped: only ours are forms.
 */
export const withKeys = (html: string, whose: string): string =>
  html.replaceAll(
    /<form\b(?![^>]*\sdata-keyed)[^>]*\smethod="post"[^>]*>/g,
    (form) =>
      `${form}<input type="hidden" name="${ONCE_FIELD}" value="${randomBytes(16).toString('base64url')}.${whose}"/>`,
  )
