import { DAY_LABELS, DAYS } from '../../../domain/time/week-cycle.ts'
import { pathTo } from '../../../routes.ts'
import { Checkboxes, Radios } from '../../../ui/components/choices.tsx'
import { Section } from '../../../ui/page-parts.tsx'
import { type Asked, asked, PlanForm, Problems } from './form-parts.tsx'

const items = DAYS.map((day) => ({ value: day, text: DAY_LABELS[day] }))

export const CopyDayPage = ({ planId, version, ...form }: Asked & { planId: number; version: number }) => (
  <>
    <Problems errors={form.errors} />
    <h1>Copy a day</h1>
    <p>Everything at a fixed time on one day also happens on the others. What is there already stays.</p>
    <PlanForm
      action={pathTo('copyDay', { planId })}
      version={version}
      cancelHref={pathTo('plan', { planId })}
      save="Copy"
    >
      <Section>
        <Radios legend="Copy from" size="s" small inline items={items} {...asked(form, 'from')} />
        <Checkboxes
          legend="To"
          size="s"
          small
          inline
          name="to"
          values={form.typed.to ?? []}
          error={form.errors.to}
          items={items}
        />
      </Section>
    </PlanForm>
  </>
)
