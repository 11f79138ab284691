/** How long each page takes and how much it weighs, asked of the running product over the machine's own network. */
import type { PersonaKey } from '../src/demonstration/people.ts'
import { pathTo, type RouteName, routes } from '../src/routes.ts'
import { assetsIn, linksIn, routeAt } from '../tests/support/page-parts.ts'
import { type Line, percentile } from './line.ts'
import { type Visitor, visitAs } from './visitor.ts'

const WHO = {
  clinician: 'clinician',
  'clinical-lead': 'agreer',
  // Somebody waits for her signature.
  'professional-head': 'agreer who is to sign',
  'job-planning-office': 'office',
} as const satisfies Partial<Record<PersonaKey, string>>

const PROMISED: Partial<Record<RouteName, number>> = { plan: 50, people: 50 }
const WARM_UP = 5
const ASKS = 50
const ASKS_WITHOUT_PROMISE = 15
/** Links of one kind that are followed: enough to meet plans in most states. */
const MOST_OF_A_KIND = 8

/** Every page that can be reached by clicking, as each kind of person: median and 95th of many asks. */
export async function measurePages(url: string): Promise<Line[]> {
  const lines: Line[] = []
  const reached = new Set<RouteName>()
  for (const [persona, who] of Object.entries(WHO) as [keyof typeof WHO, string][]) {
    const visitor = await visitAs(url, persona)
    for (const [route, path] of await reachByClicking(visitor)) {
      reached.add(route)
      lines.push(...(await timeOf(visitor, route, path, who)))
    }
    if (persona === 'clinician') lines.push(...(await weighPlan(visitor)))
    visitor.leave()
  }
  const missed = (Object.keys(routes) as RouteName[]).filter(
    (name) => routes[name].method === 'GET' && !reached.has(name),
  )
  console.log(`Pages and files that these people do not reach by clicking, so not timed: ${missed.join(', ')}`)
  return lines
}

/** The fullest page of each route among the first few links to it. */
async function reachByClicking(visitor: Visitor): Promise<Map<RouteName, string>> {
  const fullest = new Map<RouteName, { path: string; length: number }>()
  const times = new Map<RouteName, number>()
  const toOpen = [pathTo('home')]
  const seen = new Set(toOpen)
  for (const path of toOpen) {
    const { status, isPage, text } = await visitor.ask(path)
    if (status !== 200 || !isPage) continue
    const here = routeAt('GET', path)
    if (here && text.length > (fullest.get(here)?.length ?? 0)) fullest.set(here, { path, length: text.length })
    for (const link of linksIn(text)) {
      const route = link.startsWith('/') ? routeAt('GET', link) : undefined
      const before = route ? (times.get(route) ?? 0) : MOST_OF_A_KIND
      const next = link.split('#')[0] ?? link
      if (!route || seen.has(next) || before >= MOST_OF_A_KIND) continue
      times.set(route, before + 1)
      seen.add(next)
      toOpen.push(next)
    }
  }
  return new Map([...fullest].map(([route, { path }]) => [route, path]))
}

async function timeOf(visitor: Visitor, route: RouteName, path: string, who: string): Promise<Line[]> {
  const promised = PROMISED[route]
  for (let ask = 0; ask < WARM_UP; ask++) await visitor.ask(path)
  const taken: number[] = []
  const asks = promised === undefined ? ASKS_WITHOUT_PROMISE : ASKS
  // One after the other on purpose: what one person waits, not what a crowd does.
  while (taken.length < asks) taken.push((await visitor.ask(path)).milliseconds)
  const what = `Page ${route} as ${who}`
  const median: Line = { what: `${what}: median`, measured: percentile(taken, 0.5), unit: 'ms' }
  const most: Line = { what: `${what}: 95 in 100`, measured: percentile(taken, 0.95), unit: 'ms' }
  return promised === undefined ? [median] : [{ ...median, promised }, most]
}

/** The plan page of somebody who can change it, as a browser with nothing kept receives it: each part, and all. */
async function weighPlan(visitor: Visitor): Promise<Line[]> {
  const path = (await reachByClicking(visitor)).get('plan')
  if (!path) throw new Error('the clinician cannot reach a plan')
  const page = await visitor.ask(path)
  const { styles, scripts } = assetsIn(page.text)
  if (scripts.length < 2) throw new Error(`the plan at ${path} is not one that the clinician can change`)
  const weigh = async (paths: readonly string[]) => {
    let bytes = 0
    for (const asset of paths) bytes += (await visitor.ask(asset)).bytes
    return bytes / 1000
  }
  const style = await weigh(styles)
  const script = await weigh(await withImports(visitor, scripts))
  const html = page.bytes / 1000
  return [
    { what: 'Plan page, HTML as sent', measured: html, unit: 'KB' },
    { what: 'Plan page, style sheet as sent', measured: style, unit: 'KB' },
    { what: 'Plan page, JavaScript as sent', measured: script, unit: 'KB', promised: 30 },
    { what: 'Plan page, all as sent', measured: html + style + script, unit: 'KB', promised: 80 },
  ]
}

/** Scripts and all that they import at once, however deep; what one loads only where it is needed is not counted. */
async function withImports(visitor: Visitor, scripts: readonly string[]): Promise<string[]> {
  const found = [...scripts]
  for (const script of found) {
    const { text } = await visitor.ask(script)
    for (const [, name = ''] of text.matchAll(/(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g)) {
      const path = new URL(name, `http://localhost${script}`).pathname
      if (!found.includes(path)) found.push(path)
    }
  }
  return found
}
