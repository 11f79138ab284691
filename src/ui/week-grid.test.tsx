import { describe, expect, it } from 'vitest'
import { tokens } from './components/fixture-html.ts'
import { type WeekBlock, WeekGrid } from './week-grid.tsx'

const block = (changes: Partial<WeekBlock>): WeekBlock => ({
  id: 'clinic',
  day: 0,
  startMinutes: 540,
  endMinutes: 780,
  title: 'Diabetes clinic',
  lines: ['Outpatients 3'],
  tone: 'dcc',
  href: '/plans/1/activities/clinic',
  ...changes,
})

const week = (blocks: WeekBlock[]) =>
  String(
    <WeekGrid
      week="Week 1"
      days={['Monday', 'Tuesday']}
      fromHour={7}
      toHour={19}
      premium={[{ day: 1, fromMinutes: 18 * 60, toMinutes: 24 * 60 }]}
      blocks={blocks}
    />,
  )

/** What is left for those who do not see the picture: the words in order. */
const words = (html: string) =>
  tokens(html.replace(/<div class="week__hours".*?<\/div>/s, '')).filter((token) => !token.startsWith('<'))

describe('the picture of a week', () => {
  it('reads, without styles, as days with their work in order of time', () => {
    const html = week([
      block({ id: 'letters', title: 'Letters', startMinutes: 810, endMinutes: 930, lines: [], tone: 'spa' }),
      block({ mark: 'missing', markText: 'No location yet' }),
    ])
    expect(words(html)).toEqual([
      'Week 1',
      'Monday',
      ...['Diabetes clinic', 'No location yet', '9:00am to 1:00pm', 'DCC', 'Outpatients 3'],
      ...['Letters', '1:30pm to 3:30pm', 'SPA'],
      'Tuesday',
      'Premium time, 6:00pm to 7:00pm',
      'Nothing at a fixed time',
    ])
  })

  it('makes each block a link that a browser script can find and move', () => {
    expect(week([block({})])).toContain(
      'href="/plans/1/activities/clinic" data-activity="clinic" data-day="0" data-start="540" data-end="780"',
    )
  })

  it('places blocks by class, never by a style attribute, which the content security policy refuses', () => {
    const html = week([block({}), block({ id: 'clash', startMinutes: 720, endMinutes: 840, mark: 'clash' })])
    expect(html).toContain('week-s36 week-e52 week-lane-1-of-2')
    expect(html).toContain('week-s48 week-e56 week-lane-2-of-2')
    expect(html).not.toContain('style=')
  })

  it('says what a clash is with apart from the mark, which alone is seen where there is no room', () => {
    const html = week([block({ mark: 'clash', markMore: 'Ward round' })])
    expect(html).toContain('title="Ward round">Clash<span class="week-block__more">: Ward round</span></strong>')
    expect(html).toContain('title="Diabetes clinic">Diabetes clinic</span>')
  })

  it('draws even the shortest work one row high', () => {
    expect(week([block({ startMinutes: 540, endMinutes: 545 })])).toContain('week-s36 week-e37')
  })

  it('grows to hold early work', () => {
    expect(week([block({ startMinutes: 360, endMinutes: 420 })])).toContain('week--from-6 week--to-19')
  })

  it('escapes what people wrote', () => {
    expect(week([block({ title: '<script>alert(1)</script>' })])).not.toContain('<script>')
  })
})
