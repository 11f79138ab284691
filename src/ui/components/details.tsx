import type { PropsWithChildren } from 'hono/jsx'
import type { Content } from '../markup.ts'

export const Details = ({
  summary,
  open,
  id,
  children,
}: PropsWithChildren<{ summary: Content; open?: boolean | undefined; id?: string | undefined }>) => (
  <details class="nhsuk-details" id={id} open={open}>
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text">{summary}</span>
    </summary>
    <div class="nhsuk-details__text">{children}</div>
  </details>
)
