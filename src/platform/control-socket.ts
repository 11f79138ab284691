/**
 * How the command line asks a running server to do what only it can, since it holds the embedded database: HTTP over a
 * socket in the data folder, which nobody but the folder's owner may open. Answers are streams of lines.
 */
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request } from 'node:http'
import { relative, resolve } from 'node:path'
import { log, withoutWhatWasTyped } from './log.ts'
import { type Push, pushInto } from './push.ts'

/** Answers one question with lines; `asked` says what about. */
export type Answer = (asked: URLSearchParams, push: Push) => Promise<void>

/** What was asked was refused, in the words that the server gave. */
export class AnswerRefused extends Error {}

/** A socket's path has about a hundred characters: the shorter of the two ways to write it. */
function pathOf(dataFolder: string): string {
  const full = resolve(dataFolder, 'control')
  const fromHere = relative(process.cwd(), full)
  return fromHere.length < full.length ? fromHere : full
}

/** Listens in the data folder. Only the process that holds the folder's lock may, so that a socket left there is nobody's. */
export async function listenForControl(
  dataFolder: string,
  answers: Readonly<Record<string, Answer>>,
): Promise<{ stop(): Promise<void> }> {
  const path = pathOf(dataFolder)
  const server = createServer(async (question, reply) => {
    const { pathname, searchParams } = new URL(question.url ?? '/', 'http://control')
    const answer = answers[pathname.slice(1)]
    if (!answer) return void reply.writeHead(404).end()
    try {
      await answer(searchParams, pushInto(reply))
      reply.end()
    } catch (error) {
      log.warn({ asked: pathname, error: withoutWhatWasTyped(error as Error) }, 'control failed')
      // Half an answer must not look like a whole one.
      if (reply.headersSent) reply.destroy()
      else reply.writeHead(409, { 'content-type': 'text/plain; charset=utf-8' }).end((error as Error).message)
    }
  })
  rmSync(path, { force: true })
  const mask = process.umask(0o177)
  try {
    await new Promise<void>((ready, failed) => server.once('error', failed).listen(path, ready))
    chmodSync(path, 0o600)
  } finally {
    process.umask(mask)
  }
  return {
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

/** Asks the server that runs on this data folder; null when none does. */
export function askControl(dataFolder: string, name: string, asked: URLSearchParams): Promise<IncomingMessage | null> {
  const path = pathOf(dataFolder)
  if (!existsSync(path)) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    request({ socketPath: path, path: `/${name}?${asked}` })
      .on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? resolve(null) : reject(error),
      )
      .on('response', async (reply) => {
        if (reply.statusCode === 200) return resolve(reply)
        const words = (await reply.setEncoding('utf8').toArray()).join('')
        reject(new AnswerRefused(words || 'The server that is running is of a version that cannot do this.'))
      })
      .end()
  })
}
