/** What must hold of every page that anybody comes to: axe finds nothing (WCAG 2.2 A and AA), and nothing is cut off sideways. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type CDPSession, expect, type Page } from '@playwright/test'
import type { RouteName } from '../../src/routes.ts'
import { routeAt } from '../support/page-parts.ts'

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
  if (seen.has(key)) return noteRoute(page)
  seen.add(key)
  const { violations } = await withScripts(page, isScripted, () => new AxeBuilder({ page }).withTags(TAGS).analyze())
  const said = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
  expect(said, `what axe finds at ${pathname}`).toEqual([])
  await fitsItsWindow(page)
  await noteRoute(page)
}

/** Kept beyond this process, since Playwright begins another after a failure, and cleared with its other results by the next run. */
const NOTED = 'test-results/looked-over.txt'
const noted = new Set<RouteName>()

/** Notes that the page of a route was looked over, and not one that says why there is none. */
async function noteRoute(page: Page): Promise<void> {
  const route = routeAt('GET', new URL(page.url()).pathname)
  if (!route || noted.has(route)) return
  const status = await page.evaluate(() => {
    const [shown] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return shown?.responseStatus
  })
  if (status !== 200) return
  noted.add(route)
  mkdirSync(dirname(NOTED), { recursive: true })
  appendFileSync(NOTED, `${route}\n`)
}

/** The routes whose pages this run has looked over. */
export const routesLookedOver = (): ReadonlySet<string> => new Set(readFileSync(NOTED, 'utf8').trim().split('\n'))

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
