/** How the attacks ask a route: its address with the target's own words in it, and the form that samples.ts has for it. */
import { type Route, type RouteName, routes } from '../../src/routes.ts'
import { ONCE_FIELD } from '../../src/web/once/once-key.ts'
import { addressOf } from '../support/address-of.ts'
import { personNames } from '../support/factories.ts'
import { formsIn, routeAt } from '../support/page-parts.ts'
import type { Ask } from '../support/test-app.ts'
import { type Form, type Sample, samplesFor } from './samples.ts'
import { leaksIn, type Target, withoutWhatIsNew, wordsOf } from './target.ts'

export type Row = [RouteName, Route]
export const allRoutes = Object.entries(routes) as Row[]

/** The kinds of words in a route's path, such as `planId`. */
export const kindsIn = ({ path }: Route): string[] => [...path.matchAll(/:(\w+)/g)].map(([, kind = '']) => kind)

/** What an answer says, without what is new each time, and what it gives away. */
export type Read = { status: number; location: string | null; page: string; leaks: string[] }

export type Asking = ReturnType<typeof askingOf>

export function askingOf(target: Target) {
  const samples: Partial<Record<RouteName, Sample>> = samplesFor(target)
  const sampleOf = (name: RouteName): Sample => {
    const sample = samples[name]
    if (!sample)
      throw new Error(
        `${name} changes something, and the attacks have no form for it: add one to tests/attacks/samples.ts`,
      )
    return sample
  }
  const prepared = new Map<RouteName, Form>()
  const formOf = (name: RouteName): Form => {
    const { form = {} } = sampleOf(name)
    return { ...(typeof form === 'function' ? form() : form), ...prepared.get(name) }
  }
  /** What the forms of every page have in them for each route, as whoever sees the page; read once. */
  const readPages = async (): Promise<Map<RouteName, Set<string>>> => {
    const found = new Map<RouteName, Set<string>>()
    for (const [name, { method, answers }] of allRoutes)
      for (const who of method === 'GET' && answers !== 'machines' ? (['nobody', ...personNames] as const) : []) {
        const address = addressOf(routes[name], wordsOf(target, name))
        const page = await target.t.request(address, { as: await target.cookieOf(who) })
        for (const form of formsIn(await page.text(), address)) {
          const route = form.method === 'POST' ? routeAt('POST', form.action) : undefined
          if (route) found.set(route, new Set([...(found.get(route) ?? []), ...form.fields]))
        }
      }
    return found
  }
  let pages: ReturnType<typeof readPages> | undefined
  return {
    /** Every field of a route's form: of the one that is let through, and of those that pages have. The key is not one. */
    fieldsOf: async (name: RouteName): Promise<string[]> => {
      pages ??= readPages()
      const onPages = (await pages).get(name) ?? []
      return [...new Set([...Object.keys(formOf(name)), ...onPages])].filter((field) => field !== ONCE_FIELD)
    },
    /** Puts everything back, and does what must have been done before the route's form is let through. */
    prepare: async (name: RouteName): Promise<void> => {
      await target.putBack()
      prepared.set(name, (await sampleOf(name).prepare?.()) ?? {})
    },
    sampleOf,
    formOf,
    bodyOf: (name: RouteName): Ask => {
      if (routes[name].method === 'GET') return {}
      const { json } = sampleOf(name)
      return json ? { json } : { form: formOf(name) }
    },
    /** The cookie of whoever the form is of. */
    cookieFor: (name: RouteName) => target.cookieOf(sampleOf(name).by),
    /** The route's address, with other words than the target's own where some are given. */
    addressFor: (name: RouteName, others: Record<string, string | number> = {}) =>
      addressOf(routes[name], { ...wordsOf(target, name), ...others }),
    read: async (answer: Response): Promise<Read> => {
      const page = await answer.text()
      const { status, headers } = answer
      return {
        status,
        location: headers.get('location'),
        page: withoutWhatIsNew(page),
        leaks: leaksIn(page, target),
      }
    },
  }
}
