/**
 * The invented people with a name of their own: one for each kind of user, and the leaders whom everyone else's supervisors
 * lead up to. In order from the top, so that a supervisor always stands before those they supervise.
 * Their numbers in the staff record follow from this order: add at the end.
 */

import type { JobKey } from './jobs.ts'
import { emailOf } from './names.ts'

export interface NamedPerson {
  readonly firstName: string
  readonly lastName: string
  readonly title: string | null
  readonly job: JobKey
  readonly unit: string
  readonly grade: string
  /** Hours a week, or sessions for doctors. */
  readonly contracted: string
  /** The name of the post, where it is not the job's own title. */
  readonly post?: string
  readonly supervisor: NamedKey | null
}

const named = (
  name: string,
  job: JobKey,
  unit: string,
  grade: string,
  supervisor: string | null,
  { contracted, post }: { contracted?: string; post?: string } = {},
) => {
  const isDoctor = name.startsWith('Dr ')
  const [firstName = '', ...rest] = name.replace(/^Dr /, '').split(' ')
  return {
    firstName,
    lastName: rest.join(' '),
    title: isDoctor ? 'Dr' : null,
    job,
    unit,
    grade,
    contracted: contracted ?? (isDoctor ? '10' : '37.5'),
    ...(post && { post }),
    supervisor,
  }
}

const PEOPLE = {
  'chief-executive': named('Ifeoma Castleton', 'chief-executive', 'executive', 'executive', null),
  'medical-director': named('Dr Helen Whitcombe', 'medical-director', 'executive', 'consultant', 'chief-executive'),
  'chief-nurse': named('Marguerite Adeyinka', 'chief-nurse', 'executive', 'executive', 'chief-executive'),
  'chief-ahp': named('Gareth Llewellyn', 'chief-ahp', 'therapies', '8d', 'chief-executive'),
  'medicine-director': named('Dr Samir Choudhury', 'clinical-director', 'medicine', 'consultant', 'medical-director'),
  'surgery-director': named('Dr Ruth Featherstone', 'clinical-director', 'surgery', 'consultant', 'medical-director'),
  'support-director': named('Dr Tomasz Wilk', 'clinical-director', 'support', 'consultant', 'medical-director'),
  'surgery-operations': named('Carol Ridgeway', 'operations-lead', 'surgery', '8c', 'chief-executive'),
  'clinical-lead': named('Dr Lee Morgan', 'consultant', 'diabetes', 'consultant', 'medicine-director', {
    contracted: '11',
    post: 'Consultant physician and clinical lead, diabetes',
  }),
  clinician: named('Dr Amara Osei', 'consultant', 'diabetes', 'consultant', 'clinical-lead', {
    post: 'Consultant physician, diabetes and acute medicine',
  }),
  'physiotherapy-head': named('Penelope Strand', 'physiotherapy-head', 'physiotherapy', '8b', 'chief-ahp'),
  'therapies-team-lead': named(
    'Nadia Rahmani',
    'physiotherapist',
    'inpatient-physiotherapy',
    '7',
    'physiotherapy-head',
    {
      post: 'Team lead physiotherapist',
    },
  ),
  physiotherapist: named('Josh Bennington', 'physiotherapist', 'inpatient-physiotherapy', '6', 'therapies-team-lead', {
    post: 'Specialist physiotherapist',
  }),
  'professional-head': named('Siân Pritchett', 'speech-head', 'speech', '7', 'chief-ahp'),
  'occupational-head': named('Oluwakemi Bright', 'occupational-head', 'occupational-therapy', '8a', 'chief-ahp'),
  'imaging-head': named('Rajesh Thakur', 'imaging-head', 'imaging', '8b', 'support-director'),
  'community-matron': named('Bernadette Quill', 'matron', 'community', '8a', 'chief-nurse'),
  'hospital-matron': named('Zoë Fairweather', 'matron', 'medicine', '8a', 'chief-nurse'),
  'theatre-lead': named('Desmond Achterberg', 'theatre-practitioner', 'theatres', '8a', 'surgery-operations'),
  'pharmacy-lead': named('Hina Qureshi-Bell', 'pharmacist', 'pharmacy', '8c', 'support-director', {
    post: 'Chief Pharmacist',
  }),
  'psychology-lead': named('Renée Castellan', 'psychologist', 'psychology', '8c', 'support-director'),
  'science-lead': named('Winston Blackwood', 'consultant-scientist', 'laboratories', '8c', 'support-director'),
  'job-planning-office': named('Martin Adeyemi-Cole', 'officer', 'job-planning', '6', 'medical-director'),
  auditor: named('Judith Goldhawk', 'auditor', 'corporate', '7', 'chief-executive'),
  'system-administrator': named('Dev Patelson', 'system-administrator', 'digital', '6', 'chief-executive'),
} as const

export type NamedKey = keyof typeof PEOPLE
export const NAMED_PEOPLE = PEOPLE as Readonly<Record<NamedKey, NamedPerson>>

/** One for each kind of user, to sign in as. */
export const PERSONAS = {
  clinician: 'A consultant with a plan of her own',
  physiotherapist: 'A band 6 physiotherapist with a plan of his own',
  'therapies-team-lead': 'Leads a therapy team',
  'clinical-lead': 'Agrees doctors’ plans',
  'medical-director': 'Approves doctors’ plans',
  'chief-ahp': 'Answers for every allied health profession',
  'professional-head': 'Sees one profession across the trust',
  'job-planning-office': 'Runs job planning',
  auditor: 'May look at everything and change nothing',
  'system-administrator': 'Keeps the system running',
} as const satisfies Partial<Record<NamedKey, string>>
export type PersonaKey = keyof typeof PERSONAS

const ORDER = Object.keys(PEOPLE)

/** The keys and address under which the staff record holds a named person. */
export function identityOf(key: NamedKey): { personId: string; assignmentId: string; email: string } {
  const { firstName, lastName } = PEOPLE[key]
  const place = ORDER.indexOf(key) + 1
  return { ...keysOf(place), email: emailOf(firstName, lastName) }
}

/** The keys of the person in this place of the staff record, counted from 1. */
export function keysOf(place: number): { personId: string; assignmentId: string } {
  return { personId: String(1_000_000 + place), assignmentId: String(2_000_000 + place) }
}
