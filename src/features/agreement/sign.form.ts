import { z } from 'zod'

/** A signature: the document that was shown, by its digest, and the word that it was read. */
export const signForm = z.object({
  digest: z.string().catch(''),
  read: z.literal('yes', { error: 'Read the plan, then tick the box to say that you have' }),
  password: z.string().optional(),
  code: z.string().optional(),
})

/** An offer: the version of the plan that was read. */
export const offerForm = z.object({ version: z.coerce.number().int().catch(0) })
