import { defineConfig } from 'vitest/config'

/**
 * `fast` needs nothing but Node; `database` opens PGlite, or the server that TEST_DATABASE_URL names.
 * The same database suite runs on both. Journeys in a real browser are Playwright's (playwright.config.ts).
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['src/**/*.test.{ts,tsx}', 'tests/architecture/**/*.test.ts'],
          exclude: ['**/*.db.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['src/**/*.db.test.{ts,tsx}', 'tests/{access,pages}/**/*.db.test.{ts,tsx}'],
          globalSetup: 'tests/support/migrated.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
