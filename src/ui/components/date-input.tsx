import { classes } from '../markup.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError, Label } from './field.tsx'
import { Fieldset } from './fieldset.tsx'

export type DatePart = 'day' | 'month' | 'year'

export type DateInputProps = Omit<FieldProps, 'name' | 'label'> & {
  id: string
  legend: FieldProps['label']
  /** The form's names become `{name}[day]` and so on; without it they are `day`, `month` and `year`. */
  name?: string | undefined
  values?: Partial<Record<DatePart, string>> | undefined
  /** The parts that are wrong; all of them if there is an error and this is left out. */
  wrong?: readonly DatePart[] | undefined
}

const PARTS = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
] as const

export const DateInput = (props: DateInputProps) => {
  const { id, name, legend, hint, error, size, isPageHeading, disabled, values, wrong } = props
  const isWrong = (part: DatePart) => !!error && (wrong?.includes(part) ?? true)
  return (
    <FormGroup hasError={!!error}>
      <Fieldset
        legend={legend}
        size={size}
        isPageHeading={isPageHeading}
        describedBy={describedBy(id, props)}
        role="group"
      >
        <HintAndError id={id} hint={hint} error={error} />
        <div class="nhsuk-date-input" id={id}>
          {PARTS.map(({ part, label, width }) => (
            <div class="nhsuk-date-input__item">
              <FormGroup hasError={isWrong(part)}>
                <Label for={`${id}-${part}`} class="nhsuk-date-input__label">
                  {label}
                </Label>
                <input
                  class={classes(
                    'nhsuk-input',
                    isWrong(part) && 'nhsuk-input--error',
                    `nhsuk-input--width-${width}`,
                    'nhsuk-date-input__input',
                  )}
                  id={`${id}-${part}`}
                  name={name ? `${name}[${part}]` : part}
                  type="text"
                  inputmode="numeric"
                  value={values?.[part]}
                  disabled={disabled}
                />
              </FormGroup>
            </div>
          ))}
        </div>
      </Fieldset>
    </FormGroup>
  )
}
