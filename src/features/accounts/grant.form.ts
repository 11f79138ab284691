import { z } from 'zod'
import { roles } from '../../domain/access/access.ts'
import { PROFESSIONAL_GROUP_LABELS } from '../../domain/job-plan/professional-groups.ts'
import { numberOf } from '../../web/number-of.ts'

const number = (message: string) =>
  z
    .string({ error: message })
    .refine((typed) => numberOf(typed) !== null, message)
    .transform(Number)

export const grantForm = z
  .object({
    personId: number('Choose the person'),
    role: z.enum(Object.keys(roles) as (keyof typeof roles)[], { error: 'Choose the role' }),
    unitId: number('Choose the unit').optional(),
    group: z
      .enum(Object.keys(PROFESSIONAL_GROUP_LABELS) as (keyof typeof PROFESSIONAL_GROUP_LABELS)[], {
        error: 'Choose the professional group',
      })
      .optional(),
    fromOn: z.iso.date({ error: 'Enter a real date to begin on, such as 21 11 2026' }),
  })
  .superRefine(({ role, unitId, group }, context) => {
    if (roles[role].needs === 'unit' && unitId === undefined)
      context.addIssue({ code: 'custom', path: ['unitId'], message: 'Choose the unit they may see' })
    if (roles[role].needs === 'group' && group === undefined)
      context.addIssue({ code: 'custom', path: ['group'], message: 'Choose the professional group they may see' })
  })
  // What the role does not need was typed under another choice.
  .transform(({ unitId, group, ...rest }) => ({
    ...rest,
    unitId: roles[rest.role].needs === 'unit' ? (unitId ?? null) : null,
    group: roles[rest.role].needs === 'group' ? (group ?? null) : null,
  }))

export type Grant = z.infer<typeof grantForm>
