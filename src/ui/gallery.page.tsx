// Every part of the look on one page, with invented people, for looking at and for the tests that read it. Not a route.
// Past 300 lines because it is samples, one after another.
import { ActionLink } from './components/action-link.tsx'
import { BackLink } from './components/back-link.tsx'
import { Button, ButtonGroup, LinkButton } from './components/button.tsx'
import { Card, WarningCallout } from './components/card.tsx'
import { Checkboxes, Radios } from './components/choices.tsx'
import { DateInput } from './components/date-input.tsx'
import { Details } from './components/details.tsx'
import { ErrorSummary } from './components/error-summary.tsx'
import { Fieldset } from './components/fieldset.tsx'
import { Input } from './components/input.tsx'
import { InsetText } from './components/inset-text.tsx'
import { NotificationBanner } from './components/notification-banner.tsx'
import { Pagination } from './components/pagination.tsx'
import { Panel } from './components/panel.tsx'
import { PasswordInput } from './components/password-input.tsx'
import { Select } from './components/select.tsx'
import { SubNavigation, Switch } from './components/sub-navigation.tsx'
import { SummaryList } from './components/summary-list.tsx'
import { Table, TableScroll } from './components/table.tsx'
import { TAG_COLOURS, Tag } from './components/tag.tsx'
import { TaskList } from './components/task-list.tsx'
import { Textarea } from './components/textarea.tsx'
import { EmptyState } from './empty-state.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Finding, FindingList } from './finding.tsx'
import { Layout, type LayoutProps } from './layout.tsx'
import { MoveLine } from './move-line.tsx'
import { Bar, Columns, Halves, PageTop, Section } from './page-parts.tsx'
import { ProgressSteps } from './progress-steps.tsx'
import { SplitBar } from './split-bar.tsx'
import { StatTiles } from './stat-tile.tsx'
import { StateTag } from './state-tag.tsx'
import { SumHeadline, SumTable } from './sum-table.tsx'
import { Timeline } from './timeline.tsx'
import { type WeekBlock, WeekGrid, type WeekGridProps, WeekKey, WeekStack, type WeekTone } from './week-grid.tsx'
import { Worked } from './worked.tsx'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

type Sample = [
  day: number,
  start: number,
  end: number,
  tone: WeekTone,
  title: string,
  line: string,
  more?: Partial<WeekBlock>,
]

const SAMPLES: Sample[] = [
  [0, 9, 13, 'dcc', 'Diabetes clinic', 'Outpatients 3 · 12 patients'],
  [0, 13.5, 15.5, 'dcc', 'Letters and results', 'Office'],
  [0, 16, 18, 'spa', 'Teaching', 'Seminar room'],
  [1, 8, 12, 'dcc', 'Ward round', 'Ward 14', { mark: 'missing', markText: 'No location yet' }],
  [1, 13, 17, 'dcc', 'Acute take', 'Acute medical unit'],
  [2, 9, 13, 'dcc', 'Antenatal clinic', 'Moor Street · 10 patients'],
  [2, 12, 14, 'anr', 'Clinical lead', 'Office', { mark: 'clash' }],
  [2, 14, 18, 'spa', 'CPD and appraisal', 'Anywhere'],
  [3, 9, 13, 'dcc', 'Foot clinic, shared', 'Podiatry · 14 patients'],
  [3, 13, 13.5, 'ed', 'Royal college call', 'By phone'],
  [3, 13.5, 15.5, 'anr', 'Clinical lead, diabetes', 'Office'],
  [3, 17, 20, 'uncounted', 'Private rooms', 'Moor Street'],
  [4, 8.5, 12.5, 'dcc', 'Ward round', 'Ward 14'],
  [4, 13, 17, 'spa', 'Audit and governance', 'Weeks 1 to 3', { mark: 'displaced', markText: 'Gives way in week 4' }],
]

const WEEK: WeekGridProps = {
  week: 'Week 1',
  days: DAYS,
  fromHour: 7,
  toHour: 21,
  premium: [
    ...[0, 1, 2, 3, 4].flatMap((day) => [
      { day, fromMinutes: 0, toMinutes: 7 * 60 },
      { day, fromMinutes: 19 * 60, toMinutes: 24 * 60 },
    ]),
    { day: 5, fromMinutes: 0, toMinutes: 24 * 60 },
    { day: 6, fromMinutes: 0, toMinutes: 24 * 60 },
  ],
  blocks: SAMPLES.map(([day, start, end, tone, title, line, more], index) => ({
    id: `a${index + 1}`,
    day,
    startMinutes: start * 60,
    endMinutes: end * 60,
    tone,
    title,
    lines: [line],
    href: `#a${index + 1}`,
    ...more,
  })),
  selectedId: 'a4',
}

