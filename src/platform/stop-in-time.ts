import { log, withoutWhatWasTyped } from './log.ts'

/** What is cut is cut at nine seconds; whatever is left then has most of another. */
export const CUT_AFTER_MS = 9_000
const END_AFTER_MS = 9_800

/**
 * Stops the process when it is told to: `work` says when all is done, and whether anything had to be cut. The process ends
 * within ten seconds, and at once when it is told a second time. Status 0 when nothing was cut, else 1.
 */
export function stopInTime(stopping: AbortController, work: () => Promise<'finished' | 'cut'>): void {
  const stop = (signal: 'SIGINT' | 'SIGTERM') => {
    if (stopping.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143)
    stopping.abort()
    log.info({ signal }, 'stopping')
    setTimeout(() => end('cut'), END_AFTER_MS)
    work().then(end, (error: Error) => {
      log.error({ error: withoutWhatWasTyped(error) }, 'stopping failed')
      end('cut')
    })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function end(outcome: 'finished' | 'cut'): never {
  log[outcome === 'cut' ? 'warn' : 'info']({ outcome }, 'stopped')
  process.exit(outcome === 'cut' ? 1 : 0)
}

/** Ends the process on an error that nobody caught, and logs it without the words that Node itself would print. */
export function endOnWhatNobodyCaught(): void {
  process.on('uncaughtException', (error) => {
    log.error({ error: withoutWhatWasTyped(error instanceof Error ? error : new Error('no error')) }, 'crashed')
    process.exit(1)
  })
}
