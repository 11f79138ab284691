/** The picture of a week under somebody's mouse. */
import { expect, type Locator } from '@playwright/test'
import type { Person } from './person.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Draws with the mouse on an empty place, from one hour to another; `12.5` is half past twelve. */
export async function drawsOn(person: Person, day: string, from: number, to: number): Promise<void> {
  const { x, yOf } = await placesOn(person, day)
  const { mouse } = person.page
  await mouse.move(x, yOf(from) + 1)
  await mouse.down()
  await mouse.move(x, yOf((from + to) / 2))
  await mouse.move(x, yOf(to))
  await mouse.up()
}

/** How many pixels the middle of the first hour's words is from the line where that hour begins. */
export async function hourBesideItsLine({ page }: Person): Promise<number> {
  const hour = await boxOf(page.locator('.week__hour').first())
  const line = await boxOf(page.locator('.week__body').first())
  const lineHeight = await page
    .locator('.week__hour')
    .first()
    .evaluate((label) => getComputedStyle(label).lineHeight)
  return Math.abs(hour.y + Number.parseFloat(lineHeight) / 2 - line.y)
}

/** Drags a block by so many hours down, or up where it is less than nothing. */
export async function dragsBy(person: Person, block: Locator, hours: number): Promise<void> {
  await block.scrollIntoViewIfNeeded()
  const box = await boxOf(block)
  const { hour } = await placesOn(person, 'Monday')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const { mouse } = person.page
  await mouse.move(x, y)
  await mouse.down()
  await mouse.move(x, y + (hour * hours) / 2)
  await mouse.move(x, y + hour * hours)
  await mouse.up()
}

export const blockOf = (person: Person, title: string, day?: string): Locator =>
  person.page
    .locator(`#plan-week a[data-activity]${day ? `[data-day="${DAYS.indexOf(day)}"]` : ''}`)
    .filter({ hasText: title })

async function placesOn(person: Person, day: string) {
  const picture = person.page.locator('#plan-week [data-week]')
  const body = picture.locator(`.week__day[data-day="${DAYS.indexOf(day)}"] .week__body`)
  await body.scrollIntoViewIfNeeded()
  const { x, y, width, height } = await boxOf(body)
  const [first, last] = await Promise.all(
    ['data-from-hour', 'data-to-hour'].map(async (name) => Number(await picture.getAttribute(name))),
  )
  const hour = height / ((last ?? 0) - (first ?? 0))
  return { x: x + width / 2, hour, yOf: (time: number) => y + (time - (first ?? 0)) * hour }
}

async function boxOf(locator: Locator) {
  await expect(locator).toBeVisible()
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not on the page')
  return box
}
