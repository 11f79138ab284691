import type { PropsWithChildren } from 'hono/jsx'
import { type Content, classes } from '../markup.ts'
import type { HeadingSize } from './field.tsx'

export type FieldsetProps = PropsWithChildren<{
  legend: Content
  size?: HeadingSize | undefined
  isPageHeading?: boolean | undefined
  /** Ids of the texts that explain the group. */
  describedBy?: string | undefined
  role?: 'group' | undefined
}>

export const Fieldset = ({ legend, size, isPageHeading, describedBy, role, children }: FieldsetProps) => (
  <fieldset class="nhsuk-fieldset" role={role} aria-describedby={describedBy}>
    <legend class={classes('nhsuk-fieldset__legend', size && `nhsuk-fieldset__legend--${size}`)}>
      {isPageHeading ? <h1 class="nhsuk-fieldset__heading">{legend}</h1> : legend}
    </legend>
    {children}
  </fieldset>
)
