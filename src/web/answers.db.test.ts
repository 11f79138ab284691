/** What holds for every answer, whichever page it is. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { pathTo } from '../routes.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

it('a form sent from another site is refused with a page, and is no error of ours', async () => {
  const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  const answer = await app.request(pathTo('signIn'), { form: { email: 'a', password: 'b' }, headers })
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('<h1')
})

it('what is too large is refused with a page', async () => {
  const answer = await app.request(pathTo('signIn'), { form: { email: 'x'.repeat(2_100_000) } })
  expect(answer.status).toBe(413)
  expect(await answer.text()).toContain('<h1')
})

it('no page is kept on the way, also of somebody who has not signed in', async () => {
  for (const path of [pathTo('signInPage'), pathTo('invitationPage', { token: 'x' }), '/nowhere'])
    expect((await app.request(path)).headers.get('cache-control'), path).toBe('private, no-store')
})

it('who must sign in first is led back to the very address that they asked for', async () => {
  const answer = await app.request('/people?search=osei&page=2')
  const location = new URL(answer.headers.get('location') ?? '', 'http://localhost')
  expect([answer.status, location.pathname]).toEqual([303, pathTo('signInPage')])
  expect(location.searchParams.get('next')).toBe('/people?search=osei&page=2')
})