const FRAME: Omit<LayoutProps, 'title' | 'children'> = {
  organisation: { name: 'Northmoor University Hospitals (invented)' },
  navigation: [
    { href: '#home', label: 'Home' },
    { href: '#plan', label: 'My plan', current: true },
    { href: '#team', label: 'My team', count: 3 },
    { href: '#people', label: 'People' },
    { href: '#reports', label: 'Reports' },
  ],
  person: { name: 'Dr Amara Osei', signOutAction: '#sign-out' },
  demonstration: { href: '#someone-else' },
  footer: [
    { href: '#accessibility', label: 'Accessibility' },
    { href: '#privacy', label: 'Privacy' },
    { href: '#source', label: 'Source code' },
  ],
}

const WeekSample = () => (
  <Section>
    <Bar end="Saved 10:42am" live>
      <Switch
        label="Weeks of the cycle"
        items={['Week 1', '2', '3', '4', 'All four'].map((label, index) => ({
          href: `#week-${index}`,
          label,
          current: index === 0,
        }))}
      />
      <LinkButton href="#add" small>
        Add an activity
      </LinkButton>
      <Button variant="secondary" small>
        Copy a day
      </Button>
      <Button variant="secondary" small>
        Undo
      </Button>
    </Bar>
    <WeekGrid {...WEEK} />
    <WeekKey
      tones={[{ tone: 'dcc' }, { tone: 'spa' }, { tone: 'anr' }, { tone: 'ed' }, { tone: 'uncounted' }]}
      premium="Premium time: 3 hours count as one PA"
    />
  </Section>
)

const SumSample = () => (
  <>
    <Section heading="What it adds up to">
      <SumHeadline value="10.69" of="of 10 programmed activities" />
      <SplitBar
        id="split"
        title="How the 10.69 PAs are split"
        parts={[
          { label: 'Direct clinical care', tone: 'dcc', size: 7.94, text: '7.94 PAs' },
          { label: 'Supporting activity', tone: 'spa', size: 2.25, text: '2.25 PAs' },
          { label: 'Additional NHS responsibility', tone: 'anr', size: 0.5, text: '0.5 PAs' },
        ]}
        contracted={10}
        contractedText="Contract: 10 PAs"
      />
      <SumTable
        caption="PAs by kind of work"
        rows={[
          { label: 'Direct clinical care', value: '7.94', against: 'usual 7.5', tone: 'dcc' },
          { label: 'Supporting activity', value: '2.25', against: 'usual 2.5', tone: 'spa' },
          { label: 'Additional NHS', value: '0.5', tone: 'anr' },
          { label: 'Total', value: '10.69', against: '0.69 over', total: true },
          { label: 'Hours a week', value: '42 h 4 min', against: 'limit 48' },
          { label: 'Over the year, 42 weeks', value: '449 PAs' },
        ]}
      />
      <Worked
        summary="How we worked out 0.31 for on-call"
        open
        steps={[
          { text: '6 hours of work in an on-call week, all in premium time', sum: '6 ÷ 3 = 2' },
          { text: 'One week in 8', sum: '2 ÷ 8 = 0.25' },
          { text: 'You cover each other’s leave: 52 weeks of on-call in 42 weeks of work', sum: '× 52/42 = 0.3095' },
        ]}
        source="Terms and conditions, schedules 5 and 7."
        unchecked
        ruleHref="#rule"
      />
    </Section>
    <Section heading="Before it can be signed">
      <FindingList>
        <Finding severity="stop" subject="Ward round, Tuesday" href="#a4">
          has no location.
        </Finding>
        <Finding severity="look" subject="0.69 over 10 PAs." href="#sum">
          Agree it as an extra programmed activity, or take something out.
        </Finding>
        <Finding severity="know" subject="Audit meeting" href="#a14" source="Weeks 4 of 4">
          gives way to hot-week ward rounds once in 4 weeks.
        </Finding>
      </FindingList>
    </Section>
  </>
)

