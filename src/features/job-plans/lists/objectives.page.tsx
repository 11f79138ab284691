import type { Objective, SupportingResource } from '../../../domain/job-plan/job-plan.ts'
import { RESOURCE_LABELS, SCOPE_LABELS } from '../../../domain/job-plan/settings.ts'
import { pathTo } from '../../../routes.ts'
import { LinkButton } from '../../../ui/components/button.tsx'
import { SummaryList, type SummaryRow } from '../../../ui/components/summary-list.tsx'
import { formatDay } from '../../../ui/dates.ts'
import { Bar, Section } from '../../../ui/page-parts.tsx'
import type { FrameView } from '../plan/frame-view.ts'
import { PlanFrame } from '../plan/plan-frame.tsx'

export const ObjectivesPage = ({
  planId,
  frame,
  objectives,
  resources,
}: {
  planId: number
  frame: FrameView
  objectives: readonly Objective[]
  resources: readonly SupportingResource[]
}) => (
  <PlanFrame frame={frame}>
    <Section heading="Objectives">
      {frame.canEdit ? (
        <Bar>
          <LinkButton href={pathTo('newObjectivePage', { planId })} small>
            Add an objective
          </LinkButton>
        </Bar>
      ) : null}
      {objectives.length === 0 ? <p>No objectives yet.</p> : null}
      {objectives.map((objective, place) => (
        <>
          <div class="app-heading-row">
            <h3 id={`objective-${place + 1}`}>
              {place + 1}. {objective.text || 'No words yet'}
            </h3>
            {frame.canEdit ? (
              <a href={pathTo('objectivePage', { planId, number: place + 1 })}>
                Change<span class="nhsuk-u-visually-hidden"> objective {place + 1}</span>
              </a>
            ) : null}
          </div>
          <SummaryList rows={rowsOf(objective)} />
        </>
      ))}
    </Section>
    <Section heading="What is needed to do this plan">
      {frame.canEdit ? (
        <Bar>
          <LinkButton href={pathTo('newResourcePage', { planId })} variant="secondary" small>
            Add something needed
          </LinkButton>
        </Bar>
      ) : null}
      {resources.length === 0 ? (
        <p>Nothing yet: staff, equipment, rooms, training or time.</p>
      ) : (
        <SummaryList
          rows={resources.map(({ kind, text }, place) => ({
            key: kind ? RESOURCE_LABELS[kind] : 'Something',
            value: text ?? '',
            ...(frame.canEdit && {
              actions: [
                { href: pathTo('resourcePage', { planId, number: place + 1 }), text: 'Change', hidden: text ?? '' },
              ],
            }),
          }))}
        />
      )}
    </Section>
  </PlanFrame>
)

const lines = (list: readonly string[] = []) =>
  list.length === 0 ? (
    ''
  ) : (
    <ul>
      {list.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )

const rowsOf = ({ scope, measure, dueOn, support, barriers }: Objective): SummaryRow[] =>
  [
    { key: 'Whose', value: scope ? SCOPE_LABELS[scope] : '' },
    { key: 'How we will know', value: measure ?? '' },
    { key: 'By when', value: dueOn ? formatDay(dueOn) : '' },
    { key: 'Support needed', value: lines(support) },
    { key: 'What may stand in the way', value: lines(barriers) },
  ].filter(({ value }) => value !== '')
