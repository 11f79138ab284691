/** The built product in a process of its own, to be ended at any moment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Ended with the harness, however that ends. */
const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})
function endsWithUs(child: ChildProcess): void {
  alive.add(child)
  child.once('exit', () => alive.delete(child))
}

const ROOT = new URL('..', import.meta.url).pathname

/** Signs session cookies; the harness makes the sessions itself. */
export const SECRET = 'a secret that is only for the torture, long enough'

export type Product = {
  url: string
  /** The signal at once; resolved when the process is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

const environment = (port: number, settings: Record<string, string>) => ({
  ...process.env,
  NODE_OPTIONS: '',
  PORT: String(port),
  CONCORD_URL: `http://127.0.0.1:${port}`,
  CONCORD_MODE: 'real',
  CONCORD_SECRET: SECRET,
  LOG_LEVEL: 'error',
  ...settings,
})

/** Starts the server and does not wait; `ready` is whether it came to serve. */
export function beginServer(port: number, settings: Record<string, string>) {
  const server = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: ROOT,
    env: environment(port, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endsWithUs(server)
  let complained = ''
  server.stderr.on('data', (chunk) => {
    complained += chunk
  })
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const isReady = new Promise<boolean>((resolve) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.startsWith('Concord is at')) resolve(true)
    })
    ended.then(() => resolve(false))
  })
  return {
    isReady,
    complaint: () => complained,
    end: (signal: NodeJS.Signals) => {
      server.kill(signal)
      return ended
    },
  }
}

/** Starts the server and waits until it serves; throws with its words when it does not. */
export async function startServer(port: number, settings: Record<string, string>): Promise<Product> {
  const server = beginServer(port, settings)
  if (!(await server.isReady)) throw new Error(`the server did not start: ${server.complaint()}`)
  return { url: `http://127.0.0.1:${port}`, end: server.end }
}

/** Runs `concord …`, or kills it after some milliseconds. The status is null where it was killed. */
export async function runConcord(
  words: string[],
  settings: Record<string, string>,
  killAfter: number | null,
): Promise<{ status: number | null; said: string }> {
  const command = spawn(process.execPath, ['src/cli/concord.ts', ...words], {
    cwd: ROOT,
    env: environment(0, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endsWithUs(command)
  let said = ''
  for (const stream of [command.stdout, command.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const timer = killAfter === null ? null : setTimeout(() => command.kill('SIGKILL'), killAfter)
  const status = await new Promise<number | null>((resolve) => command.once('close', resolve))
  if (timer) clearTimeout(timer)
  return { status, said }
}
