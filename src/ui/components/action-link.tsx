import type { PropsWithChildren } from 'hono/jsx'
import { Icon } from './icon.tsx'

/** The one thing most people come to this page to do. */
export const ActionLink = ({ href, children }: PropsWithChildren<{ href: string }>) => (
  <a class="nhsuk-action-link" href={href}>
    <Icon name="arrow-right-circle" />
    <span class="nhsuk-action-link__text">{children}</span>
  </a>
)
