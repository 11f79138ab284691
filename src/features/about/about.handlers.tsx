import { page } from '../../web/page.tsx'
import type { Handlers, Request } from '../../web/request.ts'
import { AccessibilityPage } from './accessibility.page.tsx'
import { PrivacyPage } from './privacy.page.tsx'

/** Whose installation this is; before anybody has signed in, no name is told. */
const runBy = (c: Request) => c.var.viewer?.organisationName ?? 'your trust or health board'

/** What anybody may read of the product itself, signed in or not. */
export const handlers: Handlers = {
  accessibilityStatement: (c) =>
    page(
      c,
      { title: 'Accessibility statement', width: 'reading' },
      <AccessibilityPage runBy={runBy(c)} contacts={c.var.services.config.contacts} />,
    ),
  privacyNotice: (c) =>
    page(c, { title: 'Privacy', width: 'reading' }, <PrivacyPage runBy={runBy(c)} settings={c.var.services.config} />),
}
