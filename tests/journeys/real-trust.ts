/** A real trust of one's own for a journey: an empty folder, the command line, and the server on it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../support/free-port.ts'
import { ROOT, type Server, startServer } from './server.ts'

export class RealTrust {
  readonly folder = mkdtempSync(join(tmpdir(), 'concord-journey-'))
  readonly url: string
  readonly #settings: Record<string, string>
  #server: Server | undefined

  private constructor(port: number, settings: Record<string, string>) {
    this.url = `http://localhost:${port}`
    this.#settings = { PORT: String(port), CONCORD_MODE: 'real', CONCORD_DATA: this.folder, ...settings }
  }

  /** `settings` are more of the environment. */
  static async found(settings: Record<string, string> = {}): Promise<RealTrust> {
    return new RealTrust(await freePort(), settings)
  }

  /** Starts the server; answers with what it said until it was ready. */
  async start(): Promise<string> {
    this.#server = await startServer(this.#settings)
    return this.#server.said
  }

  /** All that the server has said and logged since it started. */
  get log(): string {
    return this.#server?.log() ?? ''
  }

  async stop(): Promise<void> {
    await this.#server?.stop()
    this.#server = undefined
  }

  /** Runs `concord …` on the trust's folder, with the server stopped. */
  concord(...words: string[]): Promise<{ status: number; said: string; complained: string }> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(ROOT, 'bin/concord.js'), ...words],
        { env: { ...process.env, ...this.#settings } },
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
