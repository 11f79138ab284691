import { z } from 'zod'
import { CONTRACT_LABELS, type ContractId } from '../contracts/contract-terms.ts'
import type { Evaluation } from './evaluation.ts'

/** A fraction in lowest terms, such as `"29/12"`, `"42"` or `"-25/4"`. */
const figure = z.string().regex(/^-?\d+(\/\d+)?$/)
const week = z.strictObject({ units: figure, minutes: figure })
const year = z.strictObject({ units: figure, hours: figure })
const headings = <T extends z.ZodType>(of: T) => z.strictObject({ dcc: of, spa: of, anr: of, ed: of, total: of })
const underHeading = z.strictObject({ minutes: figure })

/** The shape of `concord.evaluation/1`. */
export const evaluationSchema: z.ZodType<Evaluation> = z.strictObject({
  format: z.literal('concord.evaluation/1'),
  contract: z.enum(Object.keys(CONTRACT_LABELS) as [ContractId, ...ContractId[]]),
  unit: z.enum(['programmed-activity', 'session', 'hour']),
  perWeek: headings(week),
  perYear: headings(year),
  contracted: z.strictObject({ units: figure }),
  balance: z.strictObject({ units: figure }),
  activities: z.array(
    z.strictObject({ id: z.string(), unitsPerWeek: figure, minutesPerWeek: figure, occurrencesPerYear: figure }),
  ),
  onCall: z.array(
    z.strictObject({
      id: z.string(),
      unitsPerWeek: figure,
      minutesPerWeek: figure,
      supplement: z.strictObject({ percent: figure }).nullable(),
    }),
  ),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      severity: z.enum(['breach', 'warning', 'note']),
      amount: figure,
      activities: z.array(z.string()),
      message: z.string(),
      source: z.string(),
    }),
  ),
  guide2017: z.strictObject({ clinicalCare: underHeading, supportingProfessionalActivities: underHeading }).optional(),
  trace: z
    .array(
      z.strictObject({
        figure: z.string(),
        rule: z.string(),
        says: z.string(),
        inputs: z.record(z.string(), z.string()),
        value: z.string(),
        source: z.string(),
        checked: z.boolean(),
      }),
    )
    .optional(),
})
