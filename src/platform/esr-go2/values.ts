import type { Column } from './layouts.ts'

export type ValueReading = { ok: true; value: string | boolean | null } | { ok: false; reason: string }

/** The staff record's "for ever", written where an end date is open. */
const OPEN_ENDED = '47121231'

/**
 * Reads one field. Blank is null (a key may not be blank), `YYYYMMDD` becomes `YYYY-MM-DD`, and the open-ended date is null.
 * The reason for a refusal is the end of a sentence that begins with the name of the column.
 */
export function readValue(kind: Column['kind'], field: string): ValueReading {
  const text = field.trim()
  if (text === '') return kind === 'key' ? { ok: false, reason: 'is blank' } : { ok: true, value: null }
  switch (kind) {
    case 'key':
    case 'text':
      return hasControlCharacter(text) ? { ok: false, reason: 'holds a control character' } : { ok: true, value: text }
    case 'date':
      return readDate(text)
    case 'timestamp':
      return readTimestamp(text)
    case 'decimal':
      return /^-?\d+(\.\d+)?$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: `should be a number, not “${text}”` }
    case 'yes-no':
      return /^(y|yes|n|no)$/i.test(text)
        ? { ok: true, value: /^y/i.test(text) }
        : { ok: false, reason: `should be Yes or No, not “${text}”` }
  }
}

function readDate(text: string): ValueReading {
  if (text === OPEN_ENDED) return { ok: true, value: null }
  const day = isoDate(text)
  return day === null
    ? { ok: false, reason: `should be a real date like 20261121, not “${text}”` }
    : { ok: true, value: day }
}

function readTimestamp(text: string): ValueReading {
  const [, date = '', hour = '', minute = '', second = ''] = /^(\d{8}) (\d{2})(\d{2})(\d{2})$/.exec(text) ?? []
  const day = isoDate(date)
  return day === null || hour > '23' || minute > '59' || second > '59'
    ? { ok: false, reason: `should be a date and time like 20261121 093000, not “${text}”` }
    : { ok: true, value: `${day}T${hour}:${minute}:${second}` }
}

function isoDate(text: string): string | null {
  if (!/^\d{8}$/.test(text)) return null
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
  const instant = new Date(`${day}T00:00:00Z`)
  // A day that does not exist, such as 30 February, is refused or rolls over to another.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : null
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 32) return true
  return false
}
