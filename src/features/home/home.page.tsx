import { sayCount } from '../../domain/job-plan/say.ts'
import type { StandingCounts } from '../../records/plan-standing.ts'
import { pathTo } from '../../routes.ts'
import { LinkButton } from '../../ui/components/button.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { TaskList } from '../../ui/components/task-list.tsx'
import { formatDay } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Columns, PageTop, Section } from '../../ui/page-parts.tsx'
import { type Stat, StatTiles } from '../../ui/stat-tile.tsx'
import { PlanStateTag } from '../../web/plan-state-tag.tsx'
import { MOST_WAITING, type OfficeCounts, type OwnPost, type WaitingPlan } from './home.query.ts'
import { type StepsDone, sayFirstSteps, sayStep, sayToMend, sayWaiting } from './home.words.ts'
import { type NextStep, nextSteps } from './next-steps.ts'

export type HomePageProps = {
  todayOn: string
  waiting: readonly WaitingPlan[]
  posts: readonly OwnPost[]
  /** Null where the viewer agrees nobody's plan. */
  team: StandingCounts | null
  /** Everyone further down the viewer's line. */
  inTurn: StandingCounts | null
  office: OfficeCounts | null
  /** What of the settings the first steps of a new trust tell of. */
  isSet: Omit<StepsDone, 'hasStaff'>
  /** What the viewer may see by a role, as links to lists of people. */
  sees: readonly { label: string; href: string }[]
}

/** What to do next, then what is the viewer's own, then whom they look after. */
export const HomePage = (props: HomePageProps) => {
  const { todayOn, waiting, posts, team, inTurn, office, isSet, sees } = props
  if (posts.length === 0 && !team && !office && sees.length === 0)
    return (
      <>
        <PageTop heading="Home" />
        <EmptyState
          heading="There is nothing here for you yet"
          text="You have no post with a job plan, and you agree nobody’s plan. The job-planning office can change this."
        >
          <a href={pathTo('ruleBook')}>Read how job plans are worked out</a>
        </EmptyState>
      </>
    )
  const work = (
    <>
      {office && (office.all === 0 || !office.isAnybodyAsked) ? (
        <FirstSteps done={{ ...isSet, hasStaff: office.all > 0 }} />
      ) : null}
      {office && office.all > 0 ? <Office counts={office} /> : null}
      {waiting.length > 0 ? <Waiting plans={waiting} hasTeam={team !== null} /> : null}
      {posts.length > 0 ? <OwnPosts posts={posts} steps={nextSteps(posts, todayOn)} /> : null}
      {inTurn && inTurn.all > 0 ? <InTurn counts={inTurn} /> : null}
    </>
  )
  const hasWork = office || waiting.length > 0 || posts.length > 0 || (inTurn && inTurn.all > 0)
  if (!hasWork && !team)
    return (
      <>
        <PageTop heading="Home" lede={sayWaiting(0)} />
        <Sees sees={sees} />
      </>
    )
  return (
    <>
      <PageTop heading="Home" lede={office && waiting.length === 0 ? sayToMend(office) : sayWaiting(waiting.length)} />
      {team || sees.length > 0 ? <Columns aside={<Aside team={team} sees={sees} />}>{work}</Columns> : work}
    </>
  )
}

