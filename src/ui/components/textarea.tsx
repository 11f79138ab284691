import { type Attributes, classes } from '../markup.ts'
import { describedBy, type FieldProps, FormGroup, Hint, HintAndError, Label } from './field.tsx'

export type TextareaProps = FieldProps & {
  value?: string | undefined
  rows?: number | undefined
  /** Most characters the answer may have: the browser counts them down, and the server must check them too. */
  maxLength?: number | undefined
  autocomplete?: string | undefined
  attributes?: Attributes | undefined
}

export const Textarea = (props: TextareaProps) => {
  const { name, id = name, label, hint, error, size, isPageHeading, disabled, maxLength } = props
  const counted = maxLength !== undefined
  const counting = counted ? { 'data-module': 'nhsuk-character-count', 'data-maxlength': `${maxLength}` } : {}
  return (
    <FormGroup hasError={!!error} class={counted ? 'nhsuk-character-count' : undefined} {...counting}>
      <Label for={id} size={size} isPageHeading={isPageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <textarea
        class={classes('nhsuk-textarea', !!error && 'nhsuk-textarea--error', counted && 'nhsuk-js-character-count')}
        id={id}
        name={name}
        rows={props.rows ?? 5}
        disabled={disabled}
        aria-describedby={describedBy(id, props, counted ? `${id}-info` : undefined)}
        autocomplete={props.autocomplete}
        {...props.attributes}
      >
        {props.value}
      </textarea>
      {counted ? (
        <Hint id={`${id}-info`} class="nhsuk-character-count__message">
          You can enter up to {maxLength} characters
        </Hint>
      ) : null}
    </FormGroup>
  )
}
