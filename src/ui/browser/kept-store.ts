/** What this tab keeps for its person, by names that begin alike, and what is never kept. */

const BEGINNING = 'concord '
const PERSON = `${BEGINNING}person`

/** What a page says instead of a person when nobody has been here, or they have signed out. */
export const NOBODY = 'nobody'

/**
 * Lets go of what was kept for anybody else, as soon as a page shows another person or that nobody is here. A page that
 * says nothing is one between the end of a session and signing in again: what was typed waits for its person.
 */
export function forgetOthers(storage: Storage, person: string | undefined): void {
  if (!person || storage.getItem(PERSON) === person) return
  for (const name of Object.keys(storage)) if (name.startsWith(BEGINNING)) storage.removeItem(name)
  if (person !== NOBODY) storage.setItem(PERSON, person)
}

/** Pages whose forms open doors: nothing of them stays in a browser. */
const doors =
  /^\/(account|accounts|first-run|forgotten-password|invitations|reset-password|roles|second-factor|sign-in)(\/|$)/

/** Whether words typed on this page are kept: only of somebody who is signed in, and of no form that opens a door. */
export const keepsWords = (path: string, person: string): boolean =>
  person !== '' && person !== NOBODY && !doors.test(path)

/** What of the page's own goes back with the words, so that the same words sent again are one change: nobody's secrets. */
const ownFields = ['once', 'version']

/** Whether a field is kept. A password that is shown is of type text, so names count as well. */
export const isKeptField = (field: { name: string; type: string; autocomplete?: string }): boolean => {
  if (!field.name || /^(password|file|submit|button|image|reset)$/.test(field.type)) return false
  if (field.type === 'hidden') return ownFields.includes(field.name)
  return !/password$/i.test(field.name) && field.name !== 'code' && field.autocomplete !== 'one-time-code'
}
