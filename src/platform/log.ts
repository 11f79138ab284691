import { pino } from 'pino'

/** The log: no personal data, no tokens. Fields are named where they are logged. */
export const log = pino({ level: process.env.LOG_LEVEL ?? 'info', base: null })
