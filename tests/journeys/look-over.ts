/** What must hold of every page that anybody comes to: axe finds nothing (WCAG 2.2 A and AA), and nothing is cut off sideways. */
import AxeBuilder from '@axe-core/playwright'
import { type CDPSession, expect, type Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Pages that were looked over already, each by what makes it another page: its address without numbers, words, scripts, width. */
const seen = new Set<string>()

/** Below this width, in pixels, pages have one column. */
const NARROW = 640

export async function lookOver(page: Page): Promise<void> {
  const { pathname } = new URL(page.url())
  const heading = await page.locator('h1').first().textContent()
  const isScripted = await page.evaluate(() => document.documentElement.classList.contains('has-script'))
  const isNarrow = (page.viewportSize()?.width ?? 0) < NARROW
  const key = [pathname.replaceAll(/\d+/g, ''), heading, await page.title(), isScripted, isNarrow].join(' | ')
  if (seen.has(key)) return
  seen.add(key)
  const { violations } = await withScripts(page, isScripted, () => new AxeBuilder({ page }).withTags(TAGS).analyze())
  const said = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
  expect(said, `what axe finds at ${pathname}`).toEqual([])
  await fitsItsWindow(page)
}

const sessions = new WeakMap<Page, CDPSession>()

/** Axe is a script itself: where scripts are switched off, they are on for as long as it looks. Those of the page stay unrun. */
async function withScripts<Found>(page: Page, isScripted: boolean, look: () => Promise<Found>): Promise<Found> {
  if (isScripted) return look()
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, session)
  await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  await session.send('Emulation.setScriptExecutionDisabled', { value: false })
  try {
    return await look()
  } finally {
    await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  }
}

/** Wide tables scroll inside their own box; the page itself never scrolls sideways. */
export async function fitsItsWindow(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }))
  expect(content, `the width of ${page.url()}`).toBeLessThanOrEqual(window)
}
