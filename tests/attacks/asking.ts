/** How the attacks ask a route: its address with the target's own words in it, and the form that samples.ts has for it. */
import { type Route, type RouteName, routes } from '../../src/routes.ts'
import { addressOf } from '../support/address-of.ts'
import type { Ask } from '../support/test-app.ts'
import { type Sample, samplesFor } from './samples.ts'
import { leaksIn, type Target, withoutWhatIsNew, wordsOf } from './target.ts'

export type Row = [RouteName, Route]
export const allRoutes = Object.entries(routes) as Row[]

/** The kinds of words in a route's path, such as `planId`. */
export const kindsIn = ({ path }: Route): string[] => [...path.matchAll(/:(\w+)/g)].map(([, kind = '']) => kind)

/** What an answer says, without what is new each time, and what it gives away. */
export type Read = { status: number; location: string | null; page: string; leaks: string[] }

export type Asking = ReturnType<typeof askingOf>

export function askingOf(target: Target) {
  const samples = samplesFor(target)
  const sampleOf = (name: RouteName): Sample => {
    const sample = samples[name]
    if (!sample)
      throw new Error(
        `${name} changes something, and the attacks have no form for it: add one to tests/attacks/samples.ts`,
      )
    return sample
  }
  const formOf = (name: RouteName) => {
    const { form = {} } = sampleOf(name)
    return typeof form === 'function' ? form() : form
  }
  return {
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
