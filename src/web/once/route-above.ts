import { type Route, routes } from '../../routes.ts'

const pages = (Object.values(routes) as Route[])
  .filter(({ method, path }) => method === 'GET' && /^(\/plans\/:planId|\/people\/:assignmentId|[^:]*)$/.test(path))
  .map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`))

/** The nearest page above an address: that of its plan or post, or of the list it belongs to. */
export function routeAbove(path: string): string {
  const whole = /^\/(plans|people)\/\d+/.exec(path)?.[0]
  if (whole) return whole
  const words = path.split('/')
  while (words.length > 2) {
    const above = words.join('/')
    if (pages.some((page) => page.test(above))) return above
    words.pop()
  }
  const top = words.join('/')
  return pages.some((page) => page.test(top)) ? top : '/'
}
