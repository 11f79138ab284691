/** Who works where in the invented trust, besides the named people. Counts are for a trust of 300. */
import type { JobKey } from './jobs.ts'
import type { NamedKey } from './people.ts'

interface TeamPost {
  readonly job: JobKey
  readonly grade: string
  readonly count: number
}

export interface Team {
  readonly unit: string
  readonly reportsTo: NamedKey
  /** Who supervises: the team's first person, who reports upwards, or the person the team reports to. */
  readonly supervision: 'first-person' | 'straight-up'
  readonly posts: readonly TeamPost[]
}

const post = (job: JobKey, grade: string, count: number): TeamPost => ({ job, grade, count })
const team = (unit: string, reportsTo: NamedKey, ...posts: TeamPost[]): Team => ({
  unit,
  reportsTo,
  supervision: 'first-person',
  posts,
})
/** Here the staff record's supervisor is the operations lead, who does not agree doctors' plans. */
const straightUp = (unit: string, reportsTo: NamedKey, ...posts: TeamPost[]): Team => ({
  ...team(unit, reportsTo, ...posts),
  supervision: 'straight-up',
})

const doctors = (consultants: number, specialty: number, registrars: number) => [
  post('consultant', 'consultant', consultants),
  post('specialty-doctor', 'sas-2021', specialty),
  post('registrar', 'registrar', registrars),
]
const ward = (nurses: number, assistants: number) => [
  post('sister', '7', 1),
  post('staff-nurse', '5', nurses),
  post('healthcare-assistant', '3', assistants),
]

export const TEAMS: readonly Team[] = [
  team(
    'diabetes',
    'clinical-lead',
    ...doctors(2, 1, 1),
    post('specialist-nurse', '7', 3),
    post('nurse-consultant', '8b', 1),
  ),
  team(
    'acute-medicine',
    'medicine-director',
    ...doctors(4, 2, 3),
    post('foundation', 'foundation', 3),
    post('trust-doctor', 'local', 1),
  ),
  team('cardiology', 'medicine-director', ...doctors(4, 1, 2), post('nurse-consultant', '8b', 1)),
  team('older-people', 'medicine-director', ...doctors(4, 1, 1), post('specialty-doctor', 'sas-2008', 1)),
  team('medical-assessment', 'hospital-matron', ...ward(4, 2)),
  team('ward-4', 'hospital-matron', ...ward(4, 3)),
  team('ward-7', 'hospital-matron', ...ward(4, 3)),
  straightUp('general-surgery', 'surgery-operations', ...doctors(6, 2, 3)),
  straightUp('orthopaedics', 'surgery-operations', ...doctors(6, 2, 2)),
  straightUp('anaesthetics', 'surgery-operations', ...doctors(6, 2, 2)),
  straightUp('ophthalmology', 'surgery-operations', ...doctors(3, 1, 1)),
  team(
    'theatres',
    'theatre-lead',
    post('theatre-practitioner', '7', 1),
    post('theatre-practitioner', '6', 3),
    post('theatre-practitioner', '5', 6),
  ),
  team('ward-12', 'hospital-matron', ...ward(4, 3)),
  team('critical-care', 'hospital-matron', ...ward(4, 1)),
  team('orthoptics', 'chief-ahp', post('orthoptist', '7', 1), post('orthoptist', '6', 3)),
  team(
    'inpatient-physiotherapy',
    'therapies-team-lead',
    post('physiotherapist', '6', 4),
    post('physiotherapist', '5', 4),
    post('therapy-instructor', '4', 2),
    post('therapy-assistant', '3', 2),
  ),
  team(
    'joint-physiotherapy',
    'physiotherapy-head',
    post('physiotherapy-consultant', '8b', 1),
    post('advanced-practitioner', '8a', 2),
    post('physiotherapist', '7', 3),
    post('physiotherapist', '6', 3),
    post('osteopath', '7', 1),
  ),
  team(
    'inpatient-occupational',
    'occupational-head',
    post('occupational-therapist', '7', 2),
    post('occupational-therapist', '6', 5),
    post('occupational-therapist', '5', 4),
    post('therapy-assistant', '3', 2),
  ),
  team(
    'speech',
    'professional-head',
    post('speech-therapist', '7', 2),
    post('speech-therapist', '6', 4),
    post('speech-therapist', '5', 2),
    post('therapy-assistant', '4', 1),
  ),
  team('dietetics', 'chief-ahp', post('dietitian', '7', 2), post('dietitian', '6', 4), post('dietitian', '5', 2)),
  team('podiatry', 'chief-ahp', post('podiatrist', '7', 1), post('podiatrist', '6', 4), post('podiatrist', '5', 1)),
  team('limb-services', 'chief-ahp', post('prosthetist', '7', 2), post('orthotist', '7', 2)),
  team(
    'arts-therapies',
    'chief-ahp',
    post('art-therapist', '7', 2),
    post('drama-therapist', '7', 1),
    post('music-therapist', '7', 1),
  ),
  team(
    'rehabilitation',
    'occupational-head',
    post('occupational-therapist', '7', 1),
    post('physiotherapist', '6', 3),
    post('occupational-therapist', '6', 2),
    post('therapy-instructor', '4', 2),
  ),
  team(
    'community-nursing',
    'community-matron',
    post('community-nurse', '7', 2),
    post('community-nurse', '6', 5),
    post('healthcare-assistant', '3', 3),
  ),
  team(
    'urgent-response',
    'community-matron',
    post('paramedic', '7', 1),
    post('paramedic', '6', 4),
    post('physiotherapist', '6', 1),
  ),
  team('borders', 'medicine-director', ...doctors(4, 1, 0)),
  team('borders', 'occupational-head', post('occupational-therapist', '7', 1), post('physiotherapist', '6', 2)),
  team(
    'imaging',
    'imaging-head',
    post('diagnostic-radiographer', '7', 3),
    post('diagnostic-radiographer', '6', 5),
    post('diagnostic-radiographer', '5', 3),
    post('imaging-assistant', '3', 3),
  ),
  straightUp('imaging', 'support-director', post('consultant', 'consultant', 4)),
  team(
    'radiotherapy',
    'imaging-head',
    post('therapeutic-radiographer', '7', 1),
    post('therapeutic-radiographer', '6', 4),
  ),
  team(
    'pharmacy',
    'pharmacy-lead',
    post('pharmacist', '8a', 2),
    post('pharmacist', '7', 3),
    post('pharmacist', '6', 3),
    post('pharmacy-technician', '5', 4),
  ),
  team(
    'psychology',
    'psychology-lead',
    post('psychologist', '8a', 2),
    post('psychologist', '7', 3),
    post('assistant-psychologist', '4', 1),
  ),
  team(
    'laboratories',
    'science-lead',
    post('healthcare-scientist', '7', 2),
    post('science-practitioner', '6', 4),
    post('science-practitioner', '5', 3),
  ),
  team('physiology', 'science-lead', post('healthcare-scientist', '7', 1), post('science-practitioner', '6', 3)),
]
