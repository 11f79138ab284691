import type { PropsWithChildren } from 'hono/jsx'
import type { Content } from '../markup.ts'

/** The end of a task: what has been done, in one heading, and what happens next below it. */
export const Panel = ({ heading, children }: PropsWithChildren<{ heading: Content }>) => (
  <div class="nhsuk-panel">
    <h1 class="nhsuk-panel__heading">{heading}</h1>
    {children ? <div class="nhsuk-panel__body">{children}</div> : null}
  </div>
)
