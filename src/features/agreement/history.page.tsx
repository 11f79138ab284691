import { type MoveName, planStates } from '../../domain/agreement/moves.ts'
import { MOVE_WORDS } from '../../domain/agreement/state-words.ts'
import type { MoveMade } from '../../records/agreement.ts'
import type { Plan } from '../../records/plan.ts'
import { SubNavigation } from '../../ui/components/sub-navigation.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { Columns, Section } from '../../ui/page-parts.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { planTabs } from '../../web/plan-tabs.ts'
import { Differences } from './differences.tsx'
import type { History, OfferMade } from './history.query.ts'
import { PlanTop } from './plan-top.tsx'
import { Signatures } from './signatures.tsx'

/** Who did what and when, with the reasons given; and each document that was offered. */
export const HistoryPage = ({ plan, history: { moves, offers } }: { plan: Plan; history: History }) => (
  <>
    <PlanTop heading="History of this plan" plan={plan} />
    <SubNavigation label="Parts of this plan" items={planTabs(plan, 'history')} />
    <Columns
      aside={
        <Section heading="What happened">
          <Timeline label="What happened, newest first" events={moves.map(eventOf)} />
        </Section>
      }
    >
      {offers.length === 0 ? (
        <Section heading="Offered for signature">
          <p class="nhsuk-body">This plan has not been offered for signature yet.</p>
        </Section>
      ) : (
        offers.map((offer) => <OfferSection offer={offer} />)
      )}
    </Columns>
  </>
)

const OfferSection = ({ offer }: { offer: OfferMade }) => (
  <Section heading={`Offer ${offer.offerNumber}, ${formatInstant(offer.offeredAt)}`}>
    <Signatures signatures={offer.signatures} />
    <p class="document-digest">
      Fingerprint (SHA-256): <code>{offer.digest}</code>
    </p>
    {offer.changes ? (
      <>
        <h3>What changed since the offer before</h3>
        <Differences
          caption={`What changed between offer ${offer.offerNumber - 1} and offer ${offer.offerNumber}`}
          differences={offer.changes}
          unit={offer.unit}
        />
      </>
    ) : null}
  </Section>
)

const eventOf = ({ move, toState, movedByName, movedAt, reason }: MoveMade) => ({
  when: formatInstant(movedAt),
  at: movedAt.toISOString(),
  what: move in MOVE_WORDS ? MOVE_WORDS[move as MoveName].done : 'Started',
  who: [movedByName ?? 'Concord', `now: ${planStates[toState].label.toLowerCase()}`].join(' · '),
  note: reason ?? undefined,
  major: toState === 'agreed',
})
