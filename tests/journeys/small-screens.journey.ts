import { eachWay, test } from './journey.ts'
import { fitsItsWindow } from './look-over.ts'
import type { Person } from './person.ts'

/** What each opens; `{plan}` is the first plan on their home page. */
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
    '{plan}/sums',
    '{plan}/history',
    '{plan}/print',
    '{plan}/offer',
    '{plan}/terms',
    '{plan}/copy-day',
    '/rules',
    '/staff-rules',
    '/demonstration',
  ],
  'Gareth Llewellyn': ['/', '/team', '/people'],
  'Martin Adeyemi-Cole': ['/people', '/imports', '/accounts', '/roles?search=Rahmani', '/audit'],
}

const addressOfFirstPlan = async (person: Person) =>
  (await person.page.locator('main a[href^="/plans/"]').first().getAttribute('href')) ?? ''

eachWay((way) => {
  // 320 pixels are what a desktop window of 1280 has at 400% zoom; 390 is a phone.
  for (const width of way === 'with JavaScript' ? [320, 390] : [320])
    test(`no page has to be scrolled sideways at ${width} pixels, ${way}`, async ({ signIn }) => {
      for (const [name, paths] of Object.entries(PAGES)) {
        const person = await signIn(name)
        await person.page.setViewportSize({ width, height: 700 })
        for (const path of paths) {
          await person.opens('/')
          const plan = path.startsWith('{plan}') ? await addressOfFirstPlan(person) : ''
          await person.opens(path.replace('{plan}', plan))
          await fitsItsWindow(person.page)
        }
      }
    })
})
