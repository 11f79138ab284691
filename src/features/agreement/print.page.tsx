import { sayPeriod } from '../../domain/job-plan/in-words.ts'
import type { Plan } from '../../records/plan.ts'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { SubNavigation } from '../../ui/components/sub-navigation.tsx'
import { Section } from '../../ui/page-parts.tsx'
import { PlanStateTag } from '../../web/plan-state-tag.tsx'
import { planTabs } from '../../web/plan-tabs.ts'
import type { PlanAsDocument } from './document.query.ts'
import { Fingerprint } from './fingerprint.tsx'
import { PlanDocument } from './plan-document.tsx'
import { Signatures } from './signatures.tsx'

/** The plan as a document one would file. On paper it has no navigation, and every page its number. */
export const PrintPage = ({
  plan,
  document,
  organisationName,
  isDemonstration,
  printedOn,
}: {
  plan: Plan
  document: PlanAsDocument
  organisationName: string
  isDemonstration: boolean
  printedOn: string
}) => (
  <>
    <SubNavigation label="Parts of this plan" items={planTabs(plan, 'print')} />
    <article class="document">
      <header class="document__top">
        <p class="document__organisation">{organisationName}</p>
        <h1>Job plan: {document.agreement.plan.person.name}</h1>
        <p class="app-lede">
          {sayPeriod(document.agreement.plan.period)} · {plan.unitName} <PlanStateTag state={plan.state} />
        </p>
        {isDemonstration ? (
          <p class="document__mark">Demonstration: everyone here is invented. This is nobody’s job plan.</p>
        ) : null}
        {plan.state === 'agreed' || plan.state === 'superseded' ? null : (
          <p class="document__mark">Draft, not agreed</p>
        )}
        <div class="screen-only">
          <InsetText>
            <p>This is the plan as a document. Print it, or save it as a PDF, from your browser’s menu.</p>
          </InsetText>
        </div>
      </header>
      <PlanDocument agreement={document.agreement} sites={document.sites} />
      <Section heading="Signatures">
        <Signatures signatures={document.signatures} />
        {document.offer ? <Fingerprint digest={document.offer.digest} planId={plan.planId} /> : null}
        <p class="document-digest">Printed {printedOn}.</p>
      </Section>
    </article>
  </>
)
