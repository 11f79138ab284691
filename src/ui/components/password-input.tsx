import { classes, spellcheck } from '../markup.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError, Label } from './field.tsx'

export type PasswordInputProps = FieldProps & { autocomplete?: 'current-password' | 'new-password' | undefined }

/** A password with a button to show it. The button appears only where the browser can make it work. */
export const PasswordInput = (props: PasswordInputProps) => {
  const { name, id = name, label, hint, error, size, isPageHeading, disabled } = props
  return (
    <FormGroup hasError={!!error} class="nhsuk-password-input" data-module="nhsuk-password-input">
      <Label for={id} size={size} isPageHeading={isPageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <div class="nhsuk-input-wrapper">
        <input
          class={classes(
            'nhsuk-input',
            !!error && 'nhsuk-input--error',
            'nhsuk-password-input__input',
            'nhsuk-js-password-input-input',
          )}
          id={id}
          name={name}
          type="password"
          {...spellcheck(false)}
          aria-describedby={describedBy(id, props)}
          autocomplete={props.autocomplete ?? 'current-password'}
          autocapitalize="none"
          disabled={disabled}
        />
        <button
          class="nhsuk-button nhsuk-button--secondary nhsuk-button--small nhsuk-password-input__toggle nhsuk-js-password-input-toggle"
          data-module="nhsuk-button"
          type="button"
          aria-label="Show password"
          aria-controls={id}
          disabled={disabled}
          aria-disabled={disabled ? 'true' : undefined}
          hidden
        >
          Show
        </button>
      </div>
    </FormGroup>
  )
}
