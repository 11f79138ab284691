/** The built product, to be ended at any moment. */
import { type BuiltProduct, beginProduct, startProduct } from '../tests/support/built-product.ts'

/** Signs session cookies; the harness makes the sessions itself. */
export const SECRET = 'a secret that is only for the torture, long enough'

export type Product = BuiltProduct & { url: string }

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

/** Starts the server and does not wait. */
export const beginServer = (port: number, settings: Record<string, string>): BuiltProduct =>
  beginProduct({ environment: environment(port, settings) })

/** Starts the server and waits until it serves; throws with its words when it does not. */
export async function startServer(port: number, settings: Record<string, string>): Promise<Product> {
  return { ...(await startProduct({ environment: environment(port, settings) })), url: `http://127.0.0.1:${port}` }
}

/** Runs `concord …`, or kills it after some milliseconds. The status is SIGKILL where it was killed. */
export async function runConcord(
  words: string[],
  settings: Record<string, string>,
  killAfter?: number,
): Promise<{ status: number | string; said: string }> {
  const command = beginProduct({
    command: [process.execPath, 'src/cli/concord.ts', ...words],
    environment: environment(0, settings),
  })
  const timer = killAfter === undefined ? undefined : setTimeout(() => command.stop('SIGKILL'), killAfter)
  const status = await command.ended
  clearTimeout(timer)
  return { status, said: command.output() }
}
