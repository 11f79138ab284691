/** Starts the product as a person would, in a folder of its own, and stops it again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../tests/support/free-port.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export type RunningServer = { url: string; secondsToFirstPage: number; stop(): Promise<void> }

/** The demonstration's clock stands still here, so that its days are the same at every run. */
export const BENCH_NOW = '2026-11-21T09:00:00Z'

/** Runs the command and waits for the first page. Throws with what it said where it ends or takes over five minutes. */
export async function startServer(
  command: readonly [string, ...string[]],
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const [program, ...words] = command
  const startedAt = performance.now()
  const child = spawn(program, words, {
    cwd: root,
    // A group of its own: npm starts others, and all are to end.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      CONCORD_URL: url,
      CONCORD_DATA: folder,
      CONCORD_MODE: 'demonstration',
      ...(settings.CONCORD_MODE === 'real' ? {} : { CONCORD_NOW: BENCH_NOW }),
      LOG_LEVEL: 'warn',
      CONCORD_SERVER_TIMING: 'on',
      ...settings,
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text))
  const stop = () => stopGroup(child)
  try {
    while (!(await answers(`${url}/sign-in`))) {
      if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended: ${said}`)
      if (performance.now() - startedAt > 300_000) throw new Error(`${command.join(' ')} showed no page: ${said}`)
      await wait(25)
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { url, secondsToFirstPage: (performance.now() - startedAt) / 1000, stop }
}

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  )

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  process.kill(-child.pid, 'SIGTERM')
  await ended
}
