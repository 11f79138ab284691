/** The built product in a process of its own, for all who look at it from outside. `npm run build` makes it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The folder of this checkout, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export type Beginning = {
  /** All of its environment: nothing is handed on that is not in here. */
  environment: NodeJS.ProcessEnv
  /** The folder that holds the built product; this checkout without it. */
  root?: string
  /** What is run there: the server, as a container or systemd starts it, without it. */
  command?: readonly [program: string, ...words: string[]]
  /** Whether signals are for all that the command starts, as `npm start` starts others. */
  isGroup?: boolean
}

export type BuiltProduct = {
  /** Whether it came to serve; false where it ended before. */
  isReady: Promise<boolean>
  /** Everything that it said and logged until now. */
  output(): string
  /** The status that it ended with, or the signal; all of its output is there by then. */
  ended: Promise<number | string>
  /** Sends it the signal at once, SIGTERM where none is named; resolved when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | string>
}

/** Ended with whoever began them, however that ends. */
const alive = new Set<(signal: NodeJS.Signals) => unknown>()
process.on('exit', () => {
  for (const send of alive) send('SIGKILL')
})

/** Begins it and does not wait. */
export function beginProduct({
  environment,
  root = ROOT,
  command = [`${root}/node_modules/.bin/node`, 'dist/server/main.js'],
  isGroup = false,
}: Beginning): BuiltProduct {
  const [program, ...words] = command
  const child = spawn(program, words, {
    cwd: root,
    env: environment,
    detached: isGroup,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const send = (signal: NodeJS.Signals) =>
    isGroup && child.pid ? process.kill(-child.pid, signal) : child.kill(signal)
  alive.add(send)
  child.once('exit', () => alive.delete(send))
  const ended = once(child, 'close').then(([status, signal]): number | string => status ?? signal)
  let said = ''
  const serves = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        said += text
        if (/^Concord is at /m.test(said)) resolve(true)
      })
  })
  return {
    isReady: Promise.race([serves, ended.then(() => false)]),
    output: () => said,
    ended,
    stop: (signal = 'SIGTERM') => {
      if (alive.has(send)) send(signal)
      return ended
    },
  }
}

/** Begins it and waits until it serves; throws with its words where it ends before. */
export async function startProduct(beginning: Beginning): Promise<BuiltProduct> {
  const product = beginProduct(beginning)
  if (!(await product.isReady)) throw new Error(`it ended with ${await product.ended}: ${product.output()}`)
  return product
}
