/** The built product in a process of its own, for journeys that need an empty one and for pictures. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export const ROOT = new URL('../..', import.meta.url).pathname

export type Server = {
  /** What it said until it was ready. */
  said: string
  /** All that it has said and logged until now. */
  log: () => string
  stop: () => Promise<void>
}

/** Starts it; answers when it is ready, and fails with its words when it stops before. */
export async function startServer(settings: Record<string, string>): Promise<Server> {
  const server = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: ROOT,
    env: { ...process.env, LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const ready = Promise.withResolvers<void>()
  createInterface({ input: server.stdout }).on('line', (line) => {
    lines.push(line)
    // What it says when it is ready comes in one piece: the other lines are here before the next turn.
    if (line.startsWith('Concord is at')) setImmediate(() => ready.resolve())
  })
  stopped.then(() => ready.reject(new Error(`the server stopped: ${lines.join('\n')}`)))
  await ready.promise
  return {
    said: lines.join('\n'),
    log: () => lines.join('\n'),
    stop: () => {
      server.kill('SIGTERM')
      return stopped
    },
  }
}
