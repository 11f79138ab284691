import type { Handlers } from '../../web/request.ts'
import { handlers as documents } from './documents.handlers.tsx'
import { handlers as history } from './history.handlers.tsx'
import { handlers as offer } from './offer.handlers.tsx'
import { handlers as reason } from './reason.handlers.tsx'
import { handlers as sign } from './sign.handlers.tsx'
import { handlers as team } from './team.handlers.tsx'

export const handlers: Handlers = { ...team, ...offer, ...sign, ...reason, ...history, ...documents }
