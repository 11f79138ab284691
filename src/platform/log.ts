import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const

const asked = logLevels.find((level) => level === process.env.LOG_LEVEL)

/** A log that writes to what is given. */
export const createLog = (to: DestinationStream) =>
  pino(
    {
      level: asked ?? 'info',
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  )

const standardOutput = destination({ fd: 1, sync: true })
let sink: DestinationStream = standardOutput

/** The log: no personal data, no tokens. Fields are named where they are logged. */
export const log = createLog({ write: (line) => sink.write(line) })

/** Has the log written elsewhere, for who wants to read it; returns how to end that. */
export function writeLogTo(to: DestinationStream): () => void {
  sink = to
  return () => {
    sink = standardOutput
  }
}

/**
 * What is logged of an error that nobody foresaw: its name, its code and where it was thrown. The words of a database's or
 * a parser's error repeat what somebody typed, so they stay out; our own and the language's do not, and stay.
 */
export function withoutWhatWasTyped(error: Error): { name: string; code?: string; message?: string; at?: string } {
  const { code } = error as { code?: unknown }
  const repeatsWords = typeof code === 'string' || error instanceof SyntaxError || /ZodError$/.test(error.name)
  const frames = framesOf(error)
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(repeatsWords ? {} : { message: error.message }),
    ...(frames.length > 0 ? { at: frames.join(' | ') } : {}),
  }
}

/** The stack without the message above it, a line of which may have been typed to look like a part of the stack. */
export function framesOf({ stack = '', message = '' }: Error): string[] {
  const end = message === '' ? 0 : stack.indexOf(message) + message.length
  return (end < message.length ? '' : stack.slice(end))
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
}
