/** The built product in a process of its own, as a container or systemd starts it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePort } from '../support/free-port.ts'

export type ConcordProcess = {
  port: number
  child: ChildProcess
  /** Everything that it wrote until now. */
  output(): string
  /** The status that it ended with, or the signal. */
  ended: Promise<number | string>
}

/** Starts it in a folder that holds the built product; answers once it listens, and throws with its words where it does not. */
export async function startConcord(root: string, settings: Record<string, string>): Promise<ConcordProcess> {
  const port = await freePort()
  const child = spawn(`${root}/node_modules/.bin/node`, ['dist/server/main.js'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: String(port), CONCORD_MODE: 'real', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const ended = once(child, 'exit').then(([status, signal]) => (status ?? signal) as number | string)
  const ready = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (line.startsWith('Concord is at')) ready.resolve()
    })
  ended.then((status) => ready.reject(new Error(`it ended with ${status}: ${lines.join('\n')}`)))
  await ready.promise
  return { port, child, output: () => lines.join('\n'), ended }
}
