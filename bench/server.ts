/** Starts the product as a person would, in a folder of its own, and stops it again. */
import { type Beginning, type BuiltProduct, startProduct } from '../tests/support/built-product.ts'
import { freePort } from '../tests/support/free-port.ts'

export type RunningServer = { url: string; secondsToFirstPage: number; stop: BuiltProduct['stop'] }

/** The demonstration's clock stands still here, so that its days are the same at every run. */
export const BENCH_NOW = '2026-11-21T09:00:00Z'

/** Starts the built server, or what is named, and waits for the first page. Throws with what it said where it ends before. */
export async function startServer(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
  how: Omit<Beginning, 'environment'> = {},
): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const startedAt = performance.now()
  const { stop } = await startProduct({
    ...how,
    environment: {
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
  const { status } = await fetch(`${url}/sign-in`)
  if (status !== 200) throw new Error(`the sign-in page answers ${status}`)
  return { url, secondsToFirstPage: (performance.now() - startedAt) / 1000, stop }
}
