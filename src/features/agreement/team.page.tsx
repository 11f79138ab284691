import type { Standing, StandingCounts, StandingList, StandingOrder } from '../../records/plan-standing.ts'
import { pathTo } from '../../routes.ts'
import { Pagination } from '../../ui/components/pagination.tsx'
import { SubNavigation } from '../../ui/components/sub-navigation.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatShortDay } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { StatTiles } from '../../ui/stat-tile.tsx'
import { PlanStateTag } from '../../web/plan-state-tag.tsx'
import type { TeamQuery } from './team.form.ts'
import { LIST_WORDS, sayMove, sayTotal, sayWaiting } from './team.words.ts'

export type TeamPageProps = {
  query: TeamQuery
  counts: StandingCounts
  /** How many are in line beyond those whose plans the viewer agrees. */
  inTurn: number
  rows: readonly Standing[]
  page: number
  pages: number
}

const TILES: readonly StandingList[] = ['sign', 'in-discussion', 'no-plan', 'agreed', 'ending']
const LISTS = Object.keys(LIST_WORDS) as StandingList[]

/** The address of the team page as it is, but for what is changed. The view is left out where it is the usual one. */
const teamPath = (query: TeamQuery, change: Partial<TeamQuery> & { page?: number } = {}): string => {
  const { view, show, sort, q, page } = { page: 1, ...query, ...change }
  return pathTo(
    'team',
    {},
    {
      view: view === 'direct' ? '' : view,
      show,
      sort: sort === 'name' ? '' : sort,
      q,
      page: page > 1 ? page : '',
    },
  )
}

/** The people whose plans the viewer agrees: where each plan stands, whose move it is, and since when. */
export const TeamPage = (props: TeamPageProps) => {
  const { query, counts, inTurn } = props
  const { view } = query
  return (
    <>
      <PageTop heading="My team" lede="The people whose job plans you agree, and where each plan stands." />
      {inTurn > 0 ? (
        <SubNavigation
          label="Whose plans"
          items={[
            { href: teamPath(query, { view: 'direct' }), label: 'Plans you agree', current: view === 'direct' },
            {
              href: teamPath(query, { view: 'in-turn' }),
              label: 'Theirs in turn',
              count: inTurn,
              current: view === 'in-turn',
            },
          ]}
        />
      ) : null}
      {counts.all === 0 && query.q === '' ? (
        <EmptyState
          heading="Nobody yet"
          text="Nobody’s job plan is yours to agree. The job-planning office decides who agrees whose."
        >
          <a href={pathTo('home')}>Go to the home page</a>
        </EmptyState>
      ) : (
        <TeamList {...props} />
      )}
    </>
  )
}

const TeamList = ({ query, counts, rows, page, pages }: TeamPageProps) => (
  <>
    <StatTiles
      label="Where the plans stand"
      stats={[
        { label: 'Everyone', value: counts.all, href: teamPath(query, { show: undefined }), current: !query.show },
        ...TILES.map((list) => ({
          label: LIST_WORDS[list][query.view],
          value: counts[list],
          href: teamPath(query, { show: list }),
          current: query.show === list,
          alert: list === 'sign' && query.view === 'direct' && counts[list] > 0,
        })),
      ]}
    />
    <Section>
      <FilterBar
        label="Find in this list"
        action={pathTo('team')}
        filters={[
          { kind: 'search', name: 'q', label: 'Name, post or unit', value: query.q },
          {
            kind: 'choice',
            name: 'show',
            label: 'Where the plan stands',
            value: query.show ?? '',
            options: [
              { value: '', text: 'Anywhere' },
              ...LISTS.map((list) => ({ value: list, text: LIST_WORDS[list][query.view] })),
            ],
          },
        ]}
        keep={{
          ...(query.view === 'direct' ? {} : { view: query.view }),
          ...(query.sort === 'name' ? {} : { sort: query.sort }),
        }}
        clearHref={query.q || query.show ? teamPath(query, { q: '', show: undefined }) : undefined}
      />
      {rows.length === 0 ? (
        <p class="nhsuk-body">Nobody matches. Clear the filters to see everyone.</p>
      ) : (
        <TableScroll label="People and their plans">
          <Table
            caption="People and their plans"
            captionSize="hidden"
            firstCellIsHeader
            columns={[
              { heading: 'Name', sort: sortBy(query, 'name') },
              { heading: 'Post' },
              { heading: 'Plan' },
              { heading: 'Whose move' },
              { heading: 'Waiting', sort: sortBy(query, 'waiting') },
              { heading: 'Total a week', sort: sortBy(query, 'balance') },
              { heading: 'Ends', sort: sortBy(query, 'ends') },
            ]}
            rows={rows.map((row) => cellsOf(row, query))}
          />
        </TableScroll>
      )}
      <Pagination page={page} pages={pages} href={(to) => teamPath(query, { page: to })} />
    </Section>
  </>
)

const sortBy = (query: TeamQuery, sort: StandingOrder) => ({
  href: teamPath(query, { sort }),
  direction: query.sort === sort ? (sort === 'balance' ? ('descending' as const) : ('ascending' as const)) : undefined,
})

const cellsOf = (row: Standing, { view }: TeamQuery) => {
  const { assignmentId, planId, state } = row
  const name = <a href={pathTo('assignment', { assignmentId })}>{row.personName}</a>
  const post = `${row.postTitle}, ${row.unitName}`
  if (planId === null || state === null) {
    const start = <a href={pathTo('startPlanPage', { assignmentId })}>Start a plan</a>
    return [name, post, view === 'direct' ? start : 'No plan', '', '', '', '']
  }
  return [
    name,
    post,
    <a href={pathTo('plan', { planId })}>
      <PlanStateTag state={state} />
    </a>,
    sayMove(row, view),
    sayWaiting(row),
    sayTotal(row),
    row.toOn ? formatShortDay(row.toOn) : '',
  ]
}
