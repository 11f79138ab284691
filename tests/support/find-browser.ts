import { existsSync } from 'node:fs'

/** The Chromium that journeys run in: `CONCORD_BROWSER`, else one that the system has, else undefined. */
export function findBrowser(): string | undefined {
  const candidates = [
    process.env.CONCORD_BROWSER,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return candidates.find((path) => path !== undefined && existsSync(path))
}
