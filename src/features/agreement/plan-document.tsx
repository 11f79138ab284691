/** A plan as a document one would file: the same on the page where it is signed and on paper, from what is frozen. */
import type { FrozenAgreement } from '../../domain/agreement/frozen-agreement.ts'
import { CONTRACT_LABELS, type Unit } from '../../domain/contracts/contract-terms.ts'
import { CATEGORY_LABELS, COUNTED_CATEGORIES, isCounted } from '../../domain/job-plan/categories.ts'
import {
  type SiteNames,
  sayHowOften,
  sayKindOfPlace,
  sayOnCallWork,
  sayOutput,
  sayPeriod,
  sayPlace,
  sayRota,
} from '../../domain/job-plan/in-words.ts'
import { hoursAndMinutes, sayHours, sayList, sayUnits } from '../../domain/job-plan/say.ts'
import { saySchedule } from '../../domain/job-plan/say-schedule.ts'
import { RESOURCE_LABELS, SCOPE_LABELS } from '../../domain/job-plan/settings.ts'
import { saySpecialty } from '../../domain/job-plan/specialties.ts'
import { categoryOf } from '../../domain/job-plan/sums.ts'
import { distinctWeeks, premiumStretches, type WeekPicture } from '../../domain/job-plan/week-picture.ts'
import { isZero, roundForScreen, toFraction } from '../../domain/time/fraction.ts'
import { DAY_LABELS, DAYS } from '../../domain/time/week-cycle.ts'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatDay } from '../../ui/dates.ts'
import { Section } from '../../ui/page-parts.tsx'
import { type SumRow, SumTable } from '../../ui/sum-table.tsx'
import { type WeekGridProps, WeekKey, WeekStack, type WeekTone } from '../../ui/week-grid.tsx'
import { Findings } from './findings.tsx'

type Part = { agreement: FrozenAgreement }
/** What is frozen holds the codes of sites: their names are for the reader. */
type PlacedPart = Part & { sites: SiteNames }

/** The whole document, without its heading and signatures. */
export const PlanDocument = ({ agreement, sites }: PlacedPart) => (
  <>
    <Facts agreement={agreement} />
    <Weeks agreement={agreement} sites={sites} />
    <Activities agreement={agreement} sites={sites} />
    <OnCall agreement={agreement} />
    <Sums agreement={agreement} />
    <Objectives agreement={agreement} />
    {agreement.evaluation.findings.length > 0 ? (
      <Section heading="What the rules say">
        <Findings findings={agreement.evaluation.findings} />
      </Section>
    ) : null}
  </>
)

const unitsOf = (exact: string | number, unit: Unit) => sayUnits(toFraction(exact), unit)
const figure = (exact: string) => roundForScreen(toFraction(exact))

const Facts = ({ agreement: { plan, evaluation, terms } }: Part) => {
  const { person, contracted } = plan
  const additional = toFraction(contracted.additional ?? 0)
  const rows: [string, string | null | undefined][] = [
    ['Name', person.name],
    ['Post', person.postTitle],
    ['Band', person.band],
    ['Specialty', saySpecialty(person.specialty)],
    ['Assignment number', person.assignmentNumber],
    ['Contract', CONTRACT_LABELS[plan.contract]],
    ['Terms in force from', formatDay(terms.version)],
    [
      'Contracted a week',
      isZero(additional)
        ? unitsOf(contracted.core, evaluation.unit)
        : `${unitsOf(contracted.core, evaluation.unit)}, and ${unitsOf(contracted.additional ?? 0, evaluation.unit)} more`,
    ],
    ['Working weeks in a year', String(plan.workingWeeks ?? terms.values.workingWeeks.value)],
    ['Period', sayPeriod(plan.period)],
  ]
  return (
    <div class="document-facts">
      <SummaryList rows={rows.flatMap(([key, value]) => (value ? [{ key, value }] : []))} />
    </div>
  )
}

const toneOf = (category: ReturnType<typeof categoryOf>): WeekTone => (isCounted(category) ? category : 'uncounted')

const Weeks = ({ agreement: { plan, terms }, sites }: PlacedPart) => {
  const pictures = distinctWeeks(plan)
  if (pictures.every(({ blocks }) => blocks.length === 0)) return null
  const premium = terms.values.premium?.value
  const stretches = premiumStretches(premium?.plainHours)
  // A weekend with nothing in it is left out, so that the other days are wide enough to read.
  const dayCount = pictures.some(({ blocks }) => blocks.some(({ day }) => day > 4)) ? 7 : 5
  const tones = [...new Set((plan.activities ?? []).map((activity) => toneOf(categoryOf(activity))))]
  return (
    <Section heading={pictures.length === 1 ? 'The week' : 'The weeks'}>
      <WeekStack
        weeks={pictures.map((picture) => ({
          ...weekOf(picture, dayCount, sites),
          week: sayWeeks(picture, plan.cycleWeeks ?? 1),
          premium: stretches,
        }))}
      />
      <WeekKey
        tones={tones.map((tone) => ({ tone }))}
        premium={premium ? `Premium time: ${sayHours(toFraction(premium.minutesInUnit))} count as one` : undefined}
      />
    </Section>
  )
}

const weekOf = (
  { blocks }: WeekPicture,
  dayCount: number,
  sites: SiteNames,
): Omit<WeekGridProps, 'week' | 'premium'> => ({
  days: DAYS.slice(0, dayCount).map((day) => DAY_LABELS[day]),
  fromHour: 8,
  toHour: 18,
  blocks: blocks.map(({ activity, hasClash, ...when }) => ({
    ...when,
    id: activity.id,
    title: activity.title,
    lines: [sayKindOfPlace(activity, sites)].filter(Boolean),
    tone: toneOf(categoryOf(activity)),
    mark: hasClash ? ('clash' as const) : undefined,
    href: `#activity-${activity.id}`,
  })),
})

