import { type Content, classes } from './markup.ts'
import type { WeekTone } from './week-grid.tsx'

export type SumRow = {
  label: Content
  value: Content
  /** What it stands against: “usual 2.5”, “limit 48”, “0.69 over”. */
  against?: Content | undefined
  tone?: WeekTone | undefined
  total?: boolean | undefined
}

/** The big figure above a sum: “10.69 of 10 programmed activities”. */
export const SumHeadline = ({ value, of }: { value: Content; of: Content }) => (
  <p class="sum-headline">
    <strong>{value}</strong> {of}
  </p>
)

/** A sum, line by line, with what each line is held against. */
export const SumTable = ({ caption, rows }: { caption: string; rows: readonly SumRow[] }) => (
  <table class="sum">
    <caption class="nhsuk-u-visually-hidden">{caption}</caption>
    <tbody>
      {rows.map(({ label, value, against, tone, total }) => (
        <tr class={classes(total && 'sum__total')}>
          <th scope="row">
            {tone ? <span class={`sum__tone week-block--${tone}`} aria-hidden="true" /> : null}
            {label}
          </th>
          <td class="sum__value">{value}</td>
          <td class="sum__against">{against}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
