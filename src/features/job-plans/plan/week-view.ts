import type { ContractTerms } from '../../../domain/contracts/contract-terms.ts'
import { CATEGORY_LABELS, type Category, isCounted } from '../../../domain/job-plan/categories.ts'
import { type SiteNames, sayKindOfPlace, sayOutput } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { categoryOf } from '../../../domain/job-plan/sums.ts'
import { type Occurrence, occurrencesOf, resolveTimetable, weeksOf } from '../../../domain/job-plan/timetable.ts'
import { premiumStretches } from '../../../domain/job-plan/week-picture.ts'
import { MINUTES_IN_DAY, MINUTES_IN_WEEK } from '../../../domain/time/time-of-day.ts'
import { DAY_LABELS, DAYS, overlaps } from '../../../domain/time/week-cycle.ts'
import type { WeekBlock, WeekGridProps, WeekTone } from '../../../ui/week-grid.tsx'
import { sayWeeks } from './figures.words.ts'
import { missingContentOf } from './missing-content.ts'

/** One week of the cycle, counted from 1, or every week one under another. */
export type WeekChoice = number | 'all'

export type WeekView = {
  /** One, or all of them. */
  weeks: WeekGridProps[]
  tones: { tone: WeekTone; name: string }[]
  /** “Premium time: 3 hours count as one PA”; undefined where the contract has none. */
  premium: string | undefined
}

/** The hours that the picture shows at least, so that an ordinary week keeps its shape. */
const FROM_HOUR = 7
const TO_HOUR = 20

/** How a category is drawn: what is in no total is drawn alike. */
export const toneOf = (category: Category): WeekTone => (isCounted(category) ? category : 'uncounted')

/** The picture of a week, or of the whole cycle. `linkTo` gives the address of an activity's block. */
export function viewWeek(
  document: JobPlanDocument,
  terms: ContractTerms,
  week: WeekChoice,
  linkTo: (activityId: string) => string,
  sites: SiteNames,
): WeekView {
  const cycleWeeks = document.cycleWeeks ?? 1
  const placed = placeBlocks(document, terms, linkTo, sites)
  const hours = hoursOf(placed.map(({ block }) => block))
  const premium = terms.premium?.value
  const tones = new Set((document.activities ?? []).map((activity) => toneOf(categoryOf(activity))))
  return {
    weeks: (week === 'all' ? weeksOf(cycleWeeks) : [Math.min(week, cycleWeeks)]).map((number) => ({
      week: `Week ${number}`,
      days: DAYS.map((day) => DAY_LABELS[day]),
      ...hours,
      premium: premiumStretches(premium?.plainHours),
      blocks: placed.filter((one) => one.week === number).map(({ block }) => block),
    })),
    tones: (Object.keys(TONE_NAMES) as WeekTone[])
      .filter((tone) => tones.has(tone))
      .map((tone) => ({ tone, name: TONE_NAMES[tone] })),
    premium: premium && `Premium time: ${premium.minutesInUnit / 60} hours count as one PA`,
  }
}

const TONE_NAMES: Record<WeekTone, string> = {
  dcc: CATEGORY_LABELS.dcc.long,
  spa: CATEGORY_LABELS.spa.long,
  anr: CATEGORY_LABELS.anr.long,
  ed: CATEGORY_LABELS.ed.long,
  uncounted: 'Private and fee-paying work, not counted',
}

type Placed = { week: number; block: WeekBlock }

function placeBlocks(
  document: JobPlanDocument,
  terms: ContractTerms,
  linkTo: (activityId: string) => string,
  sites: SiteNames,
): Placed[] {
  const { activities = [], cycleWeeks = 1 } = document
  const { kept } = resolveTimetable(activities, cycleWeeks)
  const marks = marksOf(document, terms, [...kept.values()].flat())
  return activities.flatMap((activity) => {
    const { schedule } = activity
    if (schedule.kind !== 'timetabled') return []
    const tone = toneOf(categoryOf(activity))
    const lines = [
      [sayKindOfPlace(activity, sites), sayOutput(activity)].filter(Boolean).join(' · '),
      schedule.weeks && schedule.weeks.length < cycleWeeks
        ? `Week${schedule.weeks.length === 1 ? '' : 's'} ${sayWeeks(schedule.weeks)}`
        : '',
    ].filter(Boolean)
    const starts = new Set(kept.get(activity)?.map(({ start }) => start))
    return occurrencesOf(activity, schedule, cycleWeeks).flatMap((occurrence) => {
      const mark = starts.has(occurrence.start)
        ? (marks.clash.get(`${activity.id} ${occurrence.start}`) ?? marks.missing.get(activity.id))
        : ({ mark: 'displaced', markText: 'Gives way this week' } as const)
      return stretches(occurrence, cycleWeeks).map(({ week, ...stretch }) => ({
        week,
        block: { id: activity.id, title: activity.title, tone, lines, href: linkTo(activity.id), ...stretch, ...mark },
      }))
    })
  })
}

type Marked = Pick<WeekBlock, 'mark' | 'markText' | 'markMore'>

function marksOf(document: JobPlanDocument, terms: ContractTerms, kept: readonly Occurrence[]) {
  const cycleWeeks = document.cycleWeeks ?? 1
  const clash = new Map<string, Marked>()
  for (const { first, second } of overlaps(kept, cycleWeeks * MINUTES_IN_WEEK)) {
    if (first.tier !== second.tier) continue
    clash.set(keyOf(first), { mark: 'clash', markMore: second.activity.title })
    clash.set(keyOf(second), { mark: 'clash', markMore: first.activity.title })
  }
  const missing = new Map<string, Marked>()
  for (const one of missingContentOf(document, terms))
    if (one.of === 'activity')
      missing.set(one.activity.id, {
        mark: 'missing',
        markText: one.parts.includes('setting') ? 'No place yet' : 'No specialty yet',
      })
  return { clash, missing }
}

const keyOf = ({ activity, start }: Occurrence) => `${activity.id} ${start}`

/** An occurrence cut at midnight, each part in its own day and week; the end of the cycle runs on into its beginning. */
function stretches({ start, end }: Occurrence, cycleWeeks: number) {
  const parts: { week: number; day: number; startMinutes: number; endMinutes: number }[] = []
  for (let from = start; from < end; ) {
    const dayOfCycle = Math.floor(from / MINUTES_IN_DAY)
    const midnight = (dayOfCycle + 1) * MINUTES_IN_DAY
    const to = Math.min(end, midnight)
    parts.push({
      week: (Math.floor(dayOfCycle / DAYS.length) % cycleWeeks) + 1,
      day: dayOfCycle % DAYS.length,
      startMinutes: from - dayOfCycle * MINUTES_IN_DAY,
      endMinutes: to - dayOfCycle * MINUTES_IN_DAY,
    })
    from = to
  }
  return parts
}

/** The same hours for every week, so that the picture does not jump from one to the next. */
function hoursOf(blocks: readonly WeekBlock[]): { fromHour: number; toHour: number } {
  return {
    fromHour: Math.min(FROM_HOUR, ...blocks.map(({ startMinutes }) => Math.floor(startMinutes / 60))),
    toHour: Math.max(TO_HOUR, ...blocks.map(({ endMinutes }) => Math.ceil(endMinutes / 60))),
  }
}
