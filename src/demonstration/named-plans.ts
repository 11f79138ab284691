/** The plans of Dr Amara Osei, whose page is the picture of the product: last year's, and the one now in discussion. */
import type { Activity, JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import type { PlanFor } from './plan-documents.ts'

type Base = Pick<PlanFor, 'name' | 'assignmentNumber' | 'postTitle' | 'organisation' | 'siteCode'>
type Timetabled = Extract<Activity['schedule'], { kind: 'timetabled' }>

const at = (day: Timetabled['days'][number], start: string, end: string, weeks?: number[]): Timetabled => ({
  kind: 'timetabled',
  days: [day],
  start,
  end,
  ...(weeks ? { weeks } : {}),
})

const patients = (perOccurrence: number) => ({ measure: 'patients seen', perOccurrence })

function osei(base: Base, period: JobPlanDocument['period']): JobPlanDocument & { activities: Activity[] } {
  const clinic = { setting: 'outpatient-clinic', site: base.siteCode } as const
  const ward = { setting: 'inpatient', site: base.siteCode } as const
  const office = { setting: 'office', site: base.siteCode } as const
  return {
    format: 'concord.job-plan/1',
    contract: 'consultant-england-2003',
    organisation: base.organisation,
    person: {
      name: base.name,
      assignmentNumber: base.assignmentNumber,
      postTitle: base.postTitle,
      professionalGroup: 'medical-consultant',
      specialty: '307',
    },
    period,
    contracted: { core: 10, additional: 0 },
    cycleWeeks: 4,
    activities: [
      {
        id: 'diabetes-clinic',
        title: 'Diabetes clinic',
        category: 'dcc',
        schedule: at('mon', '09:00', '13:00'),
        location: clinic,
        specialty: '307',
        output: patients(12),
      },
      {
        id: 'letters',
        title: 'Letters and results',
        category: 'dcc',
        schedule: at('mon', '13:30', '15:30'),
        location: office,
        specialty: '307',
      },
      { id: 'teaching', title: 'Teaching', category: 'spa', schedule: at('mon', '16:00', '18:00'), location: office },
      {
        id: 'tuesday-round',
        title: 'Ward round',
        category: 'dcc',
        schedule: at('tue', '08:00', '12:00'),
        location: ward,
        specialty: '300',
      },
      {
        id: 'acute-take',
        title: 'Acute take',
        category: 'dcc',
        schedule: at('tue', '13:00', '17:00'),
        location: ward,
        specialty: '326',
      },
      {
        id: 'antenatal-clinic',
        title: 'Antenatal clinic',
        category: 'dcc',
        schedule: at('wed', '09:00', '13:00'),
        location: clinic,
        specialty: '307',
        output: patients(10),
      },
      {
        id: 'learning',
        title: 'Learning and appraisal',
        category: 'spa',
        schedule: at('wed', '14:00', '18:00'),
        location: { setting: 'home' },
      },
      {
        id: 'foot-clinic',
        title: 'Foot clinic, shared',
        category: 'dcc',
        schedule: at('thu', '09:00', '13:00'),
        location: clinic,
        specialty: '307',
        output: patients(14),
      },
      {
        id: 'friday-round',
        title: 'Ward round',
        category: 'dcc',
        schedule: at('fri', '08:30', '12:30', [1, 2, 3]),
        location: ward,
        specialty: '300',
      },
      {
        id: 'audit',
        title: 'Audit and governance',
        category: 'spa',
        schedule: at('fri', '13:00', '17:00'),
        location: office,
      },
      {
        id: 'hot-week-round',
        title: 'Hot week ward round',
        category: 'dcc',
        schedule: at('fri', '13:00', '17:00', [4]),
        tier: 1,
        location: ward,
        specialty: '300',
      },
      {
        id: 'administration',
        title: 'Clinical administration',
        category: 'dcc',
        schedule: { kind: 'flexible', minutesPerWeek: 180 },
        location: office,
        specialty: '307',
      },
    ],
    onCall: [
      {
        id: 'on-call',
        title: 'Medical on-call',
        oneIn: 8,
        category: 'A',
        prospectiveCover: true,
        unpredictable: { minutes: 360, premiumMinutes: 360 },
      },
    ],
    objectives: [
      {
        scope: 'team',
        text: 'Bring the wait for a first diabetes clinic under six weeks.',
        measure: 'Median wait in the clinic system',
        dueOn: period.to,
        support: ['A second specialist nurse on Mondays'],
        barriers: ['Clinic rooms are full on Monday mornings'],
      },
      {
        scope: 'personal',
        text: 'Set up a shared foot clinic with podiatry.',
        measure: 'Patients seen by both on one visit',
        dueOn: period.to,
      },
      {
        scope: 'organisation',
        text: 'Teach one session a month on safe insulin.',
        measure: 'Sessions given',
        dueOn: period.to,
      },
    ],
    supportingResources: [
      { kind: 'staff', text: 'A secretary for two days a week' },
      { kind: 'accommodation', text: 'A clinic room with space for a podiatrist' },
    ],
  }
}

/** What was agreed last year: a Thursday evening clinic, and on-call one week in 7. */
export function oseiLastYear(base: Base, period: JobPlanDocument['period']): JobPlanDocument {
  const plan = osei(base, period)
  return {
    ...plan,
    activities: [
      ...plan.activities,
      {
        id: 'evening-clinic',
        title: 'Evening clinic',
        category: 'dcc',
        schedule: at('thu', '17:00', '19:00'),
        location: { setting: 'outpatient-clinic', site: base.siteCode },
        specialty: '307',
      },
    ],
    onCall: plan.onCall?.map((rota) => ({ ...rota, oneIn: 7 })),
  }
}

/** What is being discussed: an insulin-pump clinic on some Saturdays, and leading the diabetes service. */
export function oseiThisYear(base: Base, period: JobPlanDocument['period']): JobPlanDocument {
  const plan = osei(base, period)
  const activities: Activity[] = plan.activities.map((activity) => {
    if (activity.id !== 'tuesday-round') return activity
    const { location: _notYet, ...without } = activity
    return without
  })
  activities.splice(
    8,
    0,
    {
      id: 'clinical-lead',
      title: 'Clinical lead, diabetes',
      category: 'anr',
      schedule: at('thu', '13:30', '15:30'),
      location: { setting: 'office', site: base.siteCode },
    },
    {
      id: 'private-rooms',
      title: 'Private rooms',
      category: 'private-practice',
      schedule: at('thu', '17:00', '20:00'),
      location: { setting: 'private-clinic' },
    },
  )
  activities.push({
    id: 'pump-clinic',
    title: 'Saturday insulin-pump clinic',
    category: 'dcc',
    schedule: { kind: 'annualised', occurrencesPerYear: 12, minutes: 240, premiumMinutes: 240 },
    location: { setting: 'outpatient-clinic', site: base.siteCode },
    specialty: '307',
    output: patients(6),
  })
  return { ...plan, activities }
}
