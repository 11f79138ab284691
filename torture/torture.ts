/**
 * `npm run torture`: ends the product, its connections and its database by force again and again, while several people work,
 * and looks each time whether anything that was acknowledged is lost, or anything is there by half. See docs/guides/torture.md.
 */
import { parseArgs } from 'node:util'
import { chanceOf } from './chance.ts'
import { type Harness, makeHarness, type Outcome } from './cycles.ts'
import { faults } from './faults.ts'
import { embeddedKind, type Kind, serverKind } from './place.ts'

const kinds: Record<string, () => Promise<Kind>> = { embedded: embeddedKind, postgresql: serverKind }

const { values } = parseArgs({
  options: {
    /** How often something is killed in the middle of its work; cycles in which nothing was are run besides. */
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    on: { type: 'string', default: Object.keys(kinds).join(',') },
    /** Starts with a later cycle, to see one again. */
    from: { type: 'string', default: '1' },
    /** Which of the other faults are tried too, or none. */
    faults: { type: 'string', default: Object.keys(faults).join(',') },
    verbose: { type: 'boolean', default: false },
  },
})

/** What is tried in which cycle; ten and again from the first. */
const plan: ((harness: Harness, seed: number, run: number) => Promise<Outcome>)[] = [
  (harness, seed, run) => harness.work('save', chanceOf(seed), run),
  (harness, seed, run) => harness.work('sign', chanceOf(seed), run),
  (harness, seed, run) => harness.staffImport(chanceOf(seed), run),
  (harness, seed, run) => harness.work('sign', chanceOf(seed), run),
  (harness, seed) => harness.migration('old', chanceOf(seed)),
  (harness, seed, run) => harness.work('save', chanceOf(seed), run),
  (harness, seed, run) => harness.work('sign', chanceOf(seed), run),
  (harness, seed, run) => harness.staffImport(chanceOf(seed), run),
  (harness, seed) => harness.migration('empty', chanceOf(seed)),
  (harness, seed, run) => harness.work('save', chanceOf(seed), run),
]

// What was begun is ended on the way out.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Longest that a cycle or a fault may take, in milliseconds: many times what it takes. What hangs is a fault too. */
const LONGEST = 300_000

/** Ends the torture, and what it began, where this does not come to an end by itself. */
async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  const clock = setTimeout(() => {
    say(`${what}: has not come to an end in ${LONGEST / 1000} seconds`)
    process.exit(1)
  }, LONGEST)
  return work.finally(() => clearTimeout(clock))
}

async function torture(name: string, make: () => Promise<Kind>, seed: number): Promise<boolean> {
  const began = Date.now()
  const sums = { cycles: 0, kills: 0, acknowledged: 0, unanswered: 0, lost: 0, halfDone: 0 }
  const kind = await inTime(`${name} begun`, make())
  try {
    const harness = await inTime(`${name} begun`, makeHarness(kind))
    try {
      const add = (run: number | 'last', outcome: Outcome) => {
        sums.kills += outcome.wasKilled ? 1 : 0
        sums.acknowledged += outcome.acknowledged
        sums.unanswered += outcome.unanswered
        sums.lost += outcome.lost.length
        sums.halfDone += outcome.halfDone.length
        const faults = [
          ...outcome.lost.map((one) => `lost: ${one}`),
          ...outcome.halfDone.map((one) => `half done: ${one}`),
        ]
        if (values.verbose || faults.length > 0)
          say(
            `${name} ${run}: ended ${outcome.victim}; ${outcome.acknowledged} acknowledged, ${outcome.unanswered} unanswered`,
          )
        for (const fault of faults) say(`  ${fault}`)
      }
      for (let run = Number(values.from); sums.kills < Number(values.kills); run += 1) {
        const cycle = plan[(run - 1) % plan.length] as (typeof plan)[number]
        add(run, await inTime(`${name} ${run}`, cycle(harness, seed * 1000 + run, run)))
        sums.cycles += 1
      }
      add('last', await inTime(`${name} last`, harness.atRest()))
    } finally {
      await inTime(`${name} ended`, harness.end())
    }
  } finally {
    await inTime(`${name} ended`, kind.close())
  }
  const seconds = Math.round((Date.now() - began) / 1000)
  say(
    `${name}: cycles run ${sums.cycles}, killed before their end ${sums.kills}, acknowledged ${sums.acknowledged}, unanswered and sent again ${sums.unanswered}, lost ${sums.lost}, half done ${sums.halfDone}, seconds ${seconds}`,
  )
  return sums.lost + sums.halfDone === 0
}

say(`seed ${values.seed}`)
let isWell = true
for (const name of values.on.split(',').filter(Boolean)) {
  const make = kinds[name]
  if (!make) throw new Error(`--on is one or both of ${Object.keys(kinds).join(',')}, not ${name}`)
  if (!(await torture(name, make, Number(values.seed)))) isWell = false
}
for (const name of values.faults.split(',').filter(Boolean)) {
  const fault = faults[name]
  if (!fault) throw new Error(`--faults are some of ${Object.keys(faults).join(',')}, not ${name}`)
  const began = Date.now()
  const found = await inTime(name, fault(Number(values.seed)))
  if (found.length > 0) isWell = false
  say(
    `${name}: ${found.length === 0 ? 'nothing lost, nothing half done' : ''} seconds ${Math.round((Date.now() - began) / 1000)}`,
  )
  for (const one of found.slice(0, 20)) say(`  ${one}`)
}
process.exit(isWell ? 0 : 1)
