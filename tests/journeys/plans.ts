/** What journeys do with plans again and again. Each journey takes a year of its own, so that none is in another's way. */
import { expect } from '@playwright/test'
import type { Person } from './person.ts'

/** Where the therapist's post of the demonstration is, and the plan that was agreed for it. */
const POST = /^Specialist physiotherapist/
const AGREED = '1 March 2026 to 28 February 2027'

export const yearFrom = (year: number) => ({ from: `${year}-04-01`, to: `${year + 1}-03-31` })

/** The number of the plan whose page is open. */
export function planIdOf(person: Person): string {
  return /\/plans\/(\d+)/.exec(person.page.url())?.[1] ?? ''
}

export async function goesToStartAPlan(person: Person, post: RegExp = POST): Promise<void> {
  await person.opens('/')
  await person.follows(post)
  await person.follows('Start a plan')
  await person.isAt('Start a job plan')
}

export async function fillsInTheYear(person: Person, year: number): Promise<void> {
  for (const [question, [years, month, day]] of [
    ['First day', [year, 4, 1]],
    ['Last day', [year + 1, 3, 31]],
  ] as const) {
    const date = person.page.getByRole('group', { name: question })
    await date.getByLabel('Day').fill(String(day))
    await date.getByLabel('Month').fill(String(month))
    await date.getByLabel('Year').fill(String(years))
  }
}

/** Starts a plan with nothing in it; answers with its number. */
export async function startsABlankPlan(person: Person, year: number, post?: RegExp): Promise<string> {
  await goesToStartAPlan(person, post)
  await person.chooses('From an empty week')
  await fillsInTheYear(person, year)
  await person.presses('Start the plan')
  await person.isAt(`Job plan, 1 April ${year} to 31 March ${year + 1}`)
  return planIdOf(person)
}

/** Starts a plan from the document of the one that was agreed, for another year: ready to be offered. */
export async function startsAWholePlan(person: Person, year: number): Promise<string> {
  await person.opens('/')
  await person.follows(POST)
  const agreed = await person.page.getByRole('link', { name: AGREED }).getAttribute('href')
  const document = await (await person.page.request.get(`${agreed}/job-plan.json`)).json()
  await person.follows('Start a plan')
  await person.chooses('From a job plan document')
  await person.fillsIn({ 'Or paste it here': JSON.stringify({ ...document, period: yearFrom(year) }) })
  await person.presses('Start the plan')
  await person.isAt(`Job plan, 1 April ${year} to 31 March ${year + 1}`)
  return planIdOf(person)
}

export async function offers(person: Person, planId: string): Promise<void> {
  await person.opens(`/plans/${planId}`)
  await person.follows('Offer for signature')
  await person.presses('Offer this plan for signature')
  await person.sees('Offered for signature')
}

export async function signs(person: Person, planId: string): Promise<void> {
  await person.opens(`/plans/${planId}`)
  await person.follows('Read and sign')
  await person.isAt('Read and sign this plan')
  await person.chooses('I have read this plan')
  await person.presses('Sign this plan')
}

/** The plan’s big figure: `37.5 of 37.5 hours`. */
export async function addsUpTo(person: Person, words: string): Promise<void> {
  await expect(person.page.locator('#plan-sum .sum-headline')).toHaveText(words)
}