const PEOPLE = [
  ['Dr Amara Osei', 'Diabetes', 'active', 'In discussion', '10.69', '9'],
  ['Dr Lee Morgan', 'Acute medicine', 'waiting', 'Waiting for a signature', '11', '2'],
  ['Priya Nair', 'Physiotherapy', 'done', 'Agreed', '37.5', '0'],
  ['Tom Hughes', 'Podiatry', 'blocked', 'Returned for discussion', '30', '21'],
] as const

const ListSample = () => (
  <>
    <StatTiles
      label="Plans in my team"
      stats={[
        { label: 'Agreed', value: '812', note: 'of 1,204', href: '#agreed', current: true },
        { label: 'Waiting for you', value: '3', href: '#waiting', alert: true },
        { label: 'In discussion', value: '141', href: '#discussion' },
        { label: 'Not begun', value: '248', href: '#idle' },
      ]}
    />
    <FilterBar
      label="Find a plan"
      action="#filter"
      filters={[
        { kind: 'search', name: 'q', label: 'Name or specialty' },
        {
          kind: 'choice',
          name: 'state',
          label: 'State',
          value: 'active',
          options: [
            { value: '', text: 'Any state' },
            { value: 'active', text: 'In discussion' },
          ],
        },
      ]}
      keep={{ sort: 'name' }}
      clearHref="#clear"
    />
    <TableScroll label="Plans">
      <Table
        caption="Plans in medicine and therapies"
        captionSize="m"
        firstCellIsHeader
        columns={[
          { heading: 'Name', sort: { href: '#by-name', direction: 'ascending' } },
          { heading: 'Specialty', sort: { href: '#by-specialty' } },
          { heading: 'State' },
          { heading: 'A week', numeric: true, sort: { href: '#by-sum' } },
          { heading: 'Days waiting', numeric: true },
        ]}
        rows={PEOPLE.map(([name, specialty, stage, state, sum, days]) => [
          <a href="#person">{name}</a>,
          specialty,
          <StateTag stage={stage}>{state}</StateTag>,
          sum,
          days,
        ])}
        foot={['Four plans', '', '', '89.19', '32']}
      />
    </TableScroll>
    <Pagination page={3} pages={9} href={(page) => `#page-${page}`} />
  </>
)

const FormSample = () => (
  <Halves>
    <form method="post" action="#save">
      <Input name="title" label="What is it called?" hint="For example, Diabetes clinic" value="Ward round" />
      <Input name="place" label="Where?" error="Say where it happens" />
      <Input name="hours" label="How long?" width={4} inputmode="decimal" suffix="hours" value="4" />
      <Select
        name="kind"
        label="What kind of work is it?"
        value="spa"
        options={[
          { value: 'dcc', text: 'Direct clinical care' },
          { value: 'spa', text: 'Supporting activity' },
        ]}
      />
      <Textarea name="note" label="Anything else?" maxLength={200} rows={3} />
      <PasswordInput name="password" label="Password" />
      <ButtonGroup>
        <Button>Save</Button>
        <Button variant="secondary">Save and add another</Button>
        <Button variant="warning">Remove</Button>
        <a href="#cancel">Cancel</a>
      </ButtonGroup>
    </form>
    <div>
      <Radios
        name="often"
        legend="How often?"
        value="weekly"
        items={[
          { value: 'weekly', text: 'Every week' },
          {
            value: 'cycle',
            text: 'Some weeks of the cycle',
            hint: 'Choose which',
            conditional: <Input name="weeks" label="Weeks" width={5} />,
          },
          { divider: 'or' },
          { value: 'year', text: 'A number of times a year' },
        ]}
      />
      <Checkboxes
        name="days"
        legend="On which days?"
        small
        inline
        values={['mon', 'thu']}
        items={['mon', 'tue', 'wed', 'thu', 'fri'].map((value) => ({ value, text: value }))}
      />
      <DateInput
        id="start"
        legend="When does it start?"
        hint="For example, 21 11 2026"
        error="The date must include a year"
        wrong={['year']}
        values={{ day: '21', month: '11' }}
      />
      <Fieldset legend="Times" size="s">
        <Input name="from" label="From" width={5} />
      </Fieldset>
    </div>
  </Halves>
)

