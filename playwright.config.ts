import { defineConfig } from '@playwright/test'
import { findBrowser } from './tests/support/find-browser.ts'

/** Journeys in a real Chromium, on the built product with the demonstration trust and a clock that stands still. */
const port = 3210
const executablePath = findBrowser()

export default defineConfig({
  testDir: 'tests/journeys',
  projects: [
    { name: 'journeys', testMatch: '*.journey.ts' },
    // When all of them were made.
    { name: 'afterwards', testMatch: 'every-page.afterwards.ts', dependencies: ['journeys'] },
  ],
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    trace: 'off',
  },
  webServer: {
    command: 'rm -rf test-results/demonstration && node dist/server/main.js',
    url: `http://localhost:${port}/sign-in`,
    timeout: 90_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    env: {
      PORT: String(port),
      CONCORD_DATA: 'test-results/demonstration',
      CONCORD_MODE: 'demonstration',
      CONCORD_NOW: '2026-11-21T09:00:00Z',
      LOG_LEVEL: 'warn',
    },
  },
})
