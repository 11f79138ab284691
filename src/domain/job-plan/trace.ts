import { UNIT_WORDS } from '../contracts/contract-terms.ts'
import { divide, formatFraction, fraction, multiply } from '../time/fraction.ts'
import { MINUTES_IN_HOUR } from '../time/time-of-day.ts'
import { CATEGORY_LABELS, COUNTED_CATEGORIES } from './categories.ts'
import { GUIDE_2017_LABELS, type Guide2017Heading } from './classifications.ts'
import type { TraceStep } from './evaluation.ts'
import { minutesUnderGuide2017 } from './guide-2017.ts'
import type { PlanSums } from './sums.ts'
import { activitySteps } from './trace-activity.ts'
import { rotaSteps } from './trace-on-call.ts'
import { ARITHMETIC, cite, exact, PLAN } from './trace-step.ts'

/** How every figure came about, in the order in which they are worked out. A figure's last step has its value. */
export function traceOf(sums: PlanSums): TraceStep[] {
  return [
    ...sums.activities.flatMap((activity) => activitySteps(activity, sums)),
    ...sums.onCall.flatMap((rota) => rotaSteps(rota, sums)),
    ...weekSteps(sums),
    ...yearSteps(sums),
    ...balanceSteps(sums),
    ...guide2017Steps(sums),
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

function guide2017Steps(sums: PlanSums): TraceStep[] {
  const minutes = minutesUnderGuide2017(sums)
  if (!minutes) return []
  return (Object.keys(GUIDE_2017_LABELS) as Guide2017Heading[]).map((heading) =>
    cite(
      {
        figure: `guide2017.${heading}.minutes`,
        rule: 'guide-2017.heading',
        says: `${GUIDE_2017_LABELS[heading]}, by the class of each activity: ${exact(minutes[heading])} minutes a week`,
        inputs: {},
        value: minutes[heading],
      },
      { source: 'Allied health professionals job planning: a best practice guide, 2017, Appendix 1', checked: true },
    ),
  )
}
