/** A real trust of one's own for a journey: an empty folder, the command line, and the server on it. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuiltProduct, ROOT, startProduct } from '../support/built-product.ts'
import { freePort } from '../support/free-port.ts'

export class RealTrust {
  readonly folder = mkdtempSync(join(tmpdir(), 'concord-journey-'))
  readonly url: string
  readonly #environment: NodeJS.ProcessEnv
  #server: BuiltProduct | undefined

  private constructor(port: number, settings: Record<string, string>) {
    this.url = `http://localhost:${port}`
    const own = { PORT: String(port), CONCORD_MODE: 'real', CONCORD_DATA: this.folder, LOG_LEVEL: 'warn' }
    this.#environment = { ...process.env, ...own, ...settings }
  }

  /** `settings` are more of the environment. */
  static async found(settings: Record<string, string> = {}): Promise<RealTrust> {
    return new RealTrust(await freePort(), settings)
  }

  /** Starts the server; answers with the link by which its first person begins, or nothing where somebody has. */
  async start(): Promise<string> {
    this.#server = await startProduct({ environment: this.#environment })
    const file = join(this.folder, 'first-run-link')
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  }

  /** All that the server has said and logged since it started. */
  get log(): string {
    return this.#server?.output() ?? ''
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
        { env: this.#environment },
        (error, said, complained) => resolve({ status: error ? Number(error.code) : 0, said, complained }),
      )
    })
  }

  /** Stops the server, brings in an invented staff record of sixty people and starts it again. */
  async bringStaffIn(): Promise<void> {
    await this.stop()
    const feed = join(this.folder, 'feed.DAT')
    for (const words of [
      ['generate', 'esr', feed, '--people', '60'],
      ['import', 'esr', feed, '--yes'],
    ]) {
      const { status, complained } = await this.concord(...words)
      if (status !== 0) throw new Error(complained)
    }
    await this.start()
  }

  /** Ends the server and takes everything away. */
  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
