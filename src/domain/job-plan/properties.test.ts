import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryPlan } from '../../../tests/support/arbitrary-plan.ts'
import { compare, formatFraction, sum, toFraction } from '../time/fraction.ts'
import type { Day } from '../time/week-cycle.ts'
import { canonicalPlan, canonicalText } from './canonical.ts'
import { isCounted } from './categories.ts'
import { applyChange, type PlanChange } from './change.ts'
import { evaluate } from './evaluate.ts'
import { parseJobPlan } from './job-plan.schema.ts'
import type { JobPlanDocument } from './job-plan.ts'
import { copyDay, removeDay } from './timetable-change.ts'

const canonical = (plan: JobPlanDocument) => canonicalText(canonicalPlan(plan))

function applied(plan: JobPlanDocument, change: PlanChange) {
  const done = applyChange(plan, change)
  if (!done.ok) throw new Error(done.problem)
  return done
}

describe('for any plan', () => {
  test('it parses to itself', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        expect(parseJobPlan(JSON.parse(JSON.stringify(plan)))).toEqual({ ok: true, plan })
      }),
    )
  })

  test('the total is the sum of its parts, exactly', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const { perWeek, activities, onCall } = evaluate(plan)
        const { total, ...categories } = perWeek
        const counted = activities.filter((_, place) => isCounted(plan.activities?.[place]?.category ?? 'dcc'))
        for (const [measure, of] of [
          ['units', 'unitsPerWeek'],
          ['minutes', 'minutesPerWeek'],
        ] as const) {
          const parts = [...counted, ...onCall].map((part) => toFraction(part[of]))
          expect(formatFraction(sum(parts))).toBe(total[measure])
          expect(formatFraction(sum(Object.values(categories).map((part) => toFraction(part[measure]))))).toBe(
            total[measure],
          )
        }
      }),
    )
  })

  test('the order of activities changes no figure and no amount', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const turned = evaluate({ ...plan, activities: [...(plan.activities ?? [])].reverse() })
        const straight = evaluate(plan)
        expect(turned.perWeek).toEqual(straight.perWeek)
        expect(turned.perYear).toEqual(straight.perYear)
        const amounts = (of: typeof straight) =>
          of.findings.map(({ rule, amount, activities }) => `${rule} ${amount} ${activities.toSorted()}`).sort()
        expect(amounts(turned)).toEqual(amounts(straight))
      }),
    )
  })

  test('a day on its own makes the same units as among others', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const [activity] = plan.activities ?? []
        if (activity?.schedule.kind !== 'timetabled') return
        const { schedule } = activity
        const only = { ...plan, onCall: [], activities: [activity] }
        const split = schedule.days.map((day) => ({ ...activity, id: day, schedule: { ...schedule, days: [day] } }))
        expect(evaluate({ ...only, activities: split }).perWeek).toEqual(evaluate(only).perWeek)
      }),
    )
  })

  test('more of the same minutes in premium time never makes fewer units', () => {
    fc.assert(
      fc.property(arbitraryPlan(), fc.nat(3000), fc.nat(3000), fc.nat(3000), (plan, minutes, one, other) => {
        const withPremium = (premium: number) => {
          const flexible = { kind: 'flexible', minutesPerWeek: minutes, premiumMinutesPerWeek: premium } as const
          const extra = { id: 'extra', title: 'Extra', category: 'dcc', schedule: flexible } as const
          return toFraction(evaluate({ ...plan, activities: [...(plan.activities ?? []), extra] }).perWeek.total.units)
        }
        const [less, more] = [one, other].map((value) => Math.min(minutes, value)).sort((a, b) => a - b) as [
          number,
          number,
        ]
        expect(compare(withPremium(more), withPremium(less))).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('a higher tier for all changes nothing', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const raised = plan.activities?.map((activity) => ({ ...activity, tier: (activity.tier ?? 0) + 5 })) ?? []
        expect(evaluate({ ...plan, activities: raised })).toEqual(evaluate(plan))
      }),
    )
  })

  test('a cycle written out twice is the same plan', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const cycleWeeks = plan.cycleWeeks ?? 1
        const activities = (plan.activities ?? []).map((activity) => {
          const { schedule } = activity
          if (schedule.kind !== 'timetabled' || !schedule.weeks) return activity
          const weeks = [...schedule.weeks, ...schedule.weeks.map((week) => week + cycleWeeks)]
          return { ...activity, schedule: { ...schedule, weeks } }
        })
        const doubled = evaluate({ ...plan, cycleWeeks: cycleWeeks * 2, activities })
        expect(doubled.perYear).toEqual(evaluate(plan).perYear)
        expect(doubled.activities).toEqual(evaluate(plan).activities)
      }),
    )
  })

  test('the trace ends at every figure', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const { trace = [], perWeek, balance, activities, onCall } = evaluate(plan, { explain: true })
        const last = new Map(trace.map(({ figure, value }) => [figure, value]))
        expect(last.get('balance.units')).toBe(balance.units)
        for (const [heading, figures] of Object.entries(perWeek))
          expect([last.get(`perWeek.${heading}.units`), last.get(`perWeek.${heading}.minutes`)]).toEqual([
            figures.units,
            figures.minutes,
          ])
        for (const one of activities) {
          expect(last.get(`activities.${one.id}.unitsPerWeek`)).toBe(one.unitsPerWeek)
          expect(last.get(`activities.${one.id}.minutesPerWeek`)).toBe(one.minutesPerWeek)
          expect(last.get(`activities.${one.id}.occurrencesPerYear`)).toBe(one.occurrencesPerYear)
        }
        for (const one of onCall) expect(last.get(`onCall.${one.id}.unitsPerWeek`)).toBe(one.unitsPerWeek)
      }),
    )
  })

  test('its canonical text does not depend on how it was written', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const scrambled = Object.fromEntries(Object.entries(plan).reverse()) as JobPlanDocument
        const days = (plan.activities ?? []).map((activity) =>
          activity.schedule.kind === 'timetabled'
            ? { ...activity, schedule: { ...activity.schedule, days: activity.schedule.days.toReversed() } }
            : activity,
        )
        expect(canonical({ ...scrambled, activities: days })).toBe(canonical(plan))
        expect(canonicalText(JSON.parse(canonical(plan)))).toBe(canonical(plan))
      }),
    )
  })
})

