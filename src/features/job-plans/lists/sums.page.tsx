import { pathTo } from '../../../routes.ts'
import { Section } from '../../../ui/page-parts.tsx'
import { Worked } from '../../../ui/worked.tsx'
import type { FrameView } from '../plan/frame-view.ts'
import { PlanFrame } from '../plan/plan-frame.tsx'
import type { SumsGroup } from './sums-view.ts'

export const SumsPage = ({ frame, groups }: { frame: FrameView; groups: SumsGroup[] }) => (
  <PlanFrame frame={frame}>
    <p>
      Every figure of this plan, step by step, with the rule it comes from. All sums are exact; figures are rounded only
      to be shown. <a href={pathTo('ruleBook')}>See all the rules</a>
    </p>
    {groups.length === 0 ? (
      <p>
        The rules have been written anew since this plan was offered. Its figures stay as they were; its steps do not.
      </p>
    ) : null}
    <div class="sums">
      {groups.map(({ heading, figures }) => (
        <Section heading={heading}>
          {figures.map((figure) => (
            <Worked {...figure} open />
          ))}
        </Section>
      ))}
    </div>
  </PlanFrame>
)
