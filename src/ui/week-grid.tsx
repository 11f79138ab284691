import { type Content, classes } from './markup.ts'
import { blockLanes, clockTime, hoursHolding, quarters } from './week-layout.ts'

/** How a block looks. The words for it come with the block's organisation or contract; see `tones`. */
export type WeekTone = 'dcc' | 'spa' | 'anr' | 'ed' | 'uncounted'

export type WeekMark = 'missing' | 'clash' | 'displaced' | 'changed' | 'new'

export type WeekBlock = {
  /** The activity; goes to the browser as `data-activity`. */
  id: string
  /** 0 is the first of `days`. */
  day: number
  /** Minutes after that day's midnight; an end past midnight is cut at midnight, so split such work by day. */
  startMinutes: number
  endMinutes: number
  title: string
  lines: readonly string[]
  tone: WeekTone
  mark?: WeekMark | undefined
  /** What the mark says; defaults to a plain word for it. */
  markText?: string | undefined
  /** What the mark is about, said after it where there is room: the other work of a clash. */
  markMore?: string | undefined
  href: string
}

export type WeekPremium = { day: number; fromMinutes: number; toMinutes: number }

export type WeekGridProps = {
  /** “Week 1”: the picture's heading, heard and not seen. */
  week: string
  days: readonly string[]
  /** Hours shown, 0 to 24; the picture grows if a block lies outside them. */
  fromHour: number
  toHour: number
  premium: readonly WeekPremium[]
  blocks: readonly WeekBlock[]
  /** Lower, without places and without its own heading, for all weeks at once and for paper. */
  compact?: boolean | undefined
  /** Heading level of the day names; the week's own heading is one above. */
  level?: 3 | 4 | undefined
  /** The chosen block, drawn with a ring. */
  selectedId?: string | undefined
  tones?: Partial<Record<WeekTone, { name: string; short: string }>> | undefined
  words?: Partial<typeof WORDS> | undefined
}

const TONES: Record<WeekTone, { name: string; short: string }> = {
  dcc: { name: 'Direct clinical care', short: 'DCC' },
  spa: { name: 'Supporting activity', short: 'SPA' },
  anr: { name: 'Additional NHS responsibility', short: 'ANR' },
  ed: { name: 'External duty', short: 'ED' },
  uncounted: { name: 'Not counted', short: 'Not counted' },
}

const WORDS = {
  to: 'to',
  free: 'Nothing at a fixed time',
  premium: 'Premium time',
  missing: 'Something is missing',
  clash: 'Clash',
  displaced: 'Gives way',
  changed: 'Changed',
  new: 'New',
}

/**
 * The picture of one week. Without styles it reads as days, each with a list of links in order of time; with them it is a
 * grid of quarter hours. Times between quarters are drawn at the nearest one and written exactly.
 */
