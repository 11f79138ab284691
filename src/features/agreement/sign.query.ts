import type { Tx } from '../../db/database.ts'
import {
  agreementNow,
  type FrozenAgreement,
  freezeAgreement,
  readAgreement,
} from '../../domain/agreement/frozen-agreement.ts'
import { comparePlans } from '../../domain/job-plan/compare.ts'
import type { SiteNames } from '../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../domain/job-plan/job-plan.ts'
import { listOffers, listSignatures, type Offer, type Signature } from '../../records/agreement.ts'
import type { Plan } from '../../records/plan.ts'
import { findPlanBefore } from '../../records/plan-before.ts'
import { listSiteNames } from '../../records/sites.ts'
import type { SignPageProps } from './sign.page.tsx'

export type WhatToSign = {
  offer: Offer | null
  agreement: FrozenAgreement | null
  /** The signatures under the document on offer. */
  signed: Signature[]
  changes: SignPageProps['changes']
  sites: SiteNames
}

/** The document on offer, who has signed it, and what is different from the one they saw before. Four queries at most. */
export async function findWhatToSign(tx: Tx, plan: Plan): Promise<WhatToSign> {
  const [offer, earlier] = await listOffers(tx, plan.planId, 2)
  if (!offer) return { offer: null, agreement: null, signed: [], changes: null, sites: {} }
  const signatures = await listSignatures(tx, plan.planId)
  const before = earlier ? null : await findPlanBefore(tx, plan)
  const agreement = readAgreement(offer.canonicalText)
  const sites = await listSiteNames(tx)
  const known = earlier ? readAgreement(earlier.canonicalText).plan : before && asFrozen(before.document)
  return {
    offer,
    agreement,
    signed: signatures.filter(({ offerNumber }) => offerNumber === offer.offerNumber),
    changes: known
      ? {
          since: earlier ? 'What changed since it was last offered' : 'What changed since the last plan',
          differences: comparePlans(known, agreement.plan, sites),
        }
      : null,
    sites,
  }
}

/** A plan with its defaults filled in, so that what it leaves unsaid does not look like a change. */
const asFrozen = (document: JobPlanDocument) => readAgreement(freezeAgreement(agreementNow(document))).plan
