/** One line of the bench's table: what was measured, and what we promise where we promise something. */
export type Line = {
  what: string
  measured: number
  unit: 'µs' | 'ms' | 's' | 'KB' | 'queries' | 'a second'
  /** What it must stay under (queries: at most). Without it the line is for the reader alone. */
  promised?: number
  /** What was measured beside it in the same run, in words. */
  beside?: string
}

export const isKept = ({ measured, unit, promised }: Line): boolean =>
  promised === undefined || (unit === 'queries' ? measured <= promised : measured < promised)

/** The lines as a table in plain text. */
export function tableOf(lines: readonly Line[]): string {
  const figure = (value: number, unit: string) => `${value.toFixed(unit === 'queries' ? 0 : 1)} ${unit}`
  const rows = lines.map((line) => {
    const { what, measured, unit, promised } = line
    const limit = promised === undefined ? '' : `${unit === 'queries' ? 'at most' : 'under'} ${figure(promised, unit)}`
    const kept = promised === undefined ? '' : isKept(line) ? 'ok' : 'NOT'
    return [what, figure(measured, unit), limit, kept, line.beside ?? '']
  })
  const all = [['What', 'Measured', 'Promised', '', ''], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map(([what = '', measured = '', limit = '', kept = '', beside = '']) =>
      `${what.padEnd(widths[0] ?? 0)}  ${measured.padStart(widths[1] ?? 0)}  ${limit.padEnd(widths[2] ?? 0)}  ${kept.padEnd(3)}  ${beside}`.trimEnd(),
    )
    .join('\n')
}

/** The value that this share of the values does not exceed: 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
