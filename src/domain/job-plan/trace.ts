import { type Cited, type ContractTerms, UNIT_WORDS } from '../contracts/contract-terms.ts'
import {
  add,
  compare,
  divide,
  type Fraction,
  formatFraction,
  fraction,
  isZero,
  multiply,
  subtract,
  toFraction,
} from '../time/fraction.ts'
import { MINUTES_IN_HOUR } from '../time/time-of-day.ts'
import { CATEGORY_LABELS, COUNTED_CATEGORIES } from './categories.ts'
import type { TraceStep } from './evaluation.ts'
import { sayCount, sayDuration, sayNumber } from './say.ts'
import type { ActivitySums, PlanSums, RotaSums, Rounds } from './sums.ts'

type Citation = Pick<Cited<unknown>, 'source' | 'checked'>
type Step = Omit<TraceStep, 'value' | keyof Citation> & { value: Fraction }

const PLAN: Citation = { source: 'The plan', checked: true }
const ARITHMETIC: Citation = { source: 'The job plan format, concord.job-plan/1', checked: true }

/** How every figure came about, in the order in which they are worked out. A figure's last step has its value. */
export function traceOf(sums: PlanSums): TraceStep[] {
  return [
    ...sums.activities.flatMap((activity) => activitySteps(activity, sums)),
    ...sums.onCall.flatMap((rota) => rotaSteps(rota, sums)),
    ...weekSteps(sums),
    ...yearSteps(sums),
    ...balanceSteps(sums),
  ]
}

function cite({ value, ...step }: Step, { source, checked }: Citation): TraceStep {
  return { ...step, value: formatFraction(value), source, checked }
}

const exact = (value: Fraction) => sayNumber(formatFraction(value))
const hoursOf = (minutes: Fraction) => exact(divide(minutes, fraction(MINUTES_IN_HOUR)))

/** `"6 ÷ 3 = 2"`: hours over the hours that make a unit, plain and premium apart. */
function unitsSum({ round }: Rounds, terms: ContractTerms): { says: string; citation: Citation } {
  const plain = subtract(round.minutes, round.premiumMinutes)
  const parts: string[] = []
  if (!isZero(plain) || isZero(round.premiumMinutes))
    parts.push(`${hoursOf(plain)} ÷ ${hoursOf(fraction(terms.minutesInUnit.value))}`)
  if (terms.premium && !isZero(round.premiumMinutes))
    parts.push(`${hoursOf(round.premiumMinutes)} ÷ ${hoursOf(fraction(terms.premium.value.minutesInUnit))}`)
  const citation = terms.premium && !isZero(round.premiumMinutes) ? terms.premium : terms.minutesInUnit
  return { says: `${parts.join(' + ')} = ${exact(round.units)}`, citation }
}

function sayPremiumShare({ round }: Rounds, terms: ContractTerms): string {
  if (!terms.premium) return ''
  if (isZero(round.premiumMinutes)) return ', none of it in premium time'
  if (compare(round.minutes, round.premiumMinutes) === 0) return ', all in premium time'
  return `, ${sayDuration(formatFraction(round.premiumMinutes))} of it in premium time`
}

function roundSteps(
  figure: string,
  what: string,
  rounds: Rounds,
  agreedUnits: boolean,
  terms: ContractTerms,
): TraceStep[] {
  const { round } = rounds
  const inputs = { minutes: formatFraction(round.minutes), premiumMinutes: formatFraction(round.premiumMinutes) }
  if (agreedUnits)
    return [
      cite(
        { figure, rule: 'units.agreed', says: `${what}: agreed as ${exact(round.units)}`, inputs, value: round.units },
        PLAN,
      ),
    ]
  const { says, citation } = unitsSum(rounds, terms)
  return [
    cite(
      {
        figure,
        rule: 'units.from-time',
        says: `${what}${sayPremiumShare(rounds, terms)}: ${says}`,
        inputs,
        value: round.units,
      },
      citation,
    ),
  ]
}

/** What one round is, and the sum that spreads rounds over weeks. */
function sayRounds({ activity, round, occurrenceMinutes, occurrencesPerYear }: ActivitySums, sums: PlanSums) {
  const { schedule } = activity
  const each = sayDuration(formatFraction(occurrenceMinutes))
  const weeks = exact(sums.workingWeeks)
  switch (schedule.kind) {
    case 'timetabled': {
      const times = sums.timetable.kept.get(activity)?.length ?? 0
      const lost = sums.timetable.displaced.get(activity) ?? 0
      const cycle = sayCount(sums.cycleWeeks, 'week', 'weeks')
      return {
        what: `${sayCount(times, 'time', 'times')} in ${cycle}${lost ? ` (${lost} more displaced)` : ''}, ${each} each, ${sayDuration(formatFraction(round.minutes))}`,
        spread: `÷ ${cycle}`,
        citation: ARITHMETIC,
      }
    }
    case 'annualised':
      return {
        what: `${each} each time`,
        spread: `× ${exact(occurrencesPerYear)} times a year ÷ ${weeks} working weeks`,
        citation: sums.plan.workingWeeks === undefined ? sums.terms.workingWeeks : PLAN,
      }
    case 'flexible':
      return { what: `${each} a week`, spread: '', citation: PLAN }
  }
}