/** “Every week”, “Week 2”, “Weeks 1 and 3 of 4”. */
const sayWeeks = ({ weeks }: WeekPicture, cycleWeeks: number): string => {
  if (weeks.length === cycleWeeks) return 'Every week'
  return `Week${weeks.length === 1 ? '' : 's'} ${sayList(weeks.map(String))} of ${cycleWeeks}`
}

const Activities = ({ agreement: { plan, evaluation }, sites }: PlacedPart) => {
  const figures = new Map(evaluation.activities.map((one) => [one.id, one]))
  return (
    <Section heading="Activities">
      <TableScroll label="Activities">
        <Table
          caption="Activities"
          captionSize="hidden"
          firstCellIsHeader
          columns={[
            { heading: 'What' },
            { heading: 'Kind' },
            { heading: 'When' },
            { heading: 'Where' },
            { heading: 'Each time' },
            { heading: 'A week', numeric: true },
          ]}
          rows={(plan.activities ?? []).map((activity) => [
            <span id={`activity-${activity.id}`}>
              {activity.title}
              {activity.note ? <span class="document-note">{activity.note}</span> : null}
            </span>,
            CATEGORY_LABELS[categoryOf(activity)].short,
            saySchedule(activity.schedule, plan.cycleWeeks ?? 1),
            sayPlace(activity, sites),
            [sayOutput(activity), saySpecialty(activity.specialty)].filter(Boolean).join(', '),
            isCounted(categoryOf(activity))
              ? unitsOf(figures.get(activity.id)?.unitsPerWeek ?? 0, evaluation.unit)
              : 'Not counted',
          ])}
        />
      </TableScroll>
    </Section>
  )
}

const OnCall = ({ agreement: { plan, evaluation } }: Part) => {
  const figures = new Map(evaluation.onCall.map((one) => [one.id, one]))
  const rotas = plan.onCall ?? []
  if (rotas.length === 0) return null
  return (
    <Section heading="On-call">
      <TableScroll label="On-call">
        <Table
          caption="On-call"
          captionSize="hidden"
          firstCellIsHeader
          columns={[
            { heading: 'Rota' },
            { heading: 'How often' },
            { heading: 'Planned work in an on-call week' },
            { heading: 'Unplanned work in an on-call week' },
            { heading: 'Supplement', numeric: true },
            { heading: 'A week', numeric: true },
          ]}
          rows={rotas.map((rota) => {
            const found = figures.get(rota.id)
            return [
              sayRota(rota),
              sayHowOften(rota),
              sayOnCallWork(rota.predictable),
              sayOnCallWork(rota.unpredictable),
              found?.supplement ? `${found.supplement.percent}%` : 'None',
              unitsOf(found?.unitsPerWeek ?? 0, evaluation.unit),
            ]
          })}
        />
      </TableScroll>
    </Section>
  )
}

/** What it adds up to, against the contract. */
export const Sums = ({ agreement: { evaluation } }: Part) => {
  const { perWeek, perYear, unit, contracted, balance } = evaluation
  const over = toFraction(balance.units)
  const parts: SumRow[] = COUNTED_CATEGORIES.filter(
    (category) => category === 'dcc' || category === 'spa' || !isZero(toFraction(perWeek[category].units)),
  ).map((category) => ({
    label: CATEGORY_LABELS[category].long,
    value: figure(perWeek[category].units),
    tone: category,
  }))
  return (
    <Section heading="What it adds up to">
      <SumTable
        caption="What the plan adds up to, a week"
        rows={[
          ...parts,
          {
            label: 'Total a week',
            value: unitsOf(perWeek.total.units, unit),
            against: isZero(over)
              ? 'as contracted'
              : `${roundForScreen({ n: over.n < 0n ? -over.n : over.n, d: over.d })} ${over.n < 0n ? 'under' : 'over'}`,
            total: true,
          },
          { label: 'In the contract', value: unitsOf(contracted.units, unit) },
          ...(unit === 'hour'
            ? []
            : [{ label: 'Hours a week, on average', value: hoursAndMinutes(perWeek.total.minutes) }]),
          { label: 'Over the year', value: unitsOf(perYear.total.units, unit) },
        ]}
      />
    </Section>
  )
}

const Objectives = ({ agreement: { plan } }: Part) => {
  const { objectives = [], supportingResources = [] } = plan
  return (
    <>
      {objectives.length > 0 ? (
        <Section heading="Objectives">
          <TableScroll label="Objectives">
            <Table
              caption="Objectives"
              captionSize="hidden"
              columns={[
                { heading: 'Objective' },
                { heading: 'Whose' },
                { heading: 'How we will know' },
                { heading: 'By when' },
                { heading: 'Support and barriers' },
              ]}
              rows={objectives.map(({ text, scope, measure, dueOn, support = [], barriers = [] }) => [
                text ?? '',
                scope ? SCOPE_LABELS[scope] : '',
                measure ?? '',
                dueOn ? formatDay(dueOn) : '',
                [...support, ...barriers.map((barrier) => `Barrier: ${barrier}`)].join('; '),
              ])}
            />
          </TableScroll>
        </Section>
      ) : null}
      {supportingResources.length > 0 ? (
        <Section heading="What is needed">
          <ul class="nhsuk-list nhsuk-list--bullet">
            {supportingResources.map(({ kind, text }) => (
              <li>{[kind && RESOURCE_LABELS[kind], text].filter(Boolean).join(': ')}</li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}