const WordSample = () => (
  <Halves>
    <div>
      <InsetText>
        <p>Plans are agreed once a year.</p>
      </InsetText>
      <WarningCallout heading="Two signatures will be void">
        <p>What was signed has changed.</p>
      </WarningCallout>
      <Details summary="What is premium time?">
        <p>Time outside 7am to 7pm on weekdays, and all weekend.</p>
      </Details>
      <Card heading="Your team" href="#team">
        <p>Three plans wait for you.</p>
      </Card>
      <ActionLink href="#begin">Begin this year’s plan</ActionLink>
      <p>
        {TAG_COLOURS.map((colour) => (
          <>
            <Tag colour={colour}>{colour}</Tag>{' '}
          </>
        ))}
      </p>
      <EmptyState heading="No plan yet" text="Your plan for 2026 to 2027 has not been begun.">
        <LinkButton href="#copy">Copy last year’s plan</LinkButton>
      </EmptyState>
    </div>
    <div>
      <SummaryList
        rows={[
          { key: 'Name', value: 'Dr Amara Osei', actions: [{ href: '#name', text: 'Change', hidden: 'name' }] },
          { key: 'Contract', value: 'Consultant, England 2003' },
          { key: 'Works', value: '10 PAs', actions: [{ href: '#pas', text: 'Change', hidden: 'what you work' }] },
        ]}
      />
      <TaskList
        id="ready"
        tasks={[
          { heading: 'Your week', href: '#week', status: 'done' },
          { heading: 'Objectives', href: '#objectives', status: 'to-do', hint: 'At least one' },
          { heading: 'Sign', status: 'not-yet' },
        ]}
      />
      <ProgressSteps
        label="Where this plan stands"
        steps={[
          { label: 'Draft', state: 'done' },
          { label: 'Discussion', state: 'now', note: 'since 12 November 2026' },
          { label: 'Signatures', state: 'later' },
          { label: 'Agreed', state: 'later' },
        ]}
      />
      <Timeline
        label="What has happened"
        events={[
          {
            when: '12 November 2026, 9:00am',
            at: '2026-11-12T09:00:00Z',
            what: 'Returned for discussion',
            who: 'Dr Lee Morgan',
            note: 'Shall we talk about Tuesday’s ward round?',
          },
          {
            when: '1 November 2026, 4:30pm',
            at: '2026-11-01T16:30:00Z',
            what: 'Signed',
            who: 'Dr Amara Osei',
            major: true,
          },
        ]}
      />
      <Panel heading="Plan signed">Dr Lee Morgan has been told</Panel>
      <BackLink href="#back" />
    </div>
  </Halves>
)

/** The gallery as a whole document. */
export const Gallery = (frame: Pick<LayoutProps, 'styles' | 'scripts' | 'nonce'>) => (
  <Layout
    title="Gallery"
    {...FRAME}
    {...frame}
    breadcrumbs={[
      { href: '#plans', label: 'My plans' },
      { href: '#year', label: '2026 to 2027' },
    ]}
  >
    <PageTop
      heading="Job plan, 1 April 2026 to 31 March 2027"
      state={<StateTag stage="active">In discussion</StateTag>}
      lede="Dr Amara Osei · Consultant physician, diabetes and acute medicine · Consultant contract (England) 2003 · 10 programmed activities"
    >
      <MoveLine who="It is your move" since="since 12 November 2026 (9 days)" yours>
        <p>
          Two things are missing before Dr Lee Morgan can sign. <a href="#missing">See them</a>
        </p>
      </MoveLine>
    </PageTop>
    <SubNavigation
      label="Parts of this plan"
      items={[
        { href: '#week', label: 'Week', current: true },
        { href: '#activities', label: 'All activities', count: 14 },
        { href: '#on-call', label: 'On-call' },
        { href: '#objectives', label: 'Objectives', count: 3 },
        { href: '#history', label: 'History' },
        { href: '#print', label: 'Print' },
      ]}
    />
    <Columns aside={<SumSample />}>
      <WeekSample />
      <Section heading="All weeks">
        <WeekStack weeks={[WEEK, { ...WEEK, week: 'Week 2', blocks: WEEK.blocks.slice(0, 6) }]} />
      </Section>
    </Columns>
    <ErrorSummary problems={[{ text: 'Say where it happens', href: '#place' }]} />
    <NotificationBanner variant="success" text="Plan sent to Dr Lee Morgan." />
    <ListSample />
    <FormSample />
    <WordSample />
  </Layout>
)
