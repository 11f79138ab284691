import type { Tx } from '../../db/database.ts'
import { agreementNow, type FrozenAgreement, readAgreement } from '../../domain/agreement/frozen-agreement.ts'
import type { SiteNames } from '../../domain/job-plan/in-words.ts'
import { findOfferThatStands, listSignatures, type Offer, type Signature } from '../../records/agreement.ts'
import type { Plan } from '../../records/plan.ts'
import { listSiteNames } from '../../records/sites.ts'

export type PlanAsDocument = {
  agreement: FrozenAgreement
  /** The offer whose kept text the document is read from; null where the plan is shown as it stands now. */
  offer: Offer | null
  /** The signatures under that offer. */
  signatures: Signature[]
  sites: SiteNames
}

/** The plan as a document to be read, printed or filed. Three queries. */
export async function findDocument(tx: Tx, plan: Plan): Promise<PlanAsDocument> {
  const offer = await findOfferThatStands(tx, plan)
  const sites = await listSiteNames(tx)
  if (!offer) return { agreement: agreementNow(plan.document), offer: null, signatures: [], sites }
  const signatures = await listSignatures(tx, plan.planId)
  return {
    agreement: readAgreement(offer.canonicalText),
    offer,
    signatures: signatures.filter(({ offerNumber }) => offerNumber === offer.offerNumber),
    sites,
  }
}
