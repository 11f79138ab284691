import { type BuiltProduct, startProduct } from '../support/built-product.ts'
import { freePort } from '../support/free-port.ts'

export type StartedConcord = BuiltProduct & { port: number }

/** Starts the product in a folder that holds it, with these settings and nothing else of this environment, as a container does. */
export async function startConcord(root: string, settings: Record<string, string>): Promise<StartedConcord> {
  const port = await freePort()
  const environment = { PATH: process.env.PATH, PORT: String(port), CONCORD_MODE: 'real', ...settings }
  return { ...(await startProduct({ root, environment })), port }
}
