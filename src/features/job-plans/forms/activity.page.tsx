import type { ContractTerms } from '../../../domain/contracts/contract-terms.ts'
import { CATEGORY_LABELS } from '../../../domain/job-plan/categories.ts'
import { CLASSIFICATIONS } from '../../../domain/job-plan/classifications.ts'
import { SETTING_LABELS } from '../../../domain/job-plan/settings.ts'
import { sayTimeOfDay } from '../../../domain/time/time-of-day.ts'
import { DAY_LABELS, DAYS } from '../../../domain/time/week-cycle.ts'
import { pathTo } from '../../../routes.ts'
import { Checkboxes, Radios } from '../../../ui/components/choices.tsx'
import { Details } from '../../../ui/components/details.tsx'
import { Fieldset } from '../../../ui/components/fieldset.tsx'
import { Input } from '../../../ui/components/input.tsx'
import { Select } from '../../../ui/components/select.tsx'
import { Textarea } from '../../../ui/components/textarea.tsx'
import { Halves, Section } from '../../../ui/page-parts.tsx'
import { endsWhenItStarts, unitsLabel } from './activity.form.ts'
import {
  ActionForm,
  type Asked,
  asked,
  InputWithOffers,
  PlanForm,
  Problems,
  Removing,
  SideBySide,
  SpecialtyInput,
} from './form-parts.tsx'
import { answer } from './typed.form.ts'

export type ActivityPageProps = Asked & {
  planId: number
  version: number
  /** Null for a new one. */
  activity: { id: string; title: string; days: readonly string[] } | null
  terms: ContractTerms
  cycleWeeks: number
  sites: readonly string[]
  /** What it comes to now: “= 1 PA a week”. */
  result: string | undefined
}

const optionsOf = (labels: Record<string, string>, none: string) => [
  { value: '', text: none },
  ...Object.entries(labels).map(([value, text]) => ({ value, text })),
]

export const ActivityPage = (props: ActivityPageProps) => {
  const { planId, version, activity, result, sites } = props
  return (
    <>
      <Problems errors={props.errors} />
      <h1>{activity ? activity.title : 'Add an activity'}</h1>
      <PlanForm
        action={pathTo('saveActivity', { planId })}
        version={version}
        cancelHref={pathTo('plan', { planId })}
        save={activity ? 'Save' : 'Add to the plan'}
        result={{ words: result }}
      >
        {activity ? <input type="hidden" name="id" value={activity.id} /> : null}
        <Halves>
          <div>
            <Section>
              <Input label="What it is" hint="Such as Diabetes clinic or Ward round" {...asked(props, 'title')} />
              <KindOfWork {...props} />
            </Section>
            <Section heading="Where">
              <Select
                label="Kind of place"
                options={optionsOf(SETTING_LABELS, 'Not said yet')}
                {...asked(props, 'setting')}
              />
              <InputWithOffers
                label="Place or site"
                hint="Start to write its name, or write another place"
                width={30}
                offers={sites}
                {...asked(props, 'site')}
              />
              <SpecialtyInput {...props} />
            </Section>
          </div>
          <div>
            <Section>
              <When {...props} />
            </Section>
            <Section heading="More about it">
              <Fieldset legend="What comes of it each time" size="s">
                <SideBySide>
                  <Input label="How many" width={5} inputmode="decimal" {...asked(props, 'outputAmount')} />
                  <Input label="Of what" hint="Such as patients seen" width={20} {...asked(props, 'outputMeasure')} />
                </SideBySide>
              </Fieldset>
              <Textarea label="Note" rows={3} {...asked(props, 'note')} />
            </Section>
          </div>
        </Halves>
      </PlanForm>
      {activity ? <RemovingActivity planId={planId} version={version} activity={activity} /> : null}
    </>
  )
}

const KindOfWork = (props: ActivityPageProps) => {
  const isAgendaForChange = props.terms.contract === 'agenda-for-change'
  return (
    <>
      <Radios
        legend="Kind of work"
        size="s"
        small
        items={Object.entries(CATEGORY_LABELS).map(([value, { long }]) => ({
          value,
          text: long,
          hint: value === 'private-practice' || value === 'fee-paying' ? 'Shown, but not counted' : undefined,
        }))}
        {...asked(props, 'category')}
      />
      {isAgendaForChange ? (
        <Select
          label="Class of work in the guide for allied health professions"
          hint="If you choose one, the kind of work above may be left out"
          options={[
            { value: '', text: 'None' },
            ...Object.entries(CLASSIFICATIONS).map(([value, { label }]) => ({ value, text: label })),
          ]}
          {...asked(props, 'classification')}
        />
      ) : (
        <input type="hidden" name="classification" value={answer(props.typed, 'classification')} />
      )}
    </>
  )
}

