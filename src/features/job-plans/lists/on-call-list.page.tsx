import { pathTo } from '../../../routes.ts'
import { LinkButton } from '../../../ui/components/button.tsx'
import { SummaryList } from '../../../ui/components/summary-list.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Bar, Section } from '../../../ui/page-parts.tsx'
import { Worked } from '../../../ui/worked.tsx'
import type { FrameView } from '../plan/frame-view.ts'
import { PlanFrame } from '../plan/plan-frame.tsx'
import type { RotaView } from './on-call-view.ts'

export const OnCallListPage = ({ planId, frame, rotas }: { planId: number; frame: FrameView; rotas: RotaView[] }) => {
  const add = (
    <LinkButton href={pathTo('newOnCallPage', { planId })} small>
      Add an on-call rota
    </LinkButton>
  )
  return (
    <PlanFrame frame={frame}>
      {rotas.length === 0 ? (
        <EmptyState heading="No on-call" text="This plan has no on-call rota.">
          {frame.canEdit ? add : null}
        </EmptyState>
      ) : (
        <>
          {frame.canEdit ? <Bar>{add}</Bar> : null}
          {rotas.map(({ id, title, result, rows, worked }) => (
            <Section heading={title} id={`on-call-${id}`}>
              <p>
                <strong>{result}</strong>
              </p>
              <SummaryList rows={rows} />
              {worked ? <Worked {...worked} ruleHref={pathTo('ruleBook')} /> : null}
              {frame.canEdit ? (
                <p>
                  <a href={pathTo('onCallPage', { planId, onCallId: id })}>
                    Change<span class="nhsuk-u-visually-hidden"> {title}</span>
                  </a>
                </p>
              ) : null}
            </Section>
          ))}
        </>
      )}
    </PlanFrame>
  )
}
