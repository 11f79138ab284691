import { z } from 'zod'

export const LONGEST_REASON = 2000

/** Why a plan is returned or withdrawn. */
export const reasonForm = z.object({
  reason: z
    .string({ error: 'Say why, so that the other side can answer' })
    .max(LONGEST_REASON, `Say it in ${LONGEST_REASON} characters or fewer`),
})
