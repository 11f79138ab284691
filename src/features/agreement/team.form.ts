import { z } from 'zod'
import { type StandingList, type StandingOrder, standingLists, standingOrders } from '../../records/plan-standing.ts'

const keysOf = <Key extends string>(table: Record<Key, unknown>) => Object.keys(table) as [Key, ...Key[]]

/** What the address of the team page may ask for; what it does not understand is left out. */
export const teamForm = z.object({
  view: z.enum(['direct', 'in-turn']).catch('direct'),
  show: z.enum(keysOf<StandingList>(standingLists)).optional().catch(undefined),
  sort: z.enum(keysOf<StandingOrder>(standingOrders)).catch('name'),
  q: z.string().trim().max(100).catch(''),
})
export type TeamQuery = z.infer<typeof teamForm>
