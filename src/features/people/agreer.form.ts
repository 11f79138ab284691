import { z } from 'zod'

const number = /^[1-9]\d{0,8}$/

/** Who is to agree: a person by their number, `nobody`, or `record` for the supervisor in the staff record. */
export const agreerForm = z
  .object({
    agreer: z
      .string({ error: 'Choose who agrees' })
      .refine((value) => value === 'nobody' || value === 'record' || number.test(value), 'Choose who agrees'),
    fromOn: z.iso.date({ error: 'Enter a real date, such as 21 11 2026' }).optional(),
  })
  .superRefine(({ agreer, fromOn }, context) => {
    // The staff record counts by its own dates.
    if (agreer !== 'record' && fromOn === undefined)
      context.addIssue({ code: 'custom', path: ['fromOn'], message: 'Enter the day from which this counts' })
  })
  .transform(
    ({ agreer, fromOn = '' }): AgreerChoice =>
      agreer === 'record'
        ? { kind: 'record' }
        : { kind: 'set', agreerPersonId: agreer === 'nobody' ? null : Number(agreer), fromOn },
  )

export type AgreerChoice = { kind: 'record' } | { kind: 'set'; agreerPersonId: number | null; fromOn: string }
