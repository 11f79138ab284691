/** The plan as a document, on paper and as a file. */
import { findOffer, listSignatures } from '../../records/agreement.ts'
import { formatInstant } from '../../ui/dates.ts'
import { getPlan } from '../../web/get-plan.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, NotFound, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { findDocument } from './document.query.ts'
import { crumbsTo } from './plan-top.tsx'
import { PrintPage } from './print.page.tsx'

export const handlers: Handlers = {
  planPrint: async (c) => {
    const { database, clock } = c.var.services
    const { plan, document } = await database.read(scopeOfRequest(c), async (tx) => {
      const plan = await getPlan(c, tx)
      return { plan, document: await findDocument(tx, plan) }
    })
    const { organisationName, isDemonstration } = viewerOf(c)
    return page(
      c,
      { title: `Job plan of ${plan.personName}`, breadcrumbs: crumbsTo(plan) },
      <PrintPage
        plan={plan}
        document={document}
        organisationName={organisationName}
        isDemonstration={isDemonstration}
        printedOn={formatInstant(clock.now())}
      />,
    )
  },
  planAgreement: async (c) => {
    const { offer, signatures } = await c.var.services.database.read(scopeOfRequest(c), async (tx) => {
      const { planId } = await getPlan(c, tx)
      return { offer: await findOffer(tx, planId), signatures: await listSignatures(tx, planId) }
    })
    if (!offer) throw new NotFound('offered document')
    const beside = {
      digest: offer.digest,
      signatures: signatures
        .filter(({ offerNumber }) => offerNumber === offer.offerNumber)
        .map(({ side, signedName, signedPost, signedAt, digest }) => ({
          side,
          name: signedName,
          post: signedPost,
          signedAt: signedAt.toISOString(),
          digest,
        })),
    }
    // The kept text goes in byte for byte, so that its digest can be worked out from the file.
    const body = `{"agreement":${offer.canonicalText},${JSON.stringify(beside).slice(1)}`
    return c.body(body, 200, { 'content-type': 'application/json; charset=utf-8' })
  },
}
