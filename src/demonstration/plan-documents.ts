/** Makes an invented person's plan: a week of their trade's work that adds up to their contract, unless a fault is wanted. */
import type { ContractId } from '../domain/contracts/contract-terms.ts'
import type { Activity, JobPlanDocument, OnCallRota } from '../domain/job-plan/job-plan.ts'
import type { ProfessionalGroup } from '../domain/job-plan/professional-groups.ts'
import { timeOfDay } from '../domain/time/time-of-day.ts'
import { DAYS, type Day } from '../domain/time/week-cycle.ts'
import { doctorsSupporting, doctorsTrades, supporting, type Trade, trades, type Work } from './work.ts'

export type PlanFor = {
  contract: ContractId
  professionalGroup: ProfessionalGroup
  name: string
  assignmentNumber: string
  postTitle: string
  band: string | null
  /** In the contract's unit: hours, programmed activities or sessions a week. */
  contracted: number
  unitKey: string
  siteCode: string
  organisation: string
  period: { from: string; to: string }
  /** Varies one person's week from another's. */
  place: number
  /** One of the ways in which audits find plans bad. */
  fault?: 'time-missing' | 'location-missing'
  /** Each morning and every other afternoon hold two things: about fifteen activities. */
  isFull?: true
}

/** Sessions of a working day: minutes of the day at which each begins, and how long it is. */
type Sessions = readonly [morning: { start: number; minutes: number }, afternoon: { start: number; minutes: number }]

const shapes: Record<ContractId, { sessions: Sessions; minutesInUnit: number }> = {
  // 8:30 to 4:30 with half an hour unpaid between: 7.5 hours.
  'agenda-for-change': {
    sessions: [
      { start: 510, minutes: 240 },
      { start: 780, minutes: 210 },
    ],
    minutesInUnit: 60,
  },
  'consultant-england-2003': {
    sessions: [
      { start: 510, minutes: 240 },
      { start: 780, minutes: 240 },
    ],
    minutesInUnit: 240,
  },
  'sas-england-2021': {
    sessions: [
      { start: 510, minutes: 240 },
      { start: 780, minutes: 240 },
    ],
    minutesInUnit: 240,
  },
  'consultant-wales-2003': {
    sessions: [
      { start: 510, minutes: 225 },
      { start: 765, minutes: 225 },
    ],
    minutesInUnit: 225,
  },
}

/** The plan, complete and in balance; with a fault it is one that an audit would find. */
export function planFor(person: PlanFor): JobPlanDocument {
  const trade = tradeOf(person)
  const onCall = rotaOf(person)
  const activities = weekOf(person, trade, onCall.minutesPerWeek)
  if (person.fault === 'time-missing') activities.pop()
  if (person.fault === 'location-missing') delete activities[0]?.location
  return {
    format: 'concord.job-plan/1',
    contract: person.contract,
    organisation: person.organisation,
    person: {
      name: person.name,
      assignmentNumber: person.assignmentNumber,
      postTitle: person.postTitle,
      ...(person.band ? { band: person.band } : {}),
      professionalGroup: person.professionalGroup,
      specialty: trade.specialty,
    },
    period: person.period,
    contracted: {
      core: Math.min(person.contracted, fullTime(person.contract)),
      additional: Math.max(0, person.contracted - fullTime(person.contract)),
    },
    activities,
    ...(onCall.rota ? { onCall: [onCall.rota] } : {}),
    objectives: [
      {
        scope: 'team',
        text: 'See every new referral within the time that the service has agreed.',
        measure: 'Share of new referrals seen in time, from the clinic system',
        dueOn: person.period.to,
        support: ['One more clinic room on Tuesdays'],
      },
      {
        scope: 'personal',
        text: 'Lead one improvement that patients asked for.',
        measure: 'Before and after figures, shown at the team meeting',
        dueOn: person.period.to,
        barriers: ['Cover for clinics while the work is done'],
      },
    ],
    supportingResources: [{ kind: 'accommodation', text: 'A desk and a quiet room for letters' }],
  }
}

const isDoctor = (person: PlanFor) => person.contract !== 'agenda-for-change'
const fullTime = (contract: ContractId) => (contract === 'agenda-for-change' ? 37.5 : 10)

