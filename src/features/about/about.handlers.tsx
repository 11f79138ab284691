import { page } from '../../web/page.tsx'
import type { Handlers } from '../../web/request.ts'
import { AccessibilityPage } from './accessibility.page.tsx'
import { PrivacyPage } from './privacy.page.tsx'

/** What anybody may read of the product itself, signed in or not. */
export const handlers: Handlers = {
  accessibilityStatement: (c) => page(c, { title: 'Accessibility statement', width: 'reading' }, <AccessibilityPage />),
  privacyNotice: (c) => page(c, { title: 'Privacy', width: 'reading' }, <PrivacyPage />),
}