describe('for anything that parses', () => {
  const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${maxLength}}$`))
  const anyNumber = fc.oneof(
    fc.double(),
    fc.nat(60),
    digits(14),
    fc.tuple(digits(14), digits(14)).map((parts) => parts.join('.')),
    fc.tuple(digits(14), digits(14)).map((parts) => parts.join('/')),
    fc.constantFrom(-0, '-0', '-0/7', '1e3', '24/2', `${'6'.repeat(30)}/${'9'.repeat(30)}`),
  )
  const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })
  const anything = fc.record({
    format: fc.constant('concord.job-plan/1'),
    contract: fc.constant('consultant-wales-2003'),
    person: fc.record({ name: anyText, band: fc.oneof(anyText, fc.double()) }),
    period: fc.constant({ from: '2026-04-01', to: '2027-03-31' }),
    contracted: fc.record({ core: anyNumber }),
    workingWeeks: fc.option(anyNumber),
    cycleWeeks: fc.option(anyNumber),
    activities: fc.tuple(
      fc.record({
        id: anyText,
        title: anyText,
        category: fc.constant('dcc'),
        tier: fc.option(anyNumber),
        schedule: fc.record({ kind: fc.constant('flexible'), minutesPerWeek: anyNumber, units: fc.option(anyNumber) }),
      }),
    ),
    onCall: fc.tuple(fc.record({ id: anyText, oneIn: anyNumber })),
  })
  const parsedPlan = anything.map(parseJobPlan).filter((parsed) => parsed.ok)

  test('its canonical plan parses, and is canonical', () => {
    fc.assert(
      fc.property(parsedPlan, ({ plan }) => {
        const again = parseJobPlan(JSON.parse(canonical(plan)))
        expect(again.ok && canonical(again.plan)).toBe(canonical(plan))
      }),
    )
  })

  test('its sums are the same from its canonical plan', () => {
    fc.assert(
      fc.property(parsedPlan, ({ plan }) => {
        const again = parseJobPlan(JSON.parse(canonical(plan)))
        expect(again.ok && evaluate(again.plan).perYear).toEqual(evaluate(plan).perYear)
      }),
    )
  })
})

describe('for any change to any plan', () => {
  const anyDay = fc.constantFrom<Day>('mon', 'wed', 'sun')
  const anyChange = (plan: JobPlanDocument): fc.Arbitrary<PlanChange> => {
    const [activity] = plan.activities ?? []
    const [rota] = plan.onCall ?? []
    const choices: PlanChange[] = [
      { kind: 'put-objective', objective: { text: 'New' } },
      { kind: 'insert-supporting-resource', resource: { text: 'New' }, place: 0 },
      { kind: 'put-on-call', rota: { id: 'new', oneIn: 4 }, place: 0 },
      { kind: 'set-terms', terms: { cycleWeeks: 8, organisation: 'RXX', person: { band: '6', name: 'New' } } },
      { kind: 'set-terms', terms: { workingWeeks: null } },
    ]
    if (activity)
      choices.push(
        { kind: 'remove-activity', id: activity.id },
        { kind: 'put-activity', activity: { ...activity, title: 'New' } },
        { kind: 'put-activity', activity: { ...activity, id: 'new' }, place: 1 },
      )
    if (rota) choices.push({ kind: 'remove-on-call', id: rota.id })
    if (plan.objectives?.length)
      choices.push(
        { kind: 'remove-objective', place: 0 },
        { kind: 'put-objective', objective: { text: 'X' }, place: 0 },
      )
    if (plan.supportingResources?.length) choices.push({ kind: 'remove-supporting-resource', place: 0 })
    return fc.oneof(
      fc.constantFrom(...choices),
      fc.tuple(anyDay, anyDay).map(([from, to]) => copyDay(plan, from, to)),
      anyDay.map((day) => removeDay(plan, day)),
    )
  }
  const planAndChange = arbitraryPlan().chain((plan) => fc.tuple(fc.constant(plan), anyChange(plan)))

  test('its inverse restores the plan', () => {
    fc.assert(
      fc.property(planAndChange, ([plan, change]) => {
        const { plan: changed, inverse } = applied(plan, change)
        expect(canonical(applied(changed, inverse).plan)).toBe(canonical(plan))
      }),
    )
  })

  test('the change and its inverse survive JSON', () => {
    fc.assert(
      fc.property(planAndChange, ([plan, change]) => {
        const sent = JSON.parse(JSON.stringify(change)) as PlanChange
        expect(canonical(applied(plan, sent).plan)).toBe(canonical(applied(plan, change).plan))
      }),
    )
  })
})
