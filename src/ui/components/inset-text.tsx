import type { PropsWithChildren } from 'hono/jsx'

export const InsetText = ({ children }: PropsWithChildren) => (
  <div class="nhsuk-inset-text">
    <span class="nhsuk-u-visually-hidden">Information: </span>
    {children}
  </div>
)
