/** The accessibility statement says that axe looks over every page: the journeys have just done so, or it says here why not. */
import { expect, test } from '@playwright/test'
import { type Route, type RouteName, routes } from '../../src/routes.ts'
import { routesLookedOver } from './look-over.ts'

/** Addresses that show no page of their own. */
const NO_PAGE: Partial<Record<RouteName, string>> = {
  planDocument: 'a file',
  planAgreement: 'a file',
  singleSignOnAnswer: 'leads on to a page',
}

test('every page was looked over by a journey', () => {
  const lookedOver = routesLookedOver()
  const pages = (Object.entries(routes) as [RouteName, Route][]).flatMap(([name, { method, answers }]) =>
    method === 'GET' && answers !== 'machines' ? name : [],
  )
  expect(pages.filter((name) => !lookedOver.has(name) && !NO_PAGE[name])).toEqual([])
  expect(Object.keys(NO_PAGE).filter((name) => lookedOver.has(name))).toEqual([])
})
