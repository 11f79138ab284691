import { z } from 'zod'
import type { ContractTerms } from '../../../domain/contracts/contract-terms.ts'
import type { OnCallRota, OnCallWork } from '../../../domain/job-plan/job-plan.ts'
import { type Exact, toFraction } from '../../../domain/time/fraction.ts'
import { hoursToType } from '../plan/figures.words.ts'
import { amount, answer, hours, optionalText, type Read, readFields, type Typed } from './typed.form.ts'

const fields = z.object({
  title: optionalText(200),
  oneIn: amount('Say how often you are on call', '8'),
  prospectiveCover: z.enum(['yes', 'no'], 'Say whether you cover each other’s leave'),
  category: z.enum(['A', 'B'], 'Say which category it is').optional(),
  unpredictableHours: hours('Write the hours').optional(),
  predictableHours: hours('Write the hours').optional(),
  unpredictablePremiumHours: hours('Write the hours').optional(),
  predictablePremiumHours: hours('Write the hours').optional(),
  unpredictableMostly: z.enum(['plain', 'premium', 'some']).optional(),
  predictableMostly: z.enum(['plain', 'premium', 'some']).optional(),
})

/** What the contract lets a rota say. */
export type OnCallRules = { terms: Pick<ContractTerms, 'premium' | 'supplements'> }

/** Whether the contract tells categories of on-call apart. */
export const hasCategories = ({ supplements }: OnCallRules['terms']) => !!supplements && !supplements.value.any

/** Reads a rota as it was typed: 1 in so many, whose leave is covered, and the hours in a week on call. */
export function readRota(typed: Typed, id: string, { terms }: OnCallRules): Read<OnCallRota> {
  const read = readFields(fields, typed)
  if (!read.ok) return read
  const { title, oneIn, prospectiveCover, category, ...work } = read.value
  if (hasCategories(terms) && !category) return { ok: false, errors: { category: 'Say which category it is' } }
  const predictable = readWork(work.predictableHours, work.predictableMostly, work.predictablePremiumHours, terms)
  const unpredictable = readWork(
    work.unpredictableHours,
    work.unpredictableMostly,
    work.unpredictablePremiumHours,
    terms,
  )
  return {
    ok: true,
    value: {
      id,
      ...(title && { title }),
      oneIn,
      ...(hasCategories(terms) && category && { category }),
      prospectiveCover: prospectiveCover === 'yes',
      ...(predictable && { predictable }),
      ...(unpredictable && { unpredictable }),
    },
  }
}

function readWork(
  minutes: Exact | undefined,
  mostly: 'plain' | 'premium' | 'some' | undefined,
  premiumMinutes: Exact | undefined,
  { premium }: OnCallRules['terms'],
): OnCallWork | undefined {
  if (minutes === undefined) return undefined
  if (!premium || mostly === 'plain') return { minutes }
  if (mostly === 'premium') return { minutes, premiumMinutes: minutes }
  return premiumMinutes === undefined ? { minutes } : { minutes, premiumMinutes }
}

/** A rota as it would be typed. */
export function typeRota(rota: OnCallRota): Typed {
  return {
    title: [rota.title ?? ''],
    oneIn: [String(rota.oneIn)],
    prospectiveCover: [rota.prospectiveCover ? 'yes' : 'no'],
    category: [rota.category ?? ''],
    ...typeWork('predictable', rota.predictable),
    ...typeWork('unpredictable', rota.unpredictable),
  }
}

function typeWork(part: 'predictable' | 'unpredictable', work: OnCallWork | undefined): Typed {
  if (!work) return {}
  const { minutes, premiumMinutes = 0 } = work
  const [whole, premium] = [toFraction(minutes), toFraction(premiumMinutes)]
  const isAll = whole.n === premium.n && whole.d === premium.d
  return {
    [`${part}Hours`]: [hoursToType(minutes)],
    [`${part}Mostly`]: [premium.n === 0n ? 'plain' : isAll ? 'premium' : 'some'],
    [`${part}PremiumHours`]: [premium.n === 0n || isAll ? '' : hoursToType(premiumMinutes)],
  }
}

/** Whether the form asks about a kind of work at all: what is blank stays closed. */
export const hasWork = (typed: Typed, part: 'predictable' | 'unpredictable') => answer(typed, `${part}Hours`) !== ''

/** The field that a problem of a rota in the document belongs to. */
export const ROTA_FIELDS: Record<string, string> = {
  title: 'title',
  oneIn: 'oneIn',
  category: 'category',
  prospectiveCover: 'prospectiveCover',
  'predictable.minutes': 'predictableHours',
  'predictable.premiumMinutes': 'predictablePremiumHours',
  'unpredictable.minutes': 'unpredictableHours',
  'unpredictable.premiumMinutes': 'unpredictablePremiumHours',
}
