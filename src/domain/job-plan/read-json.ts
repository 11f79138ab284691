import { formatFraction, parseFraction } from '../time/fraction.ts'
import { isShortNumber, LongNumber } from './limits.ts'
import { type Problem, sayPath } from './problem.ts'

export type ReadJson = { ok: true; json: unknown } | { ok: false; errors: Problem[] }

/**
 * Parses JSON and keeps its numbers exact: one that a double cannot hold becomes a `LongNumber`, and one that is longer than
 * a plan's numbers may be becomes NaN, which no field takes. A name twice in one object is refused: only one could be meant.
 * So is what lies deeper than anything of ours, a name that means something to the language, and text that cannot be kept.
 */
export function readJson(text: string): ReadJson {
  try {
    if (deepest(text) > MOST_DEEP) return { ok: false, errors: [{ path: 'document', message: 'is too deep' }] }
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''), keepExact)
    const errors = [...repeatedNames(text), ...unkeepableTexts(text)]
    return errors.length > 0 ? { ok: false, errors } : { ok: true, json }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, errors: [{ path: 'document', message: `is not JSON: ${reason}` }] }
  }
}

function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined || String(value) === context.source) return value
  const written = parseFraction(context.source)
  if (!written || !isShortNumber(written)) return Number.NaN
  const exact = formatFraction(written)
  const held = parseFraction(String(value))
  return held && formatFraction(held) === exact ? value : new LongNumber(exact)
}

/** The tokens of JSON that say where one is: a string, and whether it is a name; what opens and shuts; the next in a list. */
const TOKENS = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\],]/g

/** Objects and lists within one another: a plan has four, a list of changes with a plan's part in it seven. */
const MOST_DEEP = 32

/** How far objects and lists lie within one another, found without reading them. */
function deepest(text: string): number {
  let depth = 0
  let most = 0
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') most = Math.max(most, ++depth)
    if (token === '}' || token === ']') depth--
  }
  return most
}

/** Strings and names that no database keeps (a null character, half of a pair), or that are not a name but a way in. */
function unkeepableTexts(text: string): Problem[] {
  const problems: Problem[] = []
  for (const [, quoted, colon] of text.matchAll(TOKENS)) {
    if (!quoted) continue
    const said = JSON.parse(quoted) as string
    if (colon && said === '__proto__') problems.push({ path: 'document', message: 'has a name that cannot be used' })
    if (said.includes('\0') || !said.isWellFormed())
      problems.push({ path: 'document', message: 'has a character that cannot be kept' })
  }
  return problems
}

/** Names that come again in one object, which JSON.parse passes over. The text must be JSON. */
function repeatedNames(text: string): Problem[] {
  const problems: Problem[] = []
  const open: { names?: Set<string>; at: string | number }[] = []
  for (const [token, quoted, colon] of text.matchAll(TOKENS)) {
    const inside = open.at(-1)
    if (token === '{') open.push({ names: new Set(), at: '' })
    else if (token === '[') open.push({ at: 0 })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && typeof inside?.at === 'number') inside.at += 1
    else if (quoted && colon && inside?.names) {
      inside.at = JSON.parse(quoted) as string
      if (inside.names.has(inside.at))
        problems.push({ path: sayPath(open.map(({ at }) => at)), message: 'is there twice; keep one' })
      inside.names.add(inside.at)
    }
  }
  return problems
}
