import type { Page } from '@playwright/test'
import { eachWay, expect, test } from './journey.ts'
import { fitsItsWindow } from './look-over.ts'
import type { Person } from './person.ts'

/** What each opens; `{plan}` is the first plan on their home page, `{post}` the first post on their list of people, `{role}` the end of the first role, `{account}` Dr Osei’s account. */
const PAGES: Record<string, string[]> = {
  'Dr Amara Osei': [
    '/',
    '{plan}',
    '{plan}?week=all',
    '{plan}/activities',
    '{plan}/activities/diabetes-clinic',
    '{plan}/on-call',
    '{plan}/on-call/on-call',
    '{plan}/objectives',
    '{plan}/resources/new',
    '{plan}/resources/1',
    '{plan}/sums',
    '{plan}/history',
    '{plan}/print',
    '{plan}/offer',
    '{plan}/withdraw',
    '{plan}/terms',
    '{plan}/copy-day',
    '/rules',
    '/staff-rules',
    '/account/password',
    '/accessibility',
    '/privacy',
    '/demonstration',
    '/single-sign-on/problem?why=cancelled',
  ],
  'Gareth Llewellyn': ['/', '/team', '/people'],
  'Martin Adeyemi-Cole': [
    '/people',
    '{post}/correct',
    '{post}/agreer',
    '/imports',
    '/accounts',
    '/roles?search=Rahmani',
    '{role}',
    '{account}/close',
    '{account}/password-reset',
    '{account}/second-factor/reset',
    '{account}/address',
    '/audit',
  ],
}

/** The addresses with their words filled in by the first link of each kind on the page that lists them. */
async function fill(person: Person, paths: readonly string[]): Promise<string[]> {
  const has = (word: string) => paths.some((path) => path.startsWith(word))
  const plan = has('{plan}') ? await firstLink(person, '/', '/plans/') : ''
  const post = has('{post}') ? await firstLink(person, '/people', '/people/') : ''
  const role = has('{role}') ? await firstLink(person, '/roles', '/roles/') : ''
  const found = '/accounts?search=Osei&standing=account'
  const account = has('{account}') ? await firstLink(person, found, '/accounts/', ':not([href*="invit"])') : ''
  return paths.map((path) =>
    path.replace('{plan}', plan).replace('{post}', post).replace('{role}', role).replace('{account}', account),
  )
}

async function firstLink(person: Person, list: string, to: string, but = ''): Promise<string> {
  await person.opens(list)
  return (await person.page.locator(`main a[href^="${to}"]${but}`).first().getAttribute('href')) ?? ''
}

/** What a phone shows of a list: every value and button of a row, and every tab. None is out of sight at the side. */
async function hidesNothing(page: Page): Promise<void> {
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll('.app-tabs a, .app-table--stacks > tbody :is(th, td)')]
      .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((each) => each.textContent.trim()),
  )
  expect(hidden, `what is out of sight on ${page.url()}`).toEqual([])
}

eachWay((way) => {
  // 320 pixels are what a desktop window of 1280 has at 400% zoom; 390 is a phone.
  for (const width of way === 'with JavaScript' ? [320, 390] : [320])
    for (const [name, paths] of Object.entries(PAGES))
      test(`no page of ${name} has to be scrolled sideways at ${width} pixels, ${way}`, async ({ signIn }) => {
        const person = await signIn(name)
        await person.page.setViewportSize({ width, height: 700 })
        for (const path of await fill(person, paths)) {
          await person.opens(path)
          await fitsItsWindow(person.page)
          await hidesNothing(person.page)
        }
      })
})
