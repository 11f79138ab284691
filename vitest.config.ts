import { defineConfig } from 'vitest/config'

/**
 * `fast` needs nothing but Node; `database` opens PGlite, or the server that TEST_DATABASE_URL names.
 * The same database suite runs on both. `server` starts the built product and asks for that server. Journeys in a real browser are Playwright's (playwright.config.ts).
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // A line a request would bury what a test says.
    env: { LOG_LEVEL: 'warn' },
    // Every core: left to itself it keeps one free, and on two that is half of them.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['src/**/*.test.{ts,tsx}', 'tests/{architecture,migrations}/**/*.test.ts', 'torture/*.test.ts'],
          exclude: ['**/*.db.test.{ts,tsx}'],
          // What hangs, and not what is slow: speed is measured by the bench.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: [
            'src/**/*.db.test.{ts,tsx}',
            'tests/{access,attacks,migrations,pages}/**/*.db.test.{ts,tsx}',
            'torture/*.db.test.ts',
          ],
          globalSetup: ['tests/support/migrated.ts', 'tests/attacks/tally.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['tests/deploy/*.server.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