const When = (props: ActivityPageProps) => (
  <Radios
    legend="When it happens"
    size="s"
    small
    items={[
      { value: 'timetabled', text: 'At a fixed time in the week', conditional: <Timetabled {...props} /> },
      {
        value: 'flexible',
        text: 'When it suits, so many hours a week',
        conditional: (
          <>
            <HoursInput {...props} name="hoursPerWeek" label="Hours a week" />
            <PremiumInput {...props} name="premiumHoursPerWeek" />
            <UnitsInput {...props} name="flexibleUnits" />
          </>
        ),
      },
      {
        value: 'annualised',
        text: 'So many times a year',
        conditional: (
          <>
            <Input label="Times a year" width={5} inputmode="decimal" {...asked(props, 'timesPerYear')} />
            <HoursInput {...props} name="hoursEach" label="Hours each time" />
            <PremiumInput {...props} name="premiumHoursEach" />
            <UnitsInput {...props} name="annualisedUnits" />
          </>
        ),
      },
    ]}
    {...asked(props, 'when')}
  />
)

const Timetabled = (props: ActivityPageProps) => {
  const { typed, errors, terms, cycleWeeks } = props
  return (
    <>
      <Checkboxes
        legend="Days"
        size="s"
        small
        inline
        name="days"
        values={typed.days ?? []}
        error={errors.days}
        items={DAYS.map((day) => ({ value: day, text: DAY_LABELS[day] }))}
      />
      <SideBySide>
        <Input label="Starts" hint="Such as 9:00am or 13:30" width={10} {...asked(props, 'start')} />
        <Input label="Ends" hint="Before the start means the next day" width={10} {...asked(props, 'end')} />
      </SideBySide>
      {endsWhenItStarts(typed) ? (
        <Checkboxes
          name="wholeDay"
          small
          values={typed.wholeDay ?? []}
          items={[{ value: 'yes', text: 'It lasts 24 hours' }]}
        />
      ) : null}
      {cycleWeeks > 1 ? (
        <Checkboxes
          legend="Weeks"
          hint="Leave all empty for every week"
          size="s"
          small
          inline
          name="weeks"
          values={typed.weeks ?? []}
          error={errors.weeks}
          items={Array.from({ length: cycleWeeks }, (_, place) => ({
            value: String(place + 1),
            text: `Week ${place + 1}`,
          }))}
        />
      ) : null}
      {terms.hasUnpaidBreaks ? (
        <Input
          label="Unpaid break, in minutes"
          hint="Meal breaks within these times are not counted"
          width={4}
          inputmode="numeric"
          {...asked(props, 'unpaidBreakMinutes')}
        />
      ) : null}
      <UnitsInput {...props} name="timetabledUnits" />
      <Tier {...props} />
    </>
  )
}

const TIERS = [
  { value: '0', text: 'It gives way to work that goes first. With other ordinary work it is a clash' },
  { value: '1', text: 'It goes first, and takes the place of ordinary work' },
  { value: '2', text: 'It goes first even over work that goes first' },
]

const Tier = (props: ActivityPageProps) => {
  const { value } = asked(props, 'tier')
  const isOther = value !== '' && !TIERS.some((tier) => tier.value === value)
  return (
    <Details summary="If other work is at the same time" open={value !== '' && value !== '0'}>
      <Radios
        legend="If other work is at the same time"
        size="s"
        small
        items={isOther ? [...TIERS, { value, text: `It goes first, at level ${value}` }] : TIERS}
        {...asked(props, 'tier')}
        value={value || '0'}
      />
    </Details>
  )
}

type Named = ActivityPageProps & { name: string }

const HoursInput = ({ name, label, ...props }: Named & { label: string }) => (
  <Input label={label} hint="Such as 4, 4.5 or 4:30" width={5} {...asked(props, name)} />
)

const PremiumInput = ({ name, ...props }: Named) => {
  const { premium } = props.terms
  if (!premium) return null
  const { from, to } = premium.value.plainHours
  return (
    <Input
      label="Of these, hours in premium time"
      hint={`Premium time is before ${sayTimeOfDay(from)}, after ${sayTimeOfDay(to)}, and at weekends. Leave empty for none`}
      width={5}
      {...asked(props, name)}
    />
  )
}

const UnitsInput = ({ name, ...props }: Named) =>
  props.terms.agreedUnitMinutes ? (
    <Input label={unitsLabel(props.terms)} width={5} inputmode="decimal" {...asked(props, name)} />
  ) : null

const RemovingActivity = ({
  planId,
  version,
  activity,
}: Pick<ActivityPageProps, 'planId' | 'version'> & { activity: NonNullable<ActivityPageProps['activity']> }) => {
  const action = pathTo('removeActivity', { planId, activityId: activity.id })
  const days = DAYS.filter((day) => activity.days.includes(day))
  return (
    <Removing heading="Remove">
      {days.length > 1
        ? days.map((day) => (
            <ActionForm action={action} version={version} fields={{ day }} small>
              Remove from {DAY_LABELS[day]} only
            </ActionForm>
          ))
        : null}
      <ActionForm action={action} version={version} warning small>
        {days.length > 1 ? 'Remove this activity from every day' : 'Remove this activity'}
      </ActionForm>
    </Removing>
  )
}
