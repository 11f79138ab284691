import { pathTo } from '../../routes.ts'
import { Pagination } from '../../ui/components/pagination.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatDay, formatInstantDay } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type Filter, FilterBar } from '../../ui/filter-bar.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { StatTiles } from '../../ui/stat-tile.tsx'
import { PlanStateTag } from '../../web/plan-state-tag.tsx'
import { type ListedPlan, type PersonRow, pageSize, type ShowCounts } from './people.query.ts'
import { contractWords, groupWords } from './people.words.ts'
import {
  type PeopleFilter,
  queryOf,
  type Show,
  type Sort,
  scopeChoices,
  showWords,
  sortWords,
} from './people-filter.ts'

export type PeoplePageProps = {
  filter: PeopleFilter
  rows: readonly PersonRow[]
  counts: ShowCounts
  units: readonly { unitId: number; name: string; depth: number }[]
  hasSight: boolean
  /** Whether the viewer may bring the staff record in. */
  mayBringIn: boolean
}

const hrefWith = (filter: PeopleFilter, change: Partial<PeopleFilter>) =>
  pathTo('people', {}, queryOf({ ...filter, page: 1, ...change }))

export const PeoplePage = ({ filter, rows, counts, units, hasSight, mayBringIn }: PeoplePageProps) => {
  const total = counts[filter.show]
  const isNarrowed = Object.keys(definedIn(queryOf(filter))).length > 0
  if (counts[''] === 0 && !hasSight && !isNarrowed)
    return (
      <>
        <PageTop heading="People" lede="Everyone whose job plan you may see." />
        <Nobody filter={filter} anybody={false} mayBringIn={mayBringIn} />
      </>
    )
  return (
    <>
      <PageTop heading="People" lede="Everyone whose job plan you may see, one row for each post." />
      <StatTiles
        label="Where their plans stand"
        stats={(Object.entries(showWords) as [Show, string][]).map(([show, label]) => ({
          label,
          value: counts[show],
          href: hrefWith(filter, { show }),
          current: show === filter.show,
        }))}
      />
      <FilterBar
        label="Find people"
        action={pathTo('people')}
        filters={filtersFor(filter, units)}
        keep={{
          ...(filter.show ? { show: filter.show } : {}),
          ...(filter.sort === 'name' ? {} : { sort: filter.sort }),
          ...(filter.order === 'up' ? {} : { order: filter.order }),
        }}
        clearHref={isNarrowed ? pathTo('people') : undefined}
      />
      {rows.length === 0 ? (
        <Nobody filter={filter} anybody={counts[''] > 0} mayBringIn={mayBringIn} />
      ) : (
        <TableScroll label="People">
          <Table
            caption={total === 1 ? 'One post' : `${total.toLocaleString('en-GB')} posts`}
            firstCellIsHeader
            columns={(Object.entries(sortWords) as [Sort, string][]).map(([sort, heading]) => ({
              heading,
              sort: {
                href: hrefWith(filter, { sort, order: filter.sort === sort && filter.order === 'up' ? 'down' : 'up' }),
                direction: filter.sort === sort ? (filter.order === 'up' ? 'ascending' : 'descending') : undefined,
              },
            }))}
            rows={rows.map(cellsOf)}
          />
        </TableScroll>
      )}
      <Pagination page={filter.page} pages={Math.ceil(total / pageSize)} href={(page) => hrefWith(filter, { page })} />
    </>
  )
}

const definedIn = (query: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))

function filtersFor(filter: PeopleFilter, units: PeoplePageProps['units']): Filter[] {
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, text]) => ({ value, text }))
  return [
    { kind: 'search', name: 'search', label: 'Name, number or post', value: filter.search },
    {
      kind: 'choice',
      name: 'unit',
      label: 'Unit, and all under it',
      value: String(filter.unitId ?? ''),
      options: [
        { value: '', text: 'Every unit' },
        ...units.map(({ unitId, name, depth }) => ({
          value: String(unitId),
          text: `${'– '.repeat(Math.max(depth - 1, 0))}${name}`,
        })),
      ],
    },
    {
      kind: 'choice',
      name: 'group',
      label: 'Professional group',
      value: filter.group,
      options: [{ value: '', text: 'Every group' }, ...choices(groupWords)],
    },
    {
      kind: 'choice',
      name: 'contract',
      label: 'Contract',
      value: filter.contract,
      options: [{ value: '', text: 'Every contract' }, ...choices(contractWords)],
    },
    { kind: 'choice', name: 'scope', label: 'Staff', value: filter.scope, options: choices(scopeChoices) },
  ]
}

const cellsOf = (row: PersonRow) => [
  <>
    <a href={pathTo('assignment', { assignmentId: row.assignmentId })}>{row.personName}</a> {row.number}
  </>,
  row.postTitle,
  row.unitName,
  groupWords[row.professionalGroup as keyof typeof groupWords] ?? row.professionalGroup,
  row.band ?? '',
  contractWords[row.contract],
  <PlanCell row={row} />,
  row.agreerName ?? 'Nobody set to agree',
]

const PlanCell = ({ row }: { row: PersonRow }) =>
  row.plan === null ? (
    <>No plan</>
  ) : (
    <>
      <PlanState plan={row.plan} row={row} />
      {row.next === null ? null : (
        <>
          <br />
          Next: <PlanState plan={row.next} row={row} />
        </>
      )}
    </>
  )

const PlanState = ({ plan, row }: { plan: ListedPlan; row: PersonRow }) => (
  <>
    <a href={pathTo('plan', { planId: plan.planId })}>
      <PlanStateTag state={plan.state} />
    </a>{' '}
    {plan.endedOn
      ? `ended ${formatDay(plan.endedOn)}`
      : `${moveOf(plan, row)} since ${formatInstantDay(new Date(plan.since))}`}
  </>
)

/** Whose move it is, in the words of a list where every row names both. */
function moveOf({ nextSide }: ListedPlan, { personName, agreerName }: PersonRow): string {
  if (nextSide === 'either') return 'Either may move,'
  if (nextSide === 'clinician') return `${personName}’s move,`
  if (nextSide === 'agreer') return `${agreerName ?? 'The manager'}’s move,`
  return ''
}

const Nobody = ({ filter, anybody, mayBringIn }: { filter: PeopleFilter; anybody: boolean; mayBringIn: boolean }) => {
  if (anybody || filter.search || filter.unitId || filter.group || filter.contract)
    return (
      <EmptyState heading="Nobody to show" text="Nobody matches what you asked for.">
        <p>
          <a href={pathTo('people')}>Show everyone</a>
        </p>
      </EmptyState>
    )
  if (mayBringIn)
    return (
      <EmptyState heading="Nobody to show" text="People come in with the staff record.">
        <a href={pathTo('newImportPage')}>Bring in the staff record</a>
      </EmptyState>
    )
  return (
    <EmptyState
      heading="Nobody to show"
      text="You see people here when you agree their plans, or when the job-planning office lets you see a unit or a professional group."
    />
  )
}
