/** The proxy that docs/guides/run.md shows lets through what Concord takes: tried with nginx 1.22, and held here to the routes. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Route, type RouteName, routes } from '../../routes.ts'

const guide = readFileSync(new URL('../../../docs/guides/run.md', import.meta.url), 'utf8')
const example = /```\n(limit_req_zone[\s\S]*?)```/.exec(guide)?.[1] ?? ''
const locations = [...example.matchAll(/location (~ )?(\S+) \{([^}]*)\}/g)].map(
  ([, isPattern, path = '', block = '']) => ({
    isPattern: Boolean(isPattern),
    path,
    block,
  }),
)
const server = example.replaceAll(/location [^}]*\}/g, '')

/** As nginx chooses: the first pattern that fits, or else the longest beginning. */
function settingOf(path: string, name: string): string | undefined {
  const isFor = ({ isPattern, path: at }: (typeof locations)[number]) =>
    isPattern ? new RegExp(at).test(path) : path.startsWith(at)
  const fitting = locations.filter(isFor).sort((a, b) => b.path.length - a.path.length)
  const { block = '' } = fitting.find(({ isPattern }) => isPattern) ?? fitting[0] ?? {}
  const said = new RegExp(`\\b${name} (\\S+);`)
  return (said.exec(block) ?? said.exec(server))?.[1]
}

const megabytes = (setting: string | undefined) => Number(/^(\d+)m$/.exec(setting ?? '')?.[1]) * 1024 * 1024
const seconds = (setting: string | undefined) => Number(/^(\d+)s$/.exec(setting ?? '')?.[1])
const large = (Object.entries(routes) as [RouteName, Route][]).filter(([, { mostBytes }]) => mostBytes)

test('a route that takes many bytes gets them, and they are not written to the proxy’s disk', () => {
  expect(large.length).toBeGreaterThan(0)
  for (const [name, { path, mostBytes = 0 }] of large) {
    expect(megabytes(settingOf(path, 'client_max_body_size')), name).toBeGreaterThanOrEqual(mostBytes)
    expect(settingOf(path, 'proxy_request_buffering'), name).toBe('off')
  }
  expect(megabytes(settingOf(routes.savePlanChange.path, 'client_max_body_size'))).toBeGreaterThanOrEqual(2_000_000)
})

test('an import may take its two minutes', () => {
  for (const path of [...large.map(([, route]) => route.path), routes.approveImport.path.replace(':stagedId', '1')])
    expect(seconds(settingOf(path, 'proxy_read_timeout')), path).toBeGreaterThanOrEqual(120)
})
