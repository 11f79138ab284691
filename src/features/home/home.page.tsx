import { sayCount } from '../../domain/job-plan/say.ts'
import type { StandingCounts } from '../../records/plan-standing.ts'
import { pathTo } from '../../routes.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatDay } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Columns, PageTop, Section } from '../../ui/page-parts.tsx'
import { type Stat, StatTiles } from '../../ui/stat-tile.tsx'
import { PlanStateTag } from '../../web/plan-state-tag.tsx'
import { MOST_WAITING, type OfficeCounts, type OwnPost, type WaitingPlan } from './home.query.ts'

export type HomePageProps = {
  name: string
  waiting: readonly WaitingPlan[]
  posts: readonly OwnPost[]
  /** Null where the viewer agrees nobody's plan. */
  team: StandingCounts | null
  office: OfficeCounts | null
  /** What the viewer may see by a role, as links to lists of people. */
  sees: readonly { label: string; href: string }[]
}

/** What waits for the viewer first, then what is theirs. */
export const HomePage = (props: HomePageProps) => {
  const { name, waiting, posts, team, office, sees } = props
  const hasNothing = posts.length === 0 && !team && !office && sees.length === 0
  return (
    <>
      <PageTop heading="Home" lede={`Signed in as ${name}`} />
      {hasNothing ? (
        <EmptyState
          heading="There is nothing here for you yet"
          text="You have no post with a job plan, and you agree nobody’s plan. The job-planning office can change this."
        >
          <a href={pathTo('ruleBook')}>Read how job plans are worked out</a>
        </EmptyState>
      ) : (
        <Columns aside={<Aside team={team} sees={sees} />}>
          {office ? <Office counts={office} /> : null}
          <Waiting plans={waiting} hasTeam={team !== null} />
          {posts.length > 0 ? <OwnPosts posts={posts} /> : null}
        </Columns>
      )}
    </>
  )
}

const Waiting = ({ plans, hasTeam }: { plans: readonly WaitingPlan[]; hasTeam: boolean }) => (
  <Section heading="It is your move">
    {plans.length === 0 ? (
      <p class="nhsuk-body">Nothing waits for you.</p>
    ) : (
      <TableScroll label="Plans that wait for you">
        <Table
          caption="Plans that wait for you"
          captionSize="hidden"
          firstCellIsHeader
          columns={[{ heading: 'Plan' }, { heading: 'Next' }, { heading: 'Where it stands' }, { heading: 'Waiting' }]}
          rows={plans
            .slice(0, MOST_WAITING)
            .map((plan) => [
              <a href={pathTo('plan', { planId: plan.planId })}>
                {plan.isMine ? `Your plan, ${plan.postTitle}` : `${plan.personName}, ${plan.postTitle}`}
              </a>,
              <NextMove plan={plan} />,
              <PlanStateTag state={plan.state} />,
              plan.daysWaiting < 1 ? 'today' : sayCount(plan.daysWaiting, 'day', 'days'),
            ])}
        />
      </TableScroll>
    )}
    {plans.length > MOST_WAITING && hasTeam ? (
      <p class="nhsuk-body">
        There are more. <a href={pathTo('team', {}, { sort: 'waiting' })}>See your whole team</a>
      </p>
    ) : null}
  </Section>
)

const NextMove = ({ plan: { planId, state } }: { plan: WaitingPlan }) => {
  if (state === 'draft') return <a href={pathTo('plan', { planId })}>Finish it and offer it</a>
  if (state === 'in-discussion') return <a href={pathTo('plan', { planId })}>Talk it through and offer it</a>
  return <a href={pathTo('signPlanPage', { planId })}>Read and sign</a>
}

const OwnPosts = ({ posts }: { posts: readonly OwnPost[] }) => (
  <Section heading={posts.length === 1 ? 'My plan' : 'My plans'}>
    <TableScroll label="My posts and their plans">
      <Table
        caption="My posts and their plans"
        captionSize="hidden"
        firstCellIsHeader
        columns={[{ heading: 'Post' }, { heading: 'Plan' }, { heading: 'Where it stands' }, { heading: 'Agreed by' }]}
        rows={posts.map((post) => [
          <a href={pathTo('assignment', { assignmentId: post.assignmentId })}>
            {post.postTitle}, {post.unitName}
          </a>,
          <OwnPlan post={post} />,
          post.state ? <PlanStateTag state={post.state} /> : 'No plan',
          post.agreerName ?? 'Nobody is set yet',
        ])}
      />
    </TableScroll>
  </Section>
)

const OwnPlan = ({ post: { assignmentId, planId, fromOn, toOn } }: { post: OwnPost }) =>
  planId && fromOn && toOn ? (
    <a href={pathTo('plan', { planId })}>
      {formatDay(fromOn)} to {formatDay(toOn)}
    </a>
  ) : (
    <a href={pathTo('startPlanPage', { assignmentId })}>Start a plan</a>
  )

const Office = ({ counts }: { counts: OfficeCounts }) => {
  const people = (show: string): string => pathTo('people', {}, { show })
  const stats: Stat[] = [
    { label: 'People who should have a plan', value: counts.all, href: pathTo('people') },
    { label: 'Nobody set to agree', value: counts.noAgreer, href: people('no-agreer'), alert: counts.noAgreer > 0 },
    {
      label: 'Contract not known',
      value: counts.unknownContract,
      href: people('unknown-contract'),
      alert: counts.unknownContract > 0,
    },
    { label: 'No plan', value: counts.noPlan, href: people('no-plan') },
  ]
  return (
    <Section heading="Job-planning office">
      <StatTiles label="What the office has to do" stats={stats} />
    </Section>
  )
}

const TEAM_TILES = [
  { list: 'sign', label: 'Need your signature' },
  { list: 'in-discussion', label: 'In discussion' },
  { list: 'no-plan', label: 'No plan' },
  { list: 'agreed', label: 'Agreed' },
] as const

const Aside = ({ team, sees }: Pick<HomePageProps, 'team' | 'sees'>) => (
  <>
    {team ? (
      <Section heading="My team">
        <StatTiles
          label="Plans you agree"
          stats={TEAM_TILES.map(({ list, label }) => ({
            label,
            value: team[list],
            href: pathTo('team', {}, { show: list }),
            alert: list === 'sign' && team.sign > 0,
          }))}
        />
        <p class="nhsuk-body">
          <a href={pathTo('team')}>{sayCount(team.all, 'person', 'people')} in all</a>
        </p>
      </Section>
    ) : null}
    {sees.length > 0 ? (
      <Section heading="What you may see">
        <ul class="nhsuk-list">
          {sees.map(({ label, href }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </Section>
    ) : null}
  </>
)
