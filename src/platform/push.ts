import type { Writable } from 'node:stream'

/** Takes text and answers when there is room for more. */
export type Push = (text: string) => Promise<void>

/** Long enough for a slow disk; a reader that takes nothing for longer would keep the database's transaction open. */
const PATIENCE_MILLISECONDS = 60_000

/** Pushes into a stream. Throws when it has gone, or takes nothing for a minute. */
export const pushInto =
  (stream: Writable): Push =>
  (text) => {
    if (stream.destroyed) return Promise.reject(stream.errored ?? new Error('nobody reads any more'))
    if (stream.write(text)) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => {
        clearTimeout(timer)
        stream.off('drain', settle).off('close', gone)
        if (error) reject(error)
        else resolve()
      }
      const gone = () => settle(stream.errored ?? new Error('nobody reads any more'))
      const timer = setTimeout(() => settle(new Error('nobody has read for a minute')), PATIENCE_MILLISECONDS)
      stream.once('drain', settle).once('close', gone)
    })
  }
