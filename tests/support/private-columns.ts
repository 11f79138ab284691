/** Files of the staff record as they really come: with much about people that the import does not read. All of it invented. */
import { LAYOUTS, type Layout } from '../../src/platform/esr-go2/layouts.ts'

/** Birth date, National Insurance number, ethnic origin and pay, by the published order of the columns. */
const NAMED: Record<string, Record<number, string>> = {
  PRA: { 14: '19630214', 15: 'QQ123456C', 23: 'private ethnic origin' },
  ASA: { 34: '54321.99' },
}

/** All of them, wherever they come up. */
export const PRIVATE_WORDS = /19630214|1963-02-14|QQ123456C|54321\.99|private/

/** The same file with every column filled that was blank and is not read, and with lines that are passed over. */
export function withPrivateColumns(bytes: Uint8Array): Uint8Array {
  const layouts = new Map(Object.values<Layout>(LAYOUTS).map((layout) => [layout.add, layout]))
  const lines = Buffer.from(bytes).toString('latin1').split('\r\n')
  const rows = lines.slice(1, -2).map((line) => {
    const [type = '', ...rest] = line.split('~')
    const layout = layouts.get(type)
    if (!layout) return line
    const read = new Set(Object.values(layout.columns).map(({ at }) => at))
    const filled = rest.map((field, index) => {
      const at = index + 2
      return read.has(at) ? field : (NAMED[type]?.[at] ?? `private ${type} ${at}`)
    })
    return [type, ...filled].join('~')
  })
  const passedOver = ['ABA~1~private absence~QQ123456C', 'LOV~private look-up']
  const all = [lines[0], ...passedOver, ...rows, `TRL~${rows.length + passedOver.length}`, '']
  return Buffer.from(all.join('\r\n'), 'latin1')
}
