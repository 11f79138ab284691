import type { Viewer } from '../domain/access/access.ts'

/** Whose eyes a transaction has: row-level security reads nothing else. */
export type Scope = {
  organisationId: number
  personId: number | null
  lines: readonly string[]
  units: readonly string[]
  groups: readonly string[]
  roles: readonly string[]
  /** Work that may take as long as it does, such as an import of thousands that a person asked for. */
  takesItsTime?: true
}

/** The scope of a signed-in person. */
export function scopeOf(viewer: Viewer & { organisationId: number }): Scope {
  const { organisationId, personId, lines, units, groups, roles } = viewer
  return { organisationId, personId, lines, units, groups, roles }
}

/** The scope of work that the product does itself, such as an import from the command line: the office's, nobody's name. */
export function scopeOfSystem(organisationId: number): Scope {
  return { organisationId, personId: null, lines: [], units: [], groups: [], roles: ['office'] }
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
const array = (items: readonly string[]) =>
  quote(items.length === 0 ? '{}' : `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`)

/** The statements that begin a transaction's work, sent as one batch. `set local` ends with it and travels to shards. */
export function openingBatch(scope: Scope, access: 'read' | 'write'): string {
  return [
    ...(access === 'read' ? ['set transaction read only'] : []),
    'set local role concord_app',
    `set local concord.organisation = '${scope.organisationId}'`,
    `set local concord.person = '${scope.personId ?? ''}'`,
    `set local concord.lines = ${array(scope.lines)}`,
    `set local concord.units = ${array(scope.units)}`,
    `set local concord.groups = ${array(scope.groups)}`,
    `set local concord.roles = ${array(scope.roles)}`,
  ].join('; ')
}
