import type { PropsWithChildren } from 'hono/jsx'
import type { Content } from './markup.ts'

/** Nothing here yet: says why, and (as children) what to do next. */
export const EmptyState = ({ heading, text, children }: PropsWithChildren<{ heading: Content; text: Content }>) => (
  <div class="empty">
    <h2>{heading}</h2>
    <p>{text}</p>
    {children}
  </div>
)
