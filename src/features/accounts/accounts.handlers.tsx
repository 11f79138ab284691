import type { Handlers } from '../../web/request.ts'

export const handlers: Handlers = {}
