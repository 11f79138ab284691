import { RESOURCE_LABELS, SCOPE_LABELS } from '../../../domain/job-plan/settings.ts'
import { pathTo } from '../../../routes.ts'
import { Radios } from '../../../ui/components/choices.tsx'
import { DateInput } from '../../../ui/components/date-input.tsx'
import { Textarea } from '../../../ui/components/textarea.tsx'
import { Section } from '../../../ui/page-parts.tsx'
import { ActionForm, type Asked, asked, askedDate, PlanForm, Problems, Removing } from './form-parts.tsx'

export type NumberedPageProps = Asked & {
  planId: number
  version: number
  /** Its number in the plan, from 1; null for a new one. */
  number: number | null
}

const itemsOf = (labels: Record<string, string>) => Object.entries(labels).map(([value, text]) => ({ value, text }))

export const ObjectivePage = (props: NumberedPageProps) => {
  const { planId, version, number } = props
  return (
    <>
      <Problems errors={props.errors} dates={['dueOn']} />
      <h1>{number ? `Objective ${number}` : 'Add an objective'}</h1>
      <PlanForm
        action={pathTo('saveObjective', { planId })}
        version={version}
        cancelHref={pathTo('planObjectives', { planId })}
      >
        {number ? <input type="hidden" name="number" value={String(number)} /> : null}
        <Section>
          <Radios
            legend="Whose objective is it?"
            size="s"
            small
            inline
            items={itemsOf(SCOPE_LABELS)}
            {...asked(props, 'scope')}
          />
          <Textarea label="What is to be reached" rows={3} {...asked(props, 'text')} />
          <Textarea label="How you will know" rows={2} {...asked(props, 'measure')} />
          <DateInput legend="By when" hint="For example, 31 3 2027" size="s" {...askedDate(props, 'dueOn')} />
          <Textarea label="Support needed" hint="One thing a line" rows={3} {...asked(props, 'support')} />
          <Textarea label="What may stand in the way" hint="One thing a line" rows={3} {...asked(props, 'barriers')} />
        </Section>
      </PlanForm>
      {number ? (
        <Removing heading="Remove">
          <ActionForm action={pathTo('removeObjective', { planId, number })} version={version} warning small>
            Remove this objective
          </ActionForm>
        </Removing>
      ) : null}
    </>
  )
}

export const ResourcePage = (props: NumberedPageProps) => {
  const { planId, version, number } = props
  return (
    <>
      <Problems errors={props.errors} />
      <h1>{number ? 'Something needed' : 'Add something needed'}</h1>
      <PlanForm
        action={pathTo('saveResource', { planId })}
        version={version}
        cancelHref={pathTo('planObjectives', { planId })}
      >
        {number ? <input type="hidden" name="number" value={String(number)} /> : null}
        <Section>
          <Radios
            legend="What kind of thing is it?"
            size="s"
            small
            items={itemsOf(RESOURCE_LABELS)}
            {...asked(props, 'kind')}
          />
          <Textarea label="What is needed" rows={3} {...asked(props, 'text')} />
        </Section>
      </PlanForm>
      {number ? (
        <Removing heading="Remove">
          <ActionForm action={pathTo('removeResource', { planId, number })} version={version} warning small>
            Remove this
          </ActionForm>
        </Removing>
      ) : null}
    </>
  )
}
