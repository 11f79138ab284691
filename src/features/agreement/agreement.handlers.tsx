import type { Handlers } from '../../web/request.ts'
import { handlers as offer } from './offer.handlers.tsx'
import { handlers as reason } from './reason.handlers.tsx'
import { handlers as sign } from './sign.handlers.tsx'

export const handlers: Handlers = { ...offer, ...sign, ...reason }
