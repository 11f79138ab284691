import type { PropsWithChildren } from 'hono/jsx'

export const BackLink = ({ href, children = 'Back' }: PropsWithChildren<{ href: string }>) => (
  <a class="nhsuk-back-link" href={href}>
    {children}
  </a>
)