function activitySteps(sum: ActivitySums, sums: PlanSums): TraceStep[] {
  const { activity, round, perWeek, roundsPerWeek } = sum
  const { what, spread, citation } = sayRounds(sum, sums)
  const units = `activities.${activity.id}.unitsPerWeek`
  const minutes = `activities.${activity.id}.minutesPerWeek`
  const spreading = (figure: string, from: Fraction, to: Fraction): TraceStep[] =>
    spread === ''
      ? []
      : [
          cite(
            {
              figure,
              rule: 'time.per-week',
              says: `${exact(from)} ${spread} = ${exact(to)} a week`,
              inputs: { amount: formatFraction(from), roundsPerWeek: formatFraction(roundsPerWeek) },
              value: to,
            },
            citation,
          ),
        ]
  return [
    cite({ figure: minutes, rule: 'time.counted', says: what, inputs: {}, value: round.minutes }, PLAN),
    ...spreading(minutes, round.minutes, perWeek.minutes),
    ...roundSteps(units, what, sum, activity.schedule.units !== undefined, sums.terms),
    ...spreading(units, round.units, perWeek.units),
    cite(
      {
        figure: `activities.${activity.id}.occurrencesPerYear`,
        rule: 'time.per-year',
        says: sayPerYear(sum, sums),
        inputs: { workingWeeks: formatFraction(sums.workingWeeks) },
        value: sum.occurrencesPerYear,
      },
      ARITHMETIC,
    ),
  ]
}

function sayPerYear({ activity, occurrencesPerYear }: ActivitySums, sums: PlanSums): string {
  const [times, weeks] = [exact(occurrencesPerYear), exact(sums.workingWeeks)]
  if (activity.schedule.kind === 'annualised') return `${times} times a year, as agreed`
  if (activity.schedule.kind === 'flexible') return `Once in each of ${weeks} working weeks`
  const kept = sums.timetable.kept.get(activity)?.length ?? 0
  return `${kept} ÷ ${sums.cycleWeeks} × ${weeks} working weeks = ${times} times a year`
}

function rotaSteps(sum: RotaSums, sums: PlanSums): TraceStep[] {
  const { rota, perWeek, predictable, unpredictable } = sum
  const { terms } = sums
  const units = `onCall.${rota.id}.unitsPerWeek`
  const parts = [
    { name: 'predictable', rounds: predictable },
    { name: 'unpredictable', rounds: unpredictable },
  ].filter(({ rounds }) => !isZero(rounds.round.minutes))
  const steps = parts.flatMap(({ name, rounds }) => {
    const worked = sayDuration(formatFraction(rounds.round.minutes))
    return [
      ...roundSteps(units, `${worked} of ${name} work in an on-call week`, rounds, false, terms),
      ...shareSteps(units, rounds, sum, sums),
    ]
  })
  if (compare(sum.unpredictableUnits, unpredictable.perWeek.units) < 0 && terms.unpredictableOnCallCap)
    steps.push(
      cite(
        {
          figure: units,
          rule: 'on-call.cap',
          says: `Unpredictable work of all rotas together counts for at most ${terms.unpredictableOnCallCap.value} a week: ${exact(unpredictable.perWeek.units)} counts as ${exact(sum.unpredictableUnits)}`,
          inputs: { before: formatFraction(unpredictable.perWeek.units) },
          value: sum.unpredictableUnits,
        },
        terms.unpredictableOnCallCap,
      ),
    )
  const together = `${exact(predictable.perWeek.units)} + ${exact(sum.unpredictableUnits)} = ${exact(perWeek.units)}`
  return [
    ...steps,
    cite(
      {
        figure: units,
        rule: 'on-call.total',
        says: `Predictable and unpredictable: ${together}`,
        inputs: {},
        value: perWeek.units,
      },
      ARITHMETIC,
    ),
    cite(
      {
        figure: `onCall.${rota.id}.minutesPerWeek`,
        rule: 'on-call.minutes',
        says: `${exact(add(predictable.round.minutes, unpredictable.round.minutes))} minutes in an on-call week ${sayShare(sum, sums)} = ${exact(perWeek.minutes)} a week`,
        inputs: { oneIn: formatFraction(toFraction(rota.oneIn)) },
        value: perWeek.minutes,
      },
      ARITHMETIC,
    ),
    ...supplementSteps(sum, terms),
  ]
}

function sayShare({ rota }: RotaSums, { terms, workingWeeks }: PlanSums): string {
  const share = `÷ ${sayNumber(rota.oneIn)}`
  return rota.prospectiveCover ? `${share} × ${terms.prospectiveCoverWeeks.value} ÷ ${exact(workingWeeks)}` : share
}

