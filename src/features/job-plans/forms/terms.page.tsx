import { type ContractTerms, UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import { pathTo } from '../../../routes.ts'
import { DateInput } from '../../../ui/components/date-input.tsx'
import { Input } from '../../../ui/components/input.tsx'
import { Section } from '../../../ui/page-parts.tsx'
import {
  type Asked,
  asked,
  askedDate,
  PlanForm,
  PlanInTheWay,
  Problems,
  SideBySide,
  SpecialtyInput,
} from './form-parts.tsx'

export const TermsPage = ({
  planId,
  version,
  terms,
  inTheWay,
  ...form
}: Asked & { planId: number; version: number; terms: ContractTerms; inTheWay: number | null }) => {
  const units = UNIT_WORDS[terms.unit].many
  return (
    <>
      <Problems errors={form.errors} dates={['from', 'to']} />
      <h1>What the plan rests on</h1>
      <PlanInTheWay planId={inTheWay} />
      <PlanForm action={pathTo('savePlanTerms', { planId })} version={version} cancelHref={pathTo('plan', { planId })}>
        <Section>
          <SideBySide>
            <DateInput legend="First day" size="s" hint="For example, 1 4 2026" {...askedDate(form, 'from')} />
            <DateInput legend="Last day" size="s" hint="For example, 31 3 2027" {...askedDate(form, 'to')} />
          </SideBySide>
          <SideBySide>
            <Input
              label={`${units} a week in the contract`}
              hint={`Full time is ${terms.core.value}`}
              width={5}
              inputmode="decimal"
              {...asked(form, 'core')}
            />
            <Input
              label={`Additional ${units} a week, agreed on top`}
              hint="Leave empty for none"
              width={5}
              inputmode="decimal"
              {...asked(form, 'additional')}
            />
          </SideBySide>
          <SideBySide>
            <Input
              label="Working weeks a year"
              hint={`Leave empty for the usual ${terms.workingWeeks.value}`}
              width={5}
              inputmode="decimal"
              {...asked(form, 'workingWeeks')}
            />
            <Input
              label="The timetable repeats every so many weeks"
              hint="1 if every week is the same, up to 26"
              width={3}
              inputmode="numeric"
              {...asked(form, 'cycleWeeks')}
            />
          </SideBySide>
        </Section>
        <Section>
          <Input label="Post title" {...asked(form, 'postTitle')} />
          {terms.contract === 'agenda-for-change' ? (
            <Input label="Band" hint="Such as 6 or 8a" width={3} {...asked(form, 'band')} />
          ) : (
            <input type="hidden" name="band" value={asked(form, 'band').value} />
          )}
          <SpecialtyInput {...form} />
        </Section>
      </PlanForm>
    </>
  )
}
