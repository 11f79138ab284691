import { type Attributes, type Content, classes, spellcheck } from '../markup.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError, Label } from './field.tsx'

export type InputProps = FieldProps & {
  value?: string | number | undefined
  type?: 'text' | 'email' | 'tel' | 'search' | 'time' | 'date' | 'number' | undefined
  /** Characters wide; leave out for the full width. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'search' | undefined
  autocomplete?: string | undefined
  spellcheck?: boolean | undefined
  /** Digits evenly spaced, for codes. */
  code?: boolean | undefined
  prefix?: Content | undefined
  suffix?: Content | undefined
  attributes?: Attributes | undefined
}

export const Input = (props: InputProps) => {
  const { name, id = name, label, hint, error, size, isPageHeading, disabled, prefix, suffix } = props
  const control = (
    <input
      class={classes(
        'nhsuk-input',
        props.code && 'nhsuk-input--code',
        !!error && 'nhsuk-input--error',
        props.width && `nhsuk-input--width-${props.width}`,
      )}
      id={id}
      name={name}
      type={props.type ?? 'text'}
      {...spellcheck(props.spellcheck)}
      value={props.value}
      disabled={disabled}
      aria-describedby={describedBy(id, props)}
      autocomplete={props.autocomplete}
      inputmode={props.inputmode}
      {...props.attributes}
    />
  )
  return (
    <FormGroup hasError={!!error}>
      <Label for={id} size={size} isPageHeading={isPageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      {prefix || suffix ? (
        <div class="nhsuk-input-wrapper">
          {prefix ? (
            <div class="nhsuk-input-wrapper__prefix" aria-hidden="true">
              {prefix}
            </div>
          ) : null}
          {control}
          {suffix ? (
            <div class="nhsuk-input-wrapper__suffix" aria-hidden="true">
              {suffix}
            </div>
          ) : null}
        </div>
      ) : (
        control
      )}
    </FormGroup>
  )
}