function shareSteps(figure: string, { round, perWeek }: Rounds, sum: RotaSums, sums: PlanSums): TraceStep[] {
  const covers = sum.rota.prospectiveCover === true
  return [
    cite(
      {
        figure,
        rule: covers ? 'on-call.prospective-cover' : 'on-call.one-in',
        says: `One week in ${sayNumber(sum.rota.oneIn)}${covers ? ', covering colleagues’ leave' : ''}: ${exact(round.units)} ${sayShare(sum, sums)} = ${exact(perWeek.units)}`,
        inputs: { oneIn: formatFraction(toFraction(sum.rota.oneIn)), units: formatFraction(round.units) },
        value: perWeek.units,
      },
      covers ? sums.terms.prospectiveCoverWeeks : ARITHMETIC,
    ),
  ]
}

function supplementSteps({ rota, supplementPercent }: RotaSums, { supplements }: ContractTerms): TraceStep[] {
  if (supplementPercent === null || !supplements) return []
  const category = supplements.value.any ? '' : `, category ${rota.category}`
  return [
    cite(
      {
        figure: `onCall.${rota.id}.supplement`,
        rule: 'on-call.supplement',
        says: `1 in ${sayNumber(rota.oneIn)}${category}: ${supplementPercent}% of full-time basic pay`,
        inputs: { oneIn: formatFraction(toFraction(rota.oneIn)), category: rota.category ?? '' },
        value: fraction(supplementPercent),
      },
      supplements,
    ),
  ]
}

function weekSteps({ activities, onCall, byCategory, total }: PlanSums): TraceStep[] {
  const measures = ['units', 'minutes'] as const
  return measures.flatMap((measure) => [
    ...COUNTED_CATEGORIES.map((category) => {
      const parts = [
        ...activities
          .filter((sum) => sum.category === category)
          .map(({ activity, perWeek }) => ({ id: activity.id, title: activity.title, amount: perWeek[measure] })),
        ...(category === 'dcc' ? onCall : []).map(({ rota, perWeek }) => ({
          id: rota.id,
          title: rota.title ?? rota.id,
          amount: perWeek[measure],
        })),
      ]
      const added = parts.map(({ title, amount }) => `${title} ${exact(amount)}`).join(' + ')
      return cite(
        {
          figure: `perWeek.${category}.${measure}`,
          rule: 'total.category',
          says: `${CATEGORY_LABELS[category].long}: ${added ? `${added} = ` : ''}${exact(byCategory[category][measure])}`,
          inputs: Object.fromEntries(parts.map(({ id, amount }) => [id, formatFraction(amount)])),
          value: byCategory[category][measure],
        },
        ARITHMETIC,
      )
    }),
    cite(
      {
        figure: `perWeek.total.${measure}`,
        rule: 'total.all',
        says: `${COUNTED_CATEGORIES.map((category) => `${CATEGORY_LABELS[category].short} ${exact(byCategory[category][measure])}`).join(' + ')} = ${exact(total[measure])}`,
        inputs: Object.fromEntries(
          COUNTED_CATEGORIES.map((category) => [category, formatFraction(byCategory[category][measure])]),
        ),
        value: total[measure],
      },
      ARITHMETIC,
    ),
  ])
}

function yearSteps({ byCategory, total, workingWeeks, plan, terms }: PlanSums): TraceStep[] {
  const citation = plan.workingWeeks === undefined ? terms.workingWeeks : PLAN
  return [...COUNTED_CATEGORIES, 'total' as const].flatMap((heading) => {
    const { units, minutes } = heading === 'total' ? total : byCategory[heading]
    const unitsPerYear = multiply(units, workingWeeks)
    const hoursPerYear = divide(multiply(minutes, workingWeeks), fraction(MINUTES_IN_HOUR))
    const weeks = exact(workingWeeks)
    const step = { rule: 'time.per-year', inputs: { workingWeeks: formatFraction(workingWeeks) } }
    return [
      cite(
        {
          ...step,
          figure: `perYear.${heading}.units`,
          says: `${exact(units)} a week × ${weeks} working weeks = ${exact(unitsPerYear)}`,
          value: unitsPerYear,
        },
        citation,
      ),
      cite(
        {
          ...step,
          figure: `perYear.${heading}.hours`,
          says: `${exact(minutes)} minutes a week × ${weeks} working weeks ÷ 60 = ${exact(hoursPerYear)} hours`,
          value: hoursPerYear,
        },
        citation,
      ),
    ]
  })
}

function balanceSteps({ core, additional, contracted, total, balance, terms }: PlanSums): TraceStep[] {
  const { many } = UNIT_WORDS[terms.unit]
  return [
    cite(
      {
        figure: 'contracted.units',
        rule: 'contract.time',
        says: `Core ${exact(core)} + additional ${exact(additional)} = ${exact(contracted)} ${many} a week`,
        inputs: { core: formatFraction(core), additional: formatFraction(additional) },
        value: contracted,
      },
      PLAN,
    ),
    cite(
      {
        figure: 'balance.units',
        rule: 'contract.balance',
        says: `Planned ${exact(total.units)} − contracted ${exact(contracted)} = ${exact(balance)}`,
        inputs: { total: formatFraction(total.units), contracted: formatFraction(contracted) },
        value: balance,
      },
      ARITHMETIC,
    ),
  ]
}
