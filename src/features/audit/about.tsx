import { pathTo } from '../../routes.ts'
import type { Content } from '../../ui/markup.ts'
import { sayRole } from '../../web/role.words.ts'
import type { Thing } from './audit.query.ts'

/** What a row is about, in words, leading to the thing itself where this person may open it. */
export function showAbout(object: string, thing: Thing | undefined, opensAccounts: boolean): Content {
  if (!thing) return sayUnknown(object)
  const href = hrefOf(thing, opensAccounts)
  return href ? <a href={href}>{sayThing(thing)}</a> : sayThing(thing)
}

function sayThing(thing: Thing): string {
  const { kind, name, postTitle, role } = thing
  if (kind === 'assignment') return postTitle ? `${name}, ${postTitle}` : name
  if (kind === 'plan') return `Plan of ${name}`
  if (kind === 'role grant') return role ? `${sayRole({ ...thing, role })}, for ${name}` : name
  if (kind === 'invitation') return `Invitation of ${name}`
  return kind === 'invitation run' ? 'Invitations of many people' : name
}

/** Only what the office sees has no name for others; what is no longer there keeps its number. */
const sayUnknown = (object: string): string => {
  if (object.startsWith('invitation run ')) return 'Invitations of many people'
  if (object.startsWith('invitation ')) return 'An invitation'
  return object.startsWith('organisation ') ? 'The organisation' : object
}

function hrefOf({ kind, id, name, personId }: Thing, opensAccounts: boolean): string | null {
  if (kind === 'assignment') return pathTo('assignment', { assignmentId: id })
  if (kind === 'plan') return pathTo('plan', { planId: id })
  if (kind === 'import') return pathTo('importResult', { importId: id })
  if (kind === 'invitation run') return opensAccounts ? pathTo('invitationRun', { runId: id }) : null
  if (personId === null) return null
  return opensAccounts ? pathTo('accountOf', { personId }) : pathTo('people', {}, { search: name })
}