const tradeOf = (person: PlanFor): Trade =>
  (isDoctor(person)
    ? (doctorsTrades[person.unitKey] ?? doctorsTrades.other)
    : trades[person.professionalGroup]) as Trade

/** Doctors in the hospital's acute units are on call; its time comes out of the week. */
function rotaOf(person: PlanFor): { rota?: OnCallRota; minutesPerWeek: number } {
  const isAcute = [
    'diabetes',
    'acute-medicine',
    'cardiology',
    'general-surgery',
    'orthopaedics',
    'anaesthetics',
  ].includes(person.unitKey)
  if (!isDoctor(person) || !isAcute || person.contract === 'consultant-wales-2003') return { minutesPerWeek: 0 }
  // 6 hours in premium time, one week in 8: 6 ÷ 3 ÷ 8 = a quarter of a programmed activity, or 60 minutes of plain time.
  return {
    rota: {
      id: 'on-call',
      title: 'On-call rota',
      oneIn: 8,
      ...(person.contract === 'consultant-england-2003' ? { category: person.place % 3 === 0 ? 'B' : 'A' } : {}),
      prospectiveCover: false,
      unpredictable: { minutes: 360, premiumMinutes: 360 },
    },
    minutesPerWeek: 60,
  }
}

/** Fills the week from Monday morning with the trade's work until the contracted minutes are used. */
function weekOf(person: PlanFor, trade: Trade, elsewhereMinutes: number): Activity[] {
  const { sessions, minutesInUnit } = shapes[person.contract]
  let left = person.contracted * minutesInUnit - elsewhereMinutes
  const supportingWork = supportingOf(person)
  const slots: { day: Day; start: number; minutes: number; half: 0 | 1 }[] = []
  for (const day of DAYS.slice(0, 5))
    for (const half of [0, 1] as const) {
      const session = sessions[half]
      const minutes = Math.min(session.minutes, left)
      if (minutes < 30) continue
      left -= minutes
      const isSplit = person.isFull && minutes >= 180 && (half === 0 || DAYS.indexOf(day) % 2 === person.place % 2)
      if (isSplit) slots.push({ day, start: session.start, minutes: 60, half })
      const first = isSplit ? 60 : 0
      slots.push({ day, start: session.start + first, minutes: minutes - first, half })
    }
  const activities: Activity[] = slots.map((slot, index) => {
    const fromEnd = slots.length - 1 - index
    const list = slot.half === 0 ? trade.mornings : trade.afternoons
    const work =
      (fromEnd % 2 === 0 && supportingWork[fromEnd / 2]) || (list[(index + person.place) % list.length] as Work)
    const isSecond = slots[index - 1]?.day === slot.day && slots[index - 1]?.half === slot.half
    const id = `${slot.day}-${slot.half === 0 ? 'am' : 'pm'}${isSecond ? '-2' : ''}`
    return activityOf(work, trade, person, id, {
      kind: 'timetabled',
      days: [slot.day],
      start: timeOfDay(slot.start),
      end: timeOfDay(slot.start + slot.minutes),
    })
  })
  if (left > 0)
    activities.push(
      activityOf({ title: 'Clinical administration', category: 'dcc', setting: 'office' }, trade, person, 'admin', {
        kind: 'flexible',
        minutesPerWeek: left,
      }),
    )
  return activities
}

/** More supporting work for those who lead and teach. */
function supportingOf(person: PlanFor): readonly Work[] {
  if (isDoctor(person)) return doctorsSupporting
  if (person.band && person.band >= '8') return [supporting.learning, supporting.leading, supporting.research]
  if (person.band === '7') return [supporting.learning, supporting.leading]
  return person.place % 4 === 0 ? [supporting.teaching] : [supporting.learning]
}

function activityOf(work: Work, trade: Trade, person: PlanFor, id: string, schedule: Activity['schedule']): Activity {
  return {
    id,
    title: work.title,
    category: work.category,
    ...(work.classification && !isDoctor(person) ? { classification: work.classification } : {}),
    schedule,
    location: { setting: work.setting, site: person.siteCode },
    specialty: trade.specialty,
    ...(work.output ? { output: work.output } : {}),
  }
}
