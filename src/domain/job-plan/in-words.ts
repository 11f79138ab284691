/** Parts of a plan as people say them. When something happens is said by say-schedule.ts. */
import { sayDate } from '../time/calendar-date.ts'
import { isZero, toFraction } from '../time/fraction.ts'
import type { Activity, JobPlanDocument, OnCallRota, OnCallWork } from './job-plan.ts'
import { sayDuration, sayNumber } from './say.ts'
import { SETTING_LABELS } from './settings.ts'

/** `"1 April 2026 to 31 March 2027"`. */
export function sayPeriod({ from, to }: JobPlanDocument['period']): string {
  return `${sayDate(from)} to ${sayDate(to)}`
}

/** Names of an organisation's sites by their codes. */
export type SiteNames = Readonly<Record<string, string>>

/** A site by its name; a code that nobody has named, or words that somebody typed, as they are. */
export function saySite(site: string | undefined, sites: SiteNames): string {
  if (!site) return ''
  return (Object.hasOwn(sites, site) && sites[site]) || site
}

/** `"Outpatient clinic, Moor Street"`; empty where the plan does not say. */
export function sayPlace({ location }: Pick<Activity, 'location'>, sites: SiteNames): string {
  return [location?.setting && SETTING_LABELS[location.setting], saySite(location?.site, sites)]
    .filter(Boolean)
    .join(', ')
}

/** `"Outpatient clinic"`, where there is little room; the site where the plan says no more. */
export function sayKindOfPlace({ location }: Pick<Activity, 'location'>, sites: SiteNames): string {
  return location?.setting ? SETTING_LABELS[location.setting] : saySite(location?.site, sites)
}

/** `"12 patients"`: what is expected each time; empty where the plan does not say. */
export function sayOutput({ output }: Pick<Activity, 'output'>): string {
  const amount = output?.perOccurrence === undefined ? '' : sayNumber(output.perOccurrence)
  return [amount, output?.measure].filter(Boolean).join(' ')
}

/** `"On-call, category A"`, or the rota's own title. */
export function sayRota({ title, category }: Pick<OnCallRota, 'title' | 'category'>): string {
  const name = title?.trim() || 'On-call'
  return category ? `${name}, category ${category}` : name
}

/** `"1 in 8, covering each other’s leave"`. */
export function sayHowOften({ oneIn, prospectiveCover }: Pick<OnCallRota, 'oneIn' | 'prospectiveCover'>): string {
  const often = `1 in ${sayNumber(oneIn)}`
  return prospectiveCover ? `${often}, covering each other’s leave` : often
}

/** `"6 hours, of which 4 hours in premium time"`; `"None"` where there is no such work. */
export function sayOnCallWork(work: OnCallWork | undefined): string {
  const { minutes = 0, premiumMinutes = 0 } = work ?? {}
  if (isZero(toFraction(minutes))) return 'None'
  const time = sayDuration(minutes)
  return isZero(toFraction(premiumMinutes)) ? time : `${time}, of which ${sayDuration(premiumMinutes)} in premium time`
}
