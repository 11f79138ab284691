import type { PropsWithChildren } from 'hono/jsx'
import { type Content, classes } from '../markup.ts'

export type HeadingSize = 's' | 'm' | 'l' | 'xl'

/** What every question on a form has, whatever its control. */
export type FieldProps = {
  /** The question, in words. */
  label: Content
  name: string
  /** Defaults to the name; an error summary links to it. */
  id?: string | undefined
  hint?: Content | undefined
  error?: Content | undefined
  size?: HeadingSize | undefined
  /** The question is the page's heading (one question a page). */
  isPageHeading?: boolean | undefined
  disabled?: boolean | undefined
}

/** The ids of the hint and the error of a question, for `aria-describedby`; undefined if it has neither. */
export const describedBy = (
  id: string,
  { hint, error }: Pick<FieldProps, 'hint' | 'error'>,
  first?: string,
): string | undefined => classes(first, !!hint && `${id}-hint`, !!error && `${id}-error`) || undefined

export const Label = ({
  for: target,
  size,
  isPageHeading,
  class: extra,
  children,
}: PropsWithChildren<{
  for: string
  size?: HeadingSize | undefined
  isPageHeading?: boolean | undefined
  class?: string | undefined
}>) => {
  const label = (
    <label class={classes('nhsuk-label', size && `nhsuk-label--${size}`, extra)} for={target}>
      {children}
    </label>
  )
  return isPageHeading ? <h1 class="nhsuk-label-wrapper">{label}</h1> : label
}

export const Hint = ({ id, class: extra, children }: PropsWithChildren<{ id?: string; class?: string }>) => (
  <div class={classes('nhsuk-hint', extra)} id={id}>
    {children}
  </div>
)

export const ErrorMessage = ({ id, children }: PropsWithChildren<{ id?: string }>) => (
  <span class="nhsuk-error-message" id={id}>
    <span class="nhsuk-u-visually-hidden">Error: </span>
    {children}
  </span>
)

/** The hint and the error of a question, in the order the design system reads them. */
export const HintAndError = ({ id, hint, error }: { id: string } & Pick<FieldProps, 'hint' | 'error'>) => (
  <>
    {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
    {error ? <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage> : null}
  </>
)

export const FormGroup = ({
  hasError,
  class: extra,
  children,
  ...rest
}: PropsWithChildren<{ hasError?: boolean; class?: string | undefined; [data: `data-${string}`]: unknown }>) => (
  <div class={classes('nhsuk-form-group', hasError && 'nhsuk-form-group--error', extra)} {...rest}>
    {children}
  </div>
)
