import { type Attributes, classes } from '../markup.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError, Label } from './field.tsx'

export type Option = { value: string; text: string; disabled?: boolean | undefined }

export type SelectProps = FieldProps & {
  options: readonly Option[]
  value?: string | undefined
  attributes?: Attributes | undefined
}

export const Select = (props: SelectProps) => {
  const { name, id = name, label, hint, error, size, isPageHeading, disabled, options, value } = props
  return (
    <FormGroup hasError={!!error}>
      <Label for={id} size={size} isPageHeading={isPageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <select
        class={classes('nhsuk-select', !!error && 'nhsuk-select--error')}
        id={id}
        name={name}
        disabled={disabled}
        aria-describedby={describedBy(id, props)}
        {...props.attributes}
      >
        {options.map((option) => (
          <option
            value={option.value}
            selected={value !== undefined && option.value === value}
            disabled={option.disabled}
          >
            {option.text}
          </option>
        ))}
      </select>
    </FormGroup>
  )
}
