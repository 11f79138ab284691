import type { Route } from '../../src/routes.ts'

/** The address of a route, with the words of its path filled in. A word that a new route brings must be among those given. */
export const addressOf = (route: Pick<Route, 'path'>, words: Record<string, string | number>): string =>
  route.path.replaceAll(/:(\w+)/g, (_, word: string) => {
    const value = words[word]
    if (value === undefined)
      throw new Error(`there is no :${word} to put into ${route.path}; add one where the words are`)
    return encodeURIComponent(String(value))
  })
