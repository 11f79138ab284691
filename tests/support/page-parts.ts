/** What a page of ours holds, read from its HTML as it is sent, and which route an address belongs to. */
import { type RouteName, routes } from '../../src/routes.ts'

type Method = 'GET' | 'POST'
/** `fields` are the names of what the form sends. */
export type Form = { method: Method; action: string; fields: string[] }

const decode = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** The tags of a page with this name, each as its attributes. */
function tagsIn(html: string, name: string): Record<string, string>[] {
  const found = html.matchAll(new RegExp(`<${name}((?:\\s+[^\\s=>/]+(?:="[^"]*")?)*)\\s*/?>`, 'g'))
  return [...found].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, decode(value)]),
    ),
  )
}

const valuesOf = (tags: Record<string, string>[], key: string) => tags.flatMap((tag) => tag[key] ?? [])

/** Where a page leads: every link, as written. */
export const linksIn = (html: string): string[] => [...new Set(valuesOf(tagsIn(html, 'a'), 'href'))]

/** The forms of a page that stands at `address`; one without an action is sent to the page itself. */
export const formsIn = (html: string, address: string): Form[] =>
  (html.match(/<form\b[\s\S]*?<\/form>/g) ?? [])
    .map((form) => ({ tag: tagsIn(form, 'form')[0] ?? {}, fields: fieldsIn(form) }))
    // A form of a dialog closes it, and goes nowhere.
    .filter(({ tag }) => tag.method !== 'dialog')
    .map(({ tag: { method = 'get', action }, fields }) => ({
      method: method.toUpperCase() as Method,
      action: action || address,
      fields,
    }))

const fieldsIn = (form: string): string[] => [
  ...new Set(['input', 'select', 'textarea', 'button'].flatMap((name) => valuesOf(tagsIn(form, name), 'name'))),
]

/** The style sheets and scripts that a page asks for. */
export const assetsIn = (html: string): { styles: string[]; scripts: string[] } => ({
  styles: tagsIn(html, 'link').flatMap(({ rel, href }) => (rel === 'stylesheet' && href ? href : [])),
  scripts: valuesOf(tagsIn(html, 'script'), 'src'),
})

/** What is wrong with a page whatever it shows; nothing is right. */
export function faultsOf(html: string): string[] {
  const headings = html.match(/<h1[\s>]/g)?.length ?? 0
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1]?.trim()
  const anchors = new Set([...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]))
  const lost = linksIn(html).filter((href) => href.startsWith('#') && href !== '#' && !anchors.has(href.slice(1)))
  return [
    ...(headings === 1 ? [] : [`has ${headings} main headings`]),
    ...(title ? [] : ['has no title']),
    ...(/<[^>]*\sstyle="/.test(html) ? ['has a style attribute, which the content policy forbids'] : []),
    ...lost.map((href) => `leads to ${href}, which is not on it`),
  ]
}

const patterns = Object.entries(routes).map(([name, { method, path }]) => ({
  name: name as RouteName,
  method: method as Method,
  // An address such as /plans/3/activities/new fits two routes; the one with fewer words to fill in is meant.
  gaps: path.split(':').length,
  pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
}))

/** The route that an address within the product belongs to, with or without a query; undefined when there is none. */
export function routeAt(method: Method, address: string): RouteName | undefined {
  const path = address.split(/[?#]/)[0] ?? ''
  return patterns
    .filter((route) => route.method === method && route.pattern.test(path))
    .sort((one, other) => one.gaps - other.gaps)[0]?.name
}