const Waiting = ({ plans, hasTeam }: { plans: readonly WaitingPlan[]; hasTeam: boolean }) => (
  <Section heading="It is your move">
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

const OwnPosts = ({ posts, steps }: { posts: readonly OwnPost[]; steps: readonly NextStep[] }) => {
  const [first] = posts
  return (
    <Section heading={posts.length === 1 ? 'My plan' : 'My plans'}>
      {steps.map((step) => (
        <Step step={step} isOneOfSeveral={steps.length > 1} />
      ))}
      {steps.length === 1 && first ? (
        <OnePost post={first} plans={posts} />
      ) : (
        <TableScroll label="My posts and their plans">
          <Table
            caption="My posts and their plans"
            captionSize="hidden"
            firstCellIsHeader
            columns={[
              { heading: 'Post' },
              { heading: 'Plan' },
              { heading: 'Where it stands' },
              { heading: 'Agreed by' },
            ]}
            rows={posts.map((post) => [
              <a href={pathTo('assignment', { assignmentId: post.assignmentId })}>
                {post.postTitle}, {post.unitName}
              </a>,
              <OwnPlan post={post} />,
              post.state ? <PlanStateTag state={post.state} /> : 'No plan',
              post.agreerName ?? 'Nobody set to agree',
            ])}
          />
        </TableScroll>
      )}
    </Section>
  )
}

/** Somebody with one post, as most have, reads of it once. */
const OnePost = ({ post, plans }: { post: OwnPost; plans: readonly OwnPost[] }) => (
  <>
    <p>
      <a href={pathTo('assignment', { assignmentId: post.assignmentId })}>
        {post.postTitle}, {post.unitName}
      </a>
      {post.agreerName ? `. ${post.agreerName} agrees the plan.` : '. Nobody is set to agree the plan.'}
    </p>
    {post.planId ? (
      <Table
        caption="My plans"
        captionSize="hidden"
        firstCellIsHeader
        columns={[{ heading: 'Plan' }, { heading: 'Where it stands' }]}
        rows={plans.map((plan) => [<OwnPlan post={plan} />, plan.state ? <PlanStateTag state={plan.state} /> : ''])}
      />
    ) : null}
  </>
)

const Step = ({
  step: { assignmentId, postTitle, about },
  isOneOfSeveral,
}: {
  step: NextStep
  isOneOfSeveral: boolean
}) => {
  const { says, does } = sayStep(about)
  const href = 'planId' in about ? pathTo('plan', { planId: about.planId }) : pathTo('startPlanPage', { assignmentId })
  return (
    <div class={does ? 'next-step next-step--open' : 'next-step'}>
      <p>{isOneOfSeveral ? `${postTitle}: ${says}` : says}</p>
      {does ? (
        <LinkButton href={href} variant={'planId' in about ? 'secondary' : undefined} small>
          {does}
        </LinkButton>
      ) : null}
    </div>
  )
}

const OwnPlan = ({ post: { assignmentId, planId, fromOn, toOn } }: { post: OwnPost }) =>
  planId && fromOn && toOn ? (
    <a href={pathTo('plan', { planId })}>
      {formatDay(fromOn)} to {formatDay(toOn)}
    </a>
  ) : (
    <a href={pathTo('startPlanPage', { assignmentId })}>Start a plan</a>
  )

const FirstSteps = ({ done }: { done: StepsDone }) => (
  <Section heading="First steps">
    <TaskList id="first-steps" tasks={sayFirstSteps(done)} />
  </Section>
)

const Office = ({ counts }: { counts: OfficeCounts }) => {
  const people = (show: string): string => pathTo('people', {}, { show })
  const stats: Stat[] = [
    { label: 'Nobody set to agree', value: counts.noAgreer, href: people('no-agreer'), alert: counts.noAgreer > 0 },
    {
      label: 'Contract not known',
      value: counts.unknownContract,
      href: people('unknown-contract'),
      alert: counts.unknownContract > 0,
    },
    { label: 'No plan now', value: counts.noPlan, href: people('no-plan'), alert: counts.noPlan > 0 },
    { label: 'Draft or in discussion', value: counts.inDiscussion, href: people('in-discussion') },
    { label: 'Waiting for a signature', value: counts.waiting, href: people('waiting') },
    { label: 'Posts that should have a plan', value: counts.all, href: pathTo('people') },
  ]
  return (
    <Section heading="Job-planning office">
      <StatTiles label="What the office has to do" stats={stats} />
    </Section>
  )
}

const IN_TURN_TILES = [
  { list: 'sign', label: 'Need the manager’s signature' },
  { list: 'clinician', label: 'Need the clinician’s signature' },
  { list: 'in-discussion', label: 'In discussion' },
  { list: 'draft', label: 'Draft' },
  { list: 'no-plan', label: 'No plan' },
  { list: 'ending', label: 'End within 60 days' },
  { list: 'agreed', label: 'Agreed' },
] as const

const InTurn = ({ counts }: { counts: StandingCounts }) => (
  <Section heading="Teams under yours">
    <StatTiles
      label="Plans that the people in your team agree, and theirs in turn"
      stats={IN_TURN_TILES.map(({ list, label }) => ({
        label,
        value: counts[list],
        href: pathTo('team', {}, { view: 'in-turn', show: list }),
      }))}
    />
    <p class="nhsuk-body">
      <a href={pathTo('team', {}, { view: 'in-turn' })}>{sayCount(counts.all, 'person', 'people')} in all</a>
    </p>
  </Section>
)

const TEAM_TILES = [
  { list: 'sign', label: 'Need your signature' },
  { list: 'clinician', label: 'Need theirs' },
  { list: 'in-discussion', label: 'In discussion' },
  { list: 'draft', label: 'Draft' },
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
    {sees.length > 0 ? <Sees sees={sees} /> : null}
  </>
)

const Sees = ({ sees }: Pick<HomePageProps, 'sees'>) => (
  <Section heading="What you may see">
    <ul class="nhsuk-list">
      {sees.map(({ label, href }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  </Section>
)
