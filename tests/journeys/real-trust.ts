/** A real trust of one's own for a journey: an empty folder, the command line, and the server on it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const PORT = 3211
const ROOT = new URL('../..', import.meta.url).pathname

export class RealTrust {
  readonly folder = mkdtempSync(join(tmpdir(), 'concord-journey-'))
  readonly url = `http://localhost:${PORT}`
  #server: ChildProcess | undefined

  /** Starts the server; answers with the lines that it said until it was ready. */
  async start(): Promise<string[]> {
    const server = spawn(process.execPath, ['dist/server/main.js'], {
      cwd: ROOT,
      env: { ...process.env, PORT: String(PORT), CONCORD_MODE: 'real', CONCORD_DATA: this.folder, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#server = server
    const said: string[] = []
    const ready = Promise.withResolvers<void>()
    createInterface({ input: server.stdout }).on('line', (line) => {
      said.push(line)
      // The first-run link is said right after the address, in the same breath.
      if (line.startsWith('Concord is at')) setImmediate(() => ready.resolve())
    })
    server.once('exit', () => ready.reject(new Error(`the server stopped: ${said.join('\n')}`)))
    await ready.promise
    return said
  }

  async stop(): Promise<void> {
    const server = this.#server
    if (!server || server.exitCode !== null) return
    const stopped = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await stopped
  }

  /** Runs `concord …` on the trust's folder, with the server stopped. */
  concord(...words: string[]): Promise<{ status: number; said: string; complained: string }> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(ROOT, 'bin/concord.js'), ...words],
        { env: { ...process.env, CONCORD_MODE: 'real', CONCORD_DATA: this.folder } },
        (error, said, complained) => resolve({ status: error ? Number(error.code) : 0, said, complained }),
      )
    })
  }

  /** Ends the server and takes everything away. */
  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
