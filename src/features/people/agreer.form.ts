import { z } from 'zod'
import { numberOf } from '../../web/number-of.ts'
import type { Typed } from '../../web/read-form.ts'

const part = z.string().optional()

/** Who is to agree: a person by their number, `nobody`, or `record` for the supervisor in the staff record. */
export const agreerForm = z
  .object({
    agreer: z
      .string({ error: 'Choose who agrees' })
      .refine((value) => value === 'nobody' || value === 'record' || numberOf(value) !== null, 'Choose who agrees'),
    'fromOn[day]': part,
    'fromOn[month]': part,
    'fromOn[year]': part,
  })
  .transform(({ agreer, ...parts }, context): AgreerChoice => {
    // The staff record counts by its own dates.
    if (agreer === 'record') return { kind: 'record' }
    const fromOn = z.iso.date().safeParse(dayOf(parts))
    if (!fromOn.success) {
      const isBlank = Object.values(parts).every((typed) => typed === undefined)
      const message = isBlank ? 'Enter the day from which this counts' : 'Enter a real date, such as 21 11 2026'
      context.addIssue({ code: 'custom', path: ['fromOn'], message })
      return z.NEVER
    }
    return { kind: 'set', agreerPersonId: agreer === 'nobody' ? null : Number(agreer), fromOn: fromOn.data }
  })

type Parts = { [Part in 'day' | 'month' | 'year' as `fromOn[${Part}]`]?: string | undefined }

const dayOf = ({ 'fromOn[day]': day = '', 'fromOn[month]': month = '', 'fromOn[year]': year = '' }: Parts): string =>
  [year.padStart(4, '0'), month.padStart(2, '0'), day.padStart(2, '0')].join('-')

/** A day as the three parts of it that are typed. */
export const partsOf = (iso: string): Typed => {
  const [year = '', month = '', day = ''] = iso.split('-')
  return { 'fromOn[day]': String(Number(day)), 'fromOn[month]': String(Number(month)), 'fromOn[year]': year }
}

export type AgreerChoice = { kind: 'record' } | { kind: 'set'; agreerPersonId: number | null; fromOn: string }
