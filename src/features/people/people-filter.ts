import { numberOf } from '../../web/number-of.ts'

/** What the list of people is narrowed to and ordered by: all of it is in the address. */

export const showWords = {
  '': 'Everyone',
  'no-plan': 'No plan now',
  'in-discussion': 'Draft or in discussion',
  waiting: 'Waiting for a signature',
  agreed: 'Agreed',
  'no-agreer': 'Nobody set to agree',
  'unknown-contract': 'Contract not known',
} as const
export type Show = keyof typeof showWords

export const sortWords = {
  name: 'Person',
  post: 'Post',
  unit: 'Unit',
  group: 'Professional group',
  band: 'Band',
  contract: 'Contract',
  since: 'Plan',
  agreer: 'Agreed by',
} as const
export type Sort = keyof typeof sortWords

export const scopeChoices = {
  'in-scope': 'People with a job plan',
  'single-area-ward': 'On one ward’s roster',
  'in-training': 'In training',
  'not-clinical': 'Not clinical',
  all: 'All staff',
} as const

export type PeopleFilter = {
  search: string
  unitId: number | null
  group: string
  contract: string
  scope: keyof typeof scopeChoices
  show: Show
  sort: Sort
  order: 'up' | 'down'
  page: number
}

const oneOf = <Name extends string>(names: Readonly<Record<Name, string>>, asked: string, otherwise: Name): Name =>
  Object.hasOwn(names, asked) ? (asked as Name) : otherwise

/** Reads the filter from an address; what it does not know counts as not asked. */
export function filterFrom(ask: (name: string) => string | undefined, page: number): PeopleFilter {
  const asked = (name: string) => (ask(name) ?? '').trim().slice(0, 100)
  return {
    search: asked('search'),
    unitId: numberOf(asked('unit')),
    group: asked('group'),
    contract: asked('contract'),
    scope: oneOf(scopeChoices, asked('scope'), 'in-scope'),
    show: oneOf(showWords, asked('show'), ''),
    sort: oneOf(sortWords, asked('sort'), 'name'),
    order: asked('order') === 'down' ? 'down' : 'up',
    page,
  }
}

/** The filter as an address holds it: what is usual is left out. */
export const queryOf = (filter: PeopleFilter): Record<string, string | number | undefined> => ({
  search: filter.search || undefined,
  unit: filter.unitId ?? undefined,
  group: filter.group || undefined,
  contract: filter.contract || undefined,
  scope: filter.scope === 'in-scope' ? undefined : filter.scope,
  show: filter.show || undefined,
  sort: filter.sort === 'name' ? undefined : filter.sort,
  order: filter.order === 'up' ? undefined : filter.order,
  page: filter.page === 1 ? undefined : filter.page,
})
