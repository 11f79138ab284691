import { type Content, classes } from './markup.ts'

export type Stat = {
  label: Content
  value: Content
  /** The list behind the figure. */
  href?: string | undefined
  /** “of 1,204”, “up 3% since October”. */
  note?: Content | undefined
  /** Draws the eye: something is late or over. */
  alert?: boolean | undefined
  /** The list behind this figure is the one on the page. */
  current?: boolean | undefined
}

/** Counts that click through to the list behind them. */
export const StatTiles = ({ label, stats }: { label: string; stats: readonly Stat[] }) => (
  <ul class="stats" aria-label={label}>
    {stats.map((stat) => (
      <li class={classes('stats__tile', stat.alert && 'stats__tile--alert', stat.current && 'stats__tile--current')}>
        <span class="stats__value">{stat.value}</span>
        {stat.href ? (
          <a class="stats__label" href={stat.href} aria-current={stat.current ? 'true' : undefined}>
            {stat.label}
          </a>
        ) : (
          <span class="stats__label">{stat.label}</span>
        )}
        {stat.note ? <span class="stats__note">{stat.note}</span> : null}
      </li>
    ))}
  </ul>
)
