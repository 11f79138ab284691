/** What the forms of a plan share: problems at the top, what was typed kept, the version it was typed on. */

import { SPECIALTIES, saySpecialty } from '../../../domain/job-plan/specialties.ts'
import { pathTo } from '../../../routes.ts'
import { Button, ButtonGroup } from '../../../ui/components/button.tsx'
import { ErrorSummary } from '../../../ui/components/error-summary.tsx'
import { Input, type InputProps } from '../../../ui/components/input.tsx'
import { InsetText } from '../../../ui/components/inset-text.tsx'
import type { Content } from '../../../ui/markup.ts'
import { Bar, Section } from '../../../ui/page-parts.tsx'
import { answer, type FieldErrors, type Typed } from './typed.form.ts'

/** A form as it stands: what was typed into it, and what is wrong with that. */
export type Asked = { typed: Typed; errors: FieldErrors }

/** The name, the answer and the error of a question, for its component. */
export const asked = ({ typed, errors }: Asked, name: string) => ({
  name,
  value: answer(typed, name),
  error: errors[name],
})

/** The three parts of a date, as DateInput wants them. */
export const askedDate = ({ typed, errors }: Asked, name: string) => ({
  id: name,
  name,
  values: Object.fromEntries(['day', 'month', 'year'].map((part) => [part, answer(typed, `${name}[${part}]`)])),
  error: errors[name],
})

/** Everything that is wrong, each linked to its field; a date's link leads to its day. */
export const Problems = ({ errors, dates = [] }: { errors: FieldErrors; dates?: readonly string[] }) => (
  <ErrorSummary
    problems={Object.entries(errors).map(([field, text]) => ({
      text,
      href: field === 'form' ? undefined : `#${field}${dates.includes(field) ? '-day' : ''}`,
    }))}
  />
)

/** A form that changes a plan: it carries the version that it was made on. */
export const PlanForm = ({
  action,
  version,
  cancelHref,
  save = 'Save',
  also,
  result,
  children,
}: {
  action: string
  version: number
  cancelHref: string
  save?: string
  also?: Content
  /** What it comes to as it stands: shown beside the buttons, and again as one types. */
  result?: { words: string | undefined }
  children: Content
}) => (
  <form action={action} method="post" novalidate>
    <input type="hidden" name="version" value={String(version)} />
    {children}
    <div class={result ? 'form-foot' : 'form-end'}>
      {result ? (
        <p class="form-foot__result" id="form-result" role="status">
          {result.words ? <strong>{result.words}</strong> : null}
        </p>
      ) : null}
      <ButtonGroup>
        <Button preventDoubleClick>{save}</Button>
        {also}
        <a href={cancelHref}>Cancel</a>
      </ButtonGroup>
    </div>
  </form>
)

/** Leads to the other plan that has some of the days. */
export const PlanInTheWay = ({ planId }: { planId: number | null }) =>
  planId === null ? null : (
    <InsetText>
      <p>
        <a href={pathTo('plan', { planId })}>See the plan that is in the way</a>
      </p>
    </InsetText>
  )

/** Takes something away: under the form, in a panel of its own. */
export const Removing = ({ heading, children }: { heading: string; children: Content }) => (
  <div class="form-remove">
    <Section heading={heading}>
      <Bar>{children}</Bar>
    </Section>
  </div>
)

/** Short questions side by side, where there is room. */
export const SideBySide = ({ children }: { children: Content }) => <div class="form-row">{children}</div>

/** A button that does one thing to a plan, in a form of its own. */
export const ActionForm = ({
  action,
  version,
  fields = {},
  small,
  warning,
  children,
}: {
  action: string
  version: number
  fields?: Record<string, string>
  small?: boolean
  warning?: boolean
  children: Content
}) => (
  <form action={action} method="post">
    <input type="hidden" name="version" value={String(version)} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Button variant={warning ? 'warning' : 'secondary'} small={small} preventDoubleClick>
      {children}
    </Button>
  </form>
)

/** A field with choices that may be taken or left: the browser offers them, and any other words may be typed. */
export const InputWithOffers = ({ offers, ...input }: InputProps & { offers: readonly string[] }) => {
  const list = `${input.name}-offers`
  return (
    <>
      <Input {...input} autocomplete="off" attributes={{ list }} />
      <datalist id={list}>
        {offers.map((offer) => (
          <option value={offer} />
        ))}
      </datalist>
    </>
  )
}

const SPECIALTY_OFFERS = Object.keys(SPECIALTIES)
  .map(saySpecialty)
  .toSorted((a, b) => a.localeCompare(b))

/** Asks for a specialty, by its name or its code. */
export const SpecialtyInput = (form: Asked) => (
  <InputWithOffers
    label="Specialty"
    hint="Start to write its name, such as Diabetes, or its code"
    width={30}
    offers={SPECIALTY_OFFERS}
    {...asked(form, 'specialty')}
  />
)
