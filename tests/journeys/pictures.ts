/** Takes the pictures for the README on the demonstration. Run by hand after a build: `npm run pictures`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ROOT, startProduct } from '../support/built-product.ts'
import { findBrowser } from '../support/find-browser.ts'

const PORT = '3212'

type Picture = { name: string; who: string; width: number; height: number; open: (page: Page) => Promise<unknown> }

const byLink = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('link', { name }).first().click()
  await page.waitForLoadState()
}
const oseisPlan = byLink('1 December 2026 to 30 November 2027')

const PICTURES: readonly Picture[] = [
  { name: 'plan', who: 'Dr Amara Osei', width: 1440, height: 1300, open: oseisPlan },
  { name: 'plan-on-a-phone', who: 'Dr Amara Osei', width: 390, height: 844, open: oseisPlan },
  {
    name: 'how-it-adds-up',
    who: 'Dr Amara Osei',
    width: 1200,
    height: 900,
    open: async (page) => {
      await oseisPlan(page)
      await page.getByRole('link', { name: 'How it adds up' }).click()
      await page.waitForLoadState()
    },
  },
  { name: 'people', who: 'Gareth Llewellyn', width: 1440, height: 900, open: byLink('People') },
  {
    name: 'document',
    who: 'Dr Amara Osei',
    width: 1200,
    height: 1200,
    open: async (page) => {
      await oseisPlan(page)
      await page.getByRole('link', { name: 'Print' }).click()
      await page.waitForLoadState()
    },
  },
  { name: 'team', who: 'Gareth Llewellyn', width: 1440, height: 800, open: byLink('My team') },
]

const folder = mkdtempSync(join(tmpdir(), 'concord-pictures-'))
const server = await startProduct({
  environment: { ...process.env, PORT, CONCORD_DATA: folder, CONCORD_NOW: '2026-11-21T09:00:00Z' },
})
const executablePath = findBrowser()
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
try {
  for (const { name, who, width, height, open } of PICTURES) {
    const page = await browser.newPage({
      baseURL: `http://localhost:${PORT}`,
      viewport: { width, height },
      // No page is caught half way into the next.
      reducedMotion: 'reduce',
    })
    await page.goto('/demonstration')
    await page.getByRole('button', { name: `Be ${who}` }).click()
    await page.waitForLoadState()
    await open(page)
    await page.screenshot({ path: join(ROOT, 'docs/pictures', `${name}.png`) })
    await page.close()
  }
} finally {
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
