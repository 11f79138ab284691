import { formatFraction, parseFraction } from '../time/fraction.ts'
import { isShortNumber, JSON_LIMITS, LongNumber } from './limits.ts'
import { firstProblems, type Problem, sayPath } from './problem.ts'

export type ReadJson = { ok: true; json: unknown } | { ok: false; errors: Problem[] }

/**
 * Parses JSON and keeps its numbers exact: one that a double cannot hold becomes a `LongNumber`, and one that is longer than
 * a plan's numbers may be becomes NaN, which no field takes. A name twice in one object is refused: only one could be meant.
 * So is what is deeper, longer or fuller than anything of ours, before it is parsed (docs/decisions/0010-limits-of-a-plan.md);
 * a name that means something to the language; and text that cannot be kept.
 */
export function readJson(text: string): ReadJson {
  try {
    const tooMuch = whatIsTooMuch(text)
    if (tooMuch) return { ok: false, errors: [{ path: 'document', message: tooMuch }] }
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''), keepExact)
    const errors = [...repeatedNames(text), ...unkeepableTexts(text)]
    return errors.length > 0 ? { ok: false, errors: firstProblems(errors) } : { ok: true, json }
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

/** A string as it is quoted and whether it is a name, or one of `{`, `}`, `[`, `]` and `,`. */
type Token = { mark: string; quoted?: string; isName?: boolean }

/**
 * The tokens of JSON that say where one is, one at a time. By hand and not by a pattern: each character is looked at once,
 * also in a string that never ends.
 */
function* tokensOf(text: string): Generator<Token> {
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] ?? ''
    if (mark === '"') {
      const end = endOfString(text, at)
      AFTER_NAME.lastIndex = end
      yield { mark, quoted: text.slice(at, end), isName: AFTER_NAME.test(text) }
      at = end - 1
    } else if ('{}[],'.includes(mark)) yield { mark }
  }
}

const AFTER_NAME = /[ \t\r\n]*:/y

/** The place after a string that begins here; the end of the text where it never ends. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1
    if (text[at] === '\\') at++
  }
  return text.length
}

/** What there is too much of, found without parsing and no further than up to there; undefined where there is not. */
function whatIsTooMuch(text: string): string | undefined {
  const open: { names: number; parts: number }[] = []
  let tokens = 0
  for (const { mark, quoted = '', isName } of tokensOf(text)) {
    const inside = open.at(-1)
    if (++tokens > JSON_LIMITS.tokens) return 'is too long: no plan has so much in it'
    if (mark === '{' || mark === '[') open.push({ names: 0, parts: 1 })
    else if (mark === '}' || mark === ']') open.pop()
    else if (isName && quoted.length - 2 > JSON_LIMITS.nameLetters) return 'has a name that is too long'
    else if (isName && inside && ++inside.names > JSON_LIMITS.names)
      return `has more than ${JSON_LIMITS.names} names in one object`
    else if (mark === ',' && inside && ++inside.parts > JSON_LIMITS.listed)
      return `has more than ${JSON_LIMITS.listed} things in one list`
    if (open.length > JSON_LIMITS.deep) return 'is too deep'
  }
  return undefined
}

/** Strings and names that no database keeps (a null character, half of a pair), or that are not a name but a way in. */
function unkeepableTexts(text: string): Problem[] {
  const problems: Problem[] = []
  for (const { quoted, isName } of tokensOf(text)) {
    if (!quoted) continue
    const said = JSON.parse(quoted) as string
    if (isName && said === '__proto__') problems.push({ path: 'document', message: 'has a name that cannot be used' })
    if (said.includes('\0') || !said.isWellFormed())
      problems.push({ path: 'document', message: 'has a character that cannot be kept' })
  }
  return problems
}

/** Names that come again in one object, which JSON.parse passes over. The text must be JSON. */
function repeatedNames(text: string): Problem[] {
  const problems: Problem[] = []
  const open: { names?: Set<string>; at: string | number }[] = []
  for (const { mark, quoted, isName } of tokensOf(text)) {
    const inside = open.at(-1)
    if (mark === '{') open.push({ names: new Set(), at: '' })
    else if (mark === '[') open.push({ at: 0 })
    else if (mark === '}' || mark === ']') open.pop()
    else if (mark === ',' && typeof inside?.at === 'number') inside.at += 1
    else if (quoted && isName && inside?.names) {
      inside.at = JSON.parse(quoted) as string
      if (inside.names.has(inside.at))
        problems.push({ path: sayPath(open.map(({ at }) => at)), message: 'is there twice; keep one' })
      inside.names.add(inside.at)
    }
  }
  return problems
}