export const WeekGrid = (props: WeekGridProps) => {
  const { week, days, compact, level = 3 } = props
  const words = { ...WORDS, ...props.words }
  const { fromHour, toHour } = hoursHolding(props)
  const hours = Array.from({ length: toHour - fromHour }, (_, index) => fromHour + index)
  const WeekName = level === 3 ? 'h2' : 'h3'
  const DayName = level === 3 ? 'h3' : 'h4'
  return (
    <section
      class={classes('week', compact && 'week--compact', `week--from-${fromHour}`, `week--to-${toHour}`)}
      data-week={week}
      data-from-hour={fromHour}
      data-to-hour={toHour}
    >
      {compact ? null : <WeekName class="nhsuk-u-visually-hidden">{week}</WeekName>}
      <div class="week__hours" aria-hidden="true">
        {hours.map((hour) => (
          <span class={`week__hour week-s${hour * 4}`}>{clockTime(hour * 60)}</span>
        ))}
      </div>
      <ol class="week__days">
        {days.map((day, index) => {
          const blocks = blockLanes(props.blocks.filter((block) => block.day === index))
          return (
            <li class="week__day" data-day={index}>
              <DayName class="week__day-name">{day}</DayName>
              <div class="week__body">
                {props.premium
                  .filter((stretch) => stretch.day === index)
                  .map(({ fromMinutes, toMinutes }) => {
                    const from = Math.max(fromMinutes, fromHour * 60)
                    const to = Math.min(toMinutes, toHour * 60)
                    return from < to ? (
                      <div class={`week__premium week-s${quarters(from)} week-e${quarters(to)}`}>
                        <span class="nhsuk-u-visually-hidden">
                          {words.premium}, {clockTime(from)} {words.to} {clockTime(to)}
                        </span>
                      </div>
                    ) : null
                  })}
                {blocks.length === 0 ? (
                  <p class="week__free">{words.free}</p>
                ) : (
                  <ol class="week__blocks">
                    {blocks.map(({ block, lane, lanes }) => (
                      <WeekItem
                        block={block}
                        place={`week-s${quarters(block.startMinutes)} week-e${Math.max(quarters(block.endMinutes), quarters(block.startMinutes) + 1)} week-lane-${lane}-of-${lanes}`}
                        tone={props.tones?.[block.tone] ?? TONES[block.tone]}
                        selected={block.id === props.selectedId}
                        words={words}
                      />
                    ))}
                  </ol>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Blocks shorter than this hold one line of words. */
const SHORT_MINUTES = 60

const WeekItem = ({
  block,
  place,
  tone,
  selected,
  words,
}: {
  block: WeekBlock
  place: string
  tone: { name: string; short: string }
  selected: boolean
  words: typeof WORDS
}) => {
  const { id, day, startMinutes, endMinutes, title, lines, mark, markMore, href } = block
  return (
    <li class={classes('week__item', place)}>
      <a
        class={classes(
          'week-block',
          `week-block--${block.tone}`,
          endMinutes - startMinutes < SHORT_MINUTES && 'week-block--short',
        )}
        href={href}
        aria-current={selected ? 'true' : undefined}
        data-activity={id}
        data-day={day}
        data-start={startMinutes}
        data-end={endMinutes}
      >
        <span class="week-block__title" title={title}>
          {title}
        </span>{' '}
        {mark ? (
          <>
            <strong class={`week-block__mark week-block__mark--${mark}`} title={markMore}>
              {block.markText ?? words[mark]}
              {markMore ? <span class="week-block__more">: {markMore}</span> : null}
            </strong>{' '}
          </>
        ) : null}
        <span class="week-block__time">
          {clockTime(startMinutes)} {words.to} {clockTime(endMinutes)}
        </span>{' '}
        <span class="week-block__kind" title={tone.name}>
          {tone.short}
        </span>
        {lines.map((line) => (
          <>
            {' '}
            <span class="week-block__line">{line}</span>
          </>
        ))}
      </a>
    </li>
  )
}

/** What the edges and the hatching mean, in words. Lists only the tones given. */
export const WeekKey = ({
  tones,
  words,
  premium,
  children,
}: {
  tones: readonly { tone: WeekTone; name?: string | undefined }[]
  /** What premium time means under this contract (“Premium time: 3 hours count as one”); left out where there is none. */
  premium?: string | undefined
  words?: { key?: string } | undefined
  children?: Content | undefined
}) => (
  <ul class="week-key" aria-label={words?.key ?? 'What the marks mean'}>
    {tones.map(({ tone, name }) => (
      <li>
        <span class={`week-key__swatch week-block--${tone}`} aria-hidden="true" />
        {name ?? TONES[tone].name}
      </li>
    ))}
    {premium ? (
      <li>
        <span class="week-key__swatch week-key__swatch--premium" aria-hidden="true" />
        {premium}
      </li>
    ) : null}
    {children}
  </ul>
)

/** Every week of the cycle, one under another, for paper and for “all weeks”. */
export const WeekStack = ({ weeks }: { weeks: readonly WeekGridProps[] }) => (
  <ol class="week-stack">
    {weeks.map((week) => (
      <li>
        <h3 class="week-stack__name">{week.week}</h3>
        <WeekGrid {...week} compact level={4} />
      </li>
    ))}
  </ol>
)
