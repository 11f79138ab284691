import { formatFraction, parseFraction } from '../time/fraction.ts'
import type { Problem } from './problem.ts'

export type ReadJson = { ok: true; json: unknown } | { ok: false; errors: Problem[] }

/**
 * Parses JSON and keeps its numbers exact: one that a double cannot hold, such as `0.1234567890123456789`, becomes exact text.
 */
export function readJson(text: string): ReadJson {
  try {
    return { ok: true, json: JSON.parse(text.replace(/^\uFEFF/, ''), keepExact) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, errors: [{ path: 'document', message: `is not JSON: ${reason}` }] }
  }
}

function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined || String(value) === context.source) return value
  const written = parseFraction(context.source)
  const held = parseFraction(String(value))
  if (!written || (held && held.n === written.n && held.d === written.d)) return value
  return formatFraction(written)
}
