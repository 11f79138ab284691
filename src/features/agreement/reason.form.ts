import { z } from 'zod'

const LONGEST = 2000

/** Why a plan is returned or withdrawn. */
export const reasonForm = z.object({
  reason: z
    .string({ error: 'Say why, so that the other side can answer' })
    .trim()
    .min(1, 'Say why, so that the other side can answer')
    .max(LONGEST, `Say it in ${LONGEST} characters or fewer`),
})
