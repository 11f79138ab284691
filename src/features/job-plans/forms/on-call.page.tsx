import type { ContractTerms } from '../../../domain/contracts/contract-terms.ts'
import { sayTimeOfDay } from '../../../domain/time/time-of-day.ts'
import { pathTo } from '../../../routes.ts'
import { Radios } from '../../../ui/components/choices.tsx'
import { Details } from '../../../ui/components/details.tsx'
import { Input } from '../../../ui/components/input.tsx'
import { Halves, Section } from '../../../ui/page-parts.tsx'
import { ActionForm, type Asked, asked, PlanForm, Problems, Removing } from './form-parts.tsx'
import { hasCategories, hasWork } from './on-call.form.ts'

export type OnCallPageProps = Asked & {
  planId: number
  version: number
  /** Null for a new one. */
  rota: { id: string; title: string } | null
  terms: ContractTerms
  /** What it comes to now: “= 0.31 PAs a week, 5% supplement”. */
  result: string | undefined
}

export const OnCallPage = (props: OnCallPageProps) => {
  const { planId, version, rota, terms, result } = props
  return (
    <>
      <Problems errors={props.errors} />
      <h1>{rota ? rota.title : 'Add an on-call rota'}</h1>
      <PlanForm
        action={pathTo('saveOnCall', { planId })}
        version={version}
        cancelHref={pathTo('planOnCall', { planId })}
        save={rota ? 'Save' : 'Add to the plan'}
        result={{ words: result }}
      >
        {rota ? <input type="hidden" name="id" value={rota.id} /> : null}
        <Halves>
          <Section heading="The rota">
            <Input label="Name of the rota" hint="Such as Medical on-call" {...asked(props, 'title')} />
            <Input
              label="How often you are on call: one week in"
              hint="Write 8 if eight people share the rota equally"
              prefix="1 in"
              width={4}
              inputmode="decimal"
              {...asked(props, 'oneIn')}
            />
            <Radios
              legend="Do you cover each other’s leave?"
              hint="If yes, the whole year of on-call falls in the weeks that you work"
              size="s"
              small
              inline
              items={[
                { value: 'yes', text: 'Yes' },
                { value: 'no', text: 'No' },
              ]}
              {...asked(props, 'prospectiveCover')}
            />
            {hasCategories(terms) ? (
              <Radios
                legend="What you must do when called"
                size="s"
                small
                items={[
                  {
                    value: 'A',
                    text: 'Category A',
                    hint: 'You often have to come in at once, or do work as complex by phone',
                  },
                  { value: 'B', text: 'Category B', hint: 'You can mostly answer by phone, or come in later' },
                ]}
                {...asked(props, 'category')}
              />
            ) : null}
          </Section>
          <Section heading="The work">
            <Work {...props} part="unpredictable" label="Hours of work when called, in one week on call" />
            <Details
              summary="Planned work in a week on call, such as weekend ward rounds"
              open={hasWork(props.typed, 'predictable')}
            >
              <Work {...props} part="predictable" label="Hours of planned work, in one week on call" />
            </Details>
          </Section>
        </Halves>
      </PlanForm>
      {rota ? (
        <Removing heading="Remove">
          <ActionForm action={pathTo('removeOnCall', { planId, onCallId: rota.id })} version={version} warning small>
            Remove this rota
          </ActionForm>
        </Removing>
      ) : null}
    </>
  )
}

const Work = ({
  part,
  label,
  ...props
}: OnCallPageProps & { part: 'predictable' | 'unpredictable'; label: string }) => {
  const { premium } = props.terms
  return (
    <>
      <Input label={label} hint="Such as 6, 4.5 or 4:30" width={5} {...asked(props, `${part}Hours`)} />
      {premium ? (
        <Radios
          legend="When is that work, mostly?"
          hint={`Premium time is before ${sayTimeOfDay(premium.value.plainHours.from)}, after ${sayTimeOfDay(premium.value.plainHours.to)}, and at weekends`}
          size="s"
          small
          items={[
            { value: 'premium', text: 'All in premium time' },
            { value: 'plain', text: 'None of it in premium time' },
            {
              value: 'some',
              text: 'Some of it in premium time',
              conditional: <Input label="Hours in premium time" width={5} {...asked(props, `${part}PremiumHours`)} />,
            },
          ]}
          {...asked(props, `${part}Mostly`)}
        />
      ) : null}
    </>
  )
}
