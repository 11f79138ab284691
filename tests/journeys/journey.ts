/**
 * What every journey begins with: people who sign in and act in a browser of their own. Each page that a person comes to
 * is looked over at once, so no journey can pass by a page that somebody cannot use.
 */
import { test as base, expect } from '@playwright/test'
import { Person } from './person.ts'

export type SignIn = (name: string) => Promise<Person>

/** How long a whole journey may take, in milliseconds: some are many pages long, and each page is looked over. */
const LONGEST = 120_000

export const test = base.extend<{
  /** Somebody who has come to the product and is not signed in. */
  visitor: (options?: { baseURL?: string }) => Promise<Person>
  /** Somebody of the demonstration, signed in. */
  signIn: SignIn
}>({
  visitor: async ({ browser, contextOptions, baseURL }, use) => {
    base.setTimeout(LONGEST)
    const contexts: { close(): Promise<void> }[] = []
    const violations: string[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        reducedMotion: 'reduce',
        ...(baseURL ? { baseURL } : {}),
        ...options,
      })
      contexts.push(context)
      // What the content policy stops is said on the console, with or without scripts of the page's own.
      context.on('console', (message) => {
        if (/Content[- ]Security[- ]Policy/i.test(message.text())) violations.push(message.text())
      })
      return new Person(await context.newPage())
    })
    for (const context of contexts) await context.close()
    expect(violations, 'what the content policy had to stop').toEqual([])
  },
  signIn: async ({ visitor }, use) => {
    await use(async (name) => {
      const person = await visitor()
      await person.opens('/demonstration')
      await person.presses(`Be ${name}`)
      return person
    })
  },
})

/** The journey again with JavaScript switched off, in the same words. */
export const eachWay = (journey: (title: string) => void): void => {
  journey('with JavaScript')
  base.describe(() => {
    base.use({ javaScriptEnabled: false })
    journey('without JavaScript')
  })
}

export { expect }
