import type { PropsWithChildren } from 'hono/jsx'
import { type Attributes, classes } from '../markup.ts'

type Look = {
  variant?: 'secondary' | 'secondary-solid' | 'warning' | 'reverse' | undefined
  small?: boolean | undefined
  attributes?: Attributes | undefined
}

const look = ({ variant, small }: Look) =>
  classes('nhsuk-button', variant && `nhsuk-button--${variant}`, small && 'nhsuk-button--small')

export type ButtonProps = PropsWithChildren<
  Look & {
    type?: 'submit' | 'button' | undefined
    /** With `value`, tells the handler which of a form's buttons was pressed. */
    name?: string | undefined
    value?: string | undefined
    disabled?: boolean | undefined
    /** Ignore a second press within a second, for what must happen once. */
    preventDoubleClick?: boolean | undefined
  }
>

export const Button = (props: ButtonProps) => (
  <button
    class={look(props)}
    data-module="nhsuk-button"
    data-prevent-double-click={props.preventDoubleClick ? 'true' : undefined}
    name={props.name}
    value={props.value}
    type={props.type ?? 'submit'}
    disabled={props.disabled}
    aria-disabled={props.disabled ? 'true' : undefined}
    {...props.attributes}
  >
    {props.children}
  </button>
)

/** A link that looks like a button, for the next step of a task. It asks for a page; it never changes anything. */
export const LinkButton = (props: PropsWithChildren<Look & { href: string }>) => (
  // biome-ignore lint/a11y/useSemanticElements: it asks for a page, so it is a link; the design system makes the space bar press it
  <a
    class={look(props)}
    data-module="nhsuk-button"
    href={props.href}
    role="button"
    draggable="false"
    {...props.attributes}
  >
    {props.children}
  </a>
)

export const ButtonGroup = ({ children }: PropsWithChildren) => <div class="nhsuk-button-group">{children}</div>
