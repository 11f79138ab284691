import type { Tx } from '../../db/database.ts'
import { readAgreement } from '../../domain/agreement/frozen-agreement.ts'
import type { Unit } from '../../domain/contracts/contract-terms.ts'
import { comparePlans, type Difference } from '../../domain/job-plan/compare.ts'
import {
  listMoves,
  listOffers,
  listSignatures,
  type MoveMade,
  type Offer,
  type Signature,
} from '../../records/agreement.ts'
import type { Plan } from '../../records/plan.ts'
import { listSiteNames } from '../../records/sites.ts'

/** A page shows so many of the newest offers; more than a few mean that something else is wrong. */
export const MOST_OFFERS = 10

export type OfferMade = Pick<Offer, 'offerNumber' | 'digest' | 'offeredAt'> & {
  unit: Unit
  signatures: Signature[]
  /** What is different from the offer before; null for the first. */
  changes: Difference[] | null
}

export type History = { moves: MoveMade[]; offers: OfferMade[] }

/** Who did what to a plan, and every document that was offered, newest first. Four queries. */
export async function findHistory(tx: Tx, { planId }: Plan): Promise<History> {
  const moves = await listMoves(tx, planId)
  const offers = await listOffers(tx, planId, MOST_OFFERS + 1)
  const signatures = await listSignatures(tx, planId)
  const sites = await listSiteNames(tx)
  const read = offers.map((offer) => ({ offer, agreement: readAgreement(offer.canonicalText) }))
  return {
    moves,
    offers: read.slice(0, MOST_OFFERS).map(({ offer, agreement }, place) => {
      const before = read[place + 1]
      return {
        offerNumber: offer.offerNumber,
        digest: offer.digest,
        offeredAt: offer.offeredAt,
        unit: agreement.evaluation.unit,
        signatures: signatures.filter(({ offerNumber }) => offerNumber === offer.offerNumber),
        changes: before ? comparePlans(before.agreement.plan, agreement.plan, sites) : null,
      }
    }),
  }
}
