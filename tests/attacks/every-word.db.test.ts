/**
 * Attacks on every word in every address: what another trust has of its kind, and what is none of its kind. A route is
 * attacked from the day on which its row is added; a new kind of word needs a value in target.ts, or this fails.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { objectActions } from '../../src/domain/access/access.ts'
import type { Route, RouteName } from '../../src/routes.ts'
import { personNames } from '../support/factories.ts'
import { type Asking, allRoutes, askingOf, kindsIn, type Read, type Row } from './asking.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { type Outside, startOutside } from './outside.ts'
import { aTarget, foreignWordsOf, NOBODYS, type Target, wordsOf } from './target.ts'

const named = allRoutes.filter(([, row]) => kindsIn(row).length > 0)
const closed = named.filter(([, { may }]) => may !== 'anybody')

let outside: Outside
let target: Target
let asking: Asking
/** Who sees each page with the target's own words in its address. */
const readers = new Map<RouteName, string>()

beforeAll(async () => {
  outside = await startOutside()
  target = await aTarget(outside.settings)
  asking = askingOf(target)
}, 120_000)
afterAll(async () => {
  await target.close()
  await outside.stop()
})

/** These show nothing to anybody here: a real trust is set up once. */
const SHUT: readonly RouteName[] = ['firstRunPage']

test('every page with a word in its address is shown to somebody with the words that are attacked below', async () => {
  for (const [name, { may }] of named.filter(([, { method }]) => method === 'GET')) {
    for (const who of may === 'anybody' ? (['nobody'] as const) : personNames) {
      const as = await target.cookieOf(who)
      const { status } = await target.t.request(asking.addressFor(name), { as })
      // A conflict is theirs to see, and not as the plan stands: there is nothing to sign yet.
      if (status < 400 || status === 409) readers.set(name, as)
      if (status === 200) break
    }
    expect([name, readers.has(name)]).toEqual([name, !SHUT.includes(name)])
  }
})

test('every kind of word has one of another trust, one that nobody has, and one of the target', () => {
  for (const [name, row] of named) {
    const kinds = kindsIn(row)
    const has = (words: object) => kinds.filter((kind) => !Object.hasOwn(words, kind))
    expect([name, has(wordsOf(target, name)), has(foreignWordsOf(target, name)), has(NOBODYS)]).toEqual([
      name,
      [],
      [],
      [],
    ])
    const own = wordsOf(target, name)
    for (const kind of kinds)
      for (const foreign of foreignWordsOf(target, name)[kind] ?? [])
        expect([name, kind, foreign]).not.toEqual([name, kind, own[kind]])
  }
})

/** Asks with the right form, as whoever it is let through for. */
async function ask([name, { method }]: Row, words: Record<string, string | number>, as?: string): Promise<Read> {
  const right = method === 'POST' ? await asking.cookieFor(name) : (readers.get(name) ?? '')
  return asking.read(
    await target.t.request(asking.addressFor(name, words), { as: as ?? right, ...asking.bodyOf(name) }),
  )
}

/** Nothing, or somewhere else: never a page of what was asked for. */
const isNothing = ({ status }: Read) => status >= 300 && status < 500

attack(
  'putting what another trust has into an address, one word at a time',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const row of named)
        for (const kind of kindsIn(row[1])) {
          const [name] = row
          const foreign = foreignWordsOf(target, name)[kind] ?? []
          expect([name, kind, foreign.length > 0]).toEqual([name, kind, true])
          const nothing = await ask(row, { [kind]: NOBODYS[kind] ?? '' })
          expect([name, kind, isNothing(nothing), nothing.leaks]).toEqual([name, kind, true, []])
          for (const word of foreign) {
            expect([name, kind, word, await ask(row, { [kind]: word })]).toEqual([name, kind, word, nothing])
            refused()
          }
        }
    })
  },
  300_000,
)

/** Providers are everybody’s. */
const isOfATrust = (row: Route) => kindsIn(row).some((kind) => kind !== 'provider')

attack(
  'asking from another trust, with every role there, for what is here',
  async ({ refused }) => {
    const as = await target.t.signInAs(target.trust.elsewhere.person.personId)
    await leavesAllAsItWas(target.t.database, async () => {
      for (const row of closed.filter(([, each]) => isOfATrust(each))) {
        const [name, { may }] = row
        const nothing = await ask(row, { ...NOBODYS, provider: 1 }, as)
        const hidden = await ask(row, {}, as)
        expect([name, isNothing(nothing), hidden]).toEqual([name, true, nothing])
        if (may in objectActions) expect([name, hidden.status]).toEqual([name, 404])
        refused()
      }
    })
  },
  300_000,
)

const malformed = [
  '0',
  '-1',
  '1e3',
  '1.5',
  '0x1',
  ' 1',
  '99999999999999999999',
  '١',
  "1' or '1'='1",
  '1;drop table person',
  '..%2f1',
  '%',
  '__proto__',
  'constructor',
  '[object Object]',
  'x'.repeat(2000),
]

attack(
  'putting something of no kind into an address',
  async ({ refused }) => {
    for (const row of named)
      await leavesAllAsItWas(target.t.database, async () => {
        const [name] = row
        for (const kind of kindsIn(row[1])) {
          const nothing = await ask(row, { [kind]: NOBODYS[kind] ?? '' })
          for (const word of malformed) {
            const answer = await ask(row, { [kind]: word })
            const isRefused = answer.status === 404 || answer.status === nothing.status
            expect([name, kind, word, isRefused ? 'refused' : answer.status, answer.leaks]).toEqual([
              name,
              kind,
              word,
              'refused',
              [],
            ])
            refused()
          }
        }
      })
  },
  600_000,
)
