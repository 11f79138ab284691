import { JOBS, type JobKey } from './jobs.ts'
import { emailOf, FIRST_NAMES, LAST_NAMES } from './names.ts'
import { identityOf, keysOf, NAMED_PEOPLE, type NamedKey } from './people.ts'
import { type Chooser, seeded } from './seeded.ts'
import { TEAMS, type Team } from './teams.ts'

/** What happens to someone in the months around the feed, so that every case is there to be seen. */
type Story = 'maternity' | 'career-break' | 'left' | 'promoted' | 'second-job' | 'no-supervisor'

/** One invented person in post. */
export interface Hire {
  readonly personId: string
  readonly assignmentId: string
  readonly title: string | null
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly job: JobKey
  readonly post: string
  readonly unit: string
  /** Teams of a large trust stand several times: which one this is, from 0. */
  readonly copy: number
  readonly grade: string
  /** Hours a week, or sessions for doctors. */
  readonly contracted: string
  readonly hiredOn: string
  readonly supervisorId: string | null
  readonly story: Story | null
}

/** Staff of one copy of the teams, named people included. */
const BASE_SIZE = 300
const NAMED_KEYS = Object.keys(NAMED_PEOPLE) as NamedKey[]

/** Everyone of the invented trust, supervisors before those they supervise; the same people each time for one size. */
export function hireEveryone(people: number): Hire[] {
  const choose = seeded(20_261_121)
  const addresses = new Map<string, number>()
  const named = NAMED_KEYS.map((key) => {
    const { firstName, lastName, title, job, unit, grade, contracted, post, supervisor } = NAMED_PEOPLE[key]
    const identity = identityOf(key)
    addresses.set(identity.email, 1)
    const supervisorId = supervisor === null ? null : identityOf(supervisor).personId
    const rest = { copy: 0, hiredOn: startDay(choose), story: null }
    return {
      ...identity,
      title,
      firstName,
      lastName,
      job,
      unit,
      grade,
      contracted,
      supervisorId,
      post: post ?? JOBS[job].title,
      ...rest,
    }
  })
  return [...named, ...hireTeams(people - named.length, named.length, choose, addresses)]
}

function hireTeams(people: number, placesTaken: number, choose: Chooser, addresses: Map<string, number>): Hire[] {
  const copies = Math.max(1, Math.round((people + placesTaken) / BASE_SIZE))
  const weight = copies * TEAMS.flatMap((team) => team.posts).reduce((sum, { count }) => sum + count, 0)
  const hires: Hire[] = []
  let weighed = 0
  for (let copy = 0; copy < copies; copy++) {
    for (const team of TEAMS) {
      let firstPersonId: string | null = null
      const before = hires.length
      for (const { job, grade, count } of team.posts) {
        weighed += count
        // Rounding the running total, not each post, makes the trust exactly as large as asked.
        while (hires.length < Math.round((weighed * people) / weight)) {
          const keys = keysOf(placesTaken + hires.length + 1)
          const story = storyOf(hires.length, hires.length - before, team)
          const supervisorId = firstPersonId ?? identityOf(team.reportsTo).personId
          hires.push({
            ...keys,
            ...nameFor(job, choose, addresses),
            job,
            post: JOBS[job].title,
            unit: team.unit,
            copy,
            grade,
            contracted: choose.pick(usualTime(job)),
            hiredOn: startDay(choose),
            supervisorId: story === 'no-supervisor' ? null : supervisorId,
            story,
          })
          if (team.supervision === 'first-person') firstPersonId ??= keys.personId
        }
      }
    }
  }
  return hires
}

/** Someone in each of these teams has a second, smaller job in community rehabilitation. */
const SECOND_JOB_TEAMS: readonly string[] = ['inpatient-physiotherapy', 'inpatient-occupational']

/** Every so many people, by where they stand; the orthoptists’ first person has left, so their supervisor is a leaver. */
function storyOf(place: number, placeInTeam: number, team: Team): Story | null {
  if (placeInTeam === 0 && team.supervision === 'first-person') return team.unit === 'orthoptics' ? 'left' : null
  if (placeInTeam === 2 && SECOND_JOB_TEAMS.includes(team.unit)) return 'second-job'
  const stories: readonly [every: number, at: number, story: Story][] = [
    [60, 17, 'maternity'],
    [75, 41, 'left'],
    [50, 9, 'promoted'],
    [150, 101, 'career-break'],
    [140, 63, 'no-supervisor'],
  ]
  return stories.find(([every, at]) => place % every === at)?.[2] ?? null
}

function nameFor(job: JobKey, choose: Chooser, addresses: Map<string, number>) {
  const firstName = choose.pick(FIRST_NAMES)
  const lastName = choose.pick(LAST_NAMES)
  const address = emailOf(firstName, lastName)
  const namesakes = (addresses.get(address) ?? 0) + 1
  addresses.set(address, namesakes)
  const email = namesakes === 1 ? address : address.replace('@', `${namesakes}@`)
  return { title: isDoctor(job) ? 'Dr' : null, firstName, lastName, email }
}

export const isDoctor = (job: JobKey) => JOBS[job].staffGroup === 'Medical and Dental'
export const isTrainee = (job: JobKey) => job === 'registrar' || job === 'foundation'

/** Doctors in training are counted in hours; everyone else who is a doctor in sessions. */
export const fullTimeOf = (job: JobKey) => (isTrainee(job) ? '40' : isDoctor(job) ? '10' : '37.5')

function usualTime(job: JobKey): readonly string[] {
  if (isTrainee(job)) return ['40', '40', '32']
  if (isDoctor(job)) return ['10', '10', '10', '10', '11', '11.5', '8', '6']
  return ['37.5', '37.5', '37.5', '37.5', '37.5', '30', '22.5', '18.75']
}

/** A day from 2006 to 2023, never after the 28th. */
function startDay({ whole }: Chooser): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${2006 + whole(18)}-${two(1 + whole(12))}-${two(1 + whole(28))}`
}
