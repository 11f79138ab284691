/**
 * What people of each group do in the invented trust: the work that fills their plans. The words are ours and the numbers
 * invented; nothing here is anybody's real work.
 */
import type { Category } from '../domain/job-plan/categories.ts'
import type { Classification } from '../domain/job-plan/classifications.ts'
import type { Setting } from '../domain/job-plan/settings.ts'

export type Work = {
  title: string
  category: Category
  /** Allied health professions say what they do in the twelve classes of the 2017 guide too. */
  classification?: Classification
  setting: Setting
  output?: { measure: string; perOccurrence: number }
}

export type Trade = {
  /** A treatment function or main specialty code. */
  specialty: string
  /** Morning work and afternoon work, in turn over the week. */
  mornings: readonly Work[]
  afternoons: readonly Work[]
}

const direct = (title: string, setting: Setting, patients?: number): Work => ({
  title,
  category: 'dcc',
  classification: 'individual.direct',
  setting,
  ...(patients ? { output: { measure: 'patients seen', perOccurrence: patients } } : {}),
})
const indirect = (title: string, setting: Setting = 'office'): Work => ({
  title,
  category: 'dcc',
  classification: 'individual.indirect',
  setting,
})
const meeting = (title: string, setting: Setting = 'inpatient'): Work => ({
  title,
  category: 'dcc',
  classification: 'group.discipline-specific',
  setting,
})

export const supporting = {
  learning: { title: 'Learning and supervision', category: 'spa', classification: 'teaching', setting: 'office' },
  teaching: { title: 'Teaching students', category: 'spa', classification: 'teaching', setting: 'office' },
  leading: { title: 'Leading the team', category: 'spa', classification: 'management', setting: 'office' },
  research: { title: 'Research', category: 'spa', classification: 'research', setting: 'office' },
} as const satisfies Record<string, Work>

/** Doctors' supporting work has no AHP classification. */
export const doctorsSupporting: readonly Work[] = [
  { title: 'Learning, appraisal and audit', category: 'spa', setting: 'office' },
  { title: 'Teaching and supervision', category: 'spa', setting: 'office' },
]

const therapy = (specialty: string, where: Setting, caseload: string, group: string, patients: number): Trade => ({
  specialty,
  mornings: [
    direct(caseload, where, patients),
    direct(caseload, where, patients),
    meeting('Team meeting and board round', where),
  ],
  afternoons: [
    direct(group, where, patients - 1),
    indirect('Notes, letters and phone calls'),
    direct(caseload, where, patients),
  ],
})

const doctor = (specialty: string, ...lists: readonly [string, Setting, number][]): Trade => {
  const plain = lists.map(([title, setting, patients]) => {
    const { classification: _none, ...work } = direct(title, setting, patients)
    return work
  })
  return {
    specialty,
    mornings: plain,
    afternoons: [
      ...plain.slice(1),
      { title: 'Letters and results', category: 'dcc', setting: 'office' },
      ...plain.slice(0, 1),
    ],
  }
}

const medicine = doctor(
  '300',
  ['Ward round', 'inpatient', 14],
  ['Outpatient clinic', 'outpatient-clinic', 10],
  ['Acute take', 'inpatient', 8],
)

/** By unit for doctors, by professional group for everybody else. */
export const doctorsTrades: Readonly<Record<string, Trade>> = {
  diabetes: doctor(
    '307',
    ['Diabetes clinic', 'outpatient-clinic', 12],
    ['Ward round', 'inpatient', 14],
    ['Foot clinic, shared', 'outpatient-clinic', 14],
  ),
  'acute-medicine': doctor(
    '326',
    ['Acute take', 'inpatient', 10],
    ['Same-day care', 'outpatient-clinic', 9],
    ['Ward round', 'inpatient', 16],
  ),
  cardiology: doctor(
    '320',
    ['Heart clinic', 'outpatient-clinic', 10],
    ['Catheter list', 'diagnostic', 5],
    ['Ward round', 'inpatient', 12],
  ),
  'older-people': doctor(
    '430',
    ['Ward round', 'inpatient', 16],
    ['Falls clinic', 'outpatient-clinic', 7],
    ['Care home visits', 'community', 6],
  ),
  'general-surgery': doctor(
    '100',
    ['Operating list', 'theatre', 4],
    ['Outpatient clinic', 'outpatient-clinic', 12],
    ['Ward round', 'inpatient', 12],
  ),
  orthopaedics: doctor(
    '110',
    ['Operating list', 'theatre', 4],
    ['Fracture clinic', 'outpatient-clinic', 20],
    ['Ward round', 'inpatient', 12],
  ),
  anaesthetics: doctor(
    '190',
    ['Theatre list', 'theatre', 4],
    ['Theatre list, emergency', 'theatre', 3],
    ['Assessment clinic', 'outpatient-clinic', 9],
  ),
  ophthalmology: doctor(
    '130',
    ['Eye clinic', 'outpatient-clinic', 16],
    ['Cataract list', 'theatre', 7],
    ['Eye casualty', 'outpatient-clinic', 15],
  ),
  imaging: doctor(
    '810',
    ['Reporting', 'diagnostic', 35],
    ['Ultrasound list', 'diagnostic', 12],
    ['Guided procedures', 'diagnostic', 5],
  ),
  other: medicine,
}

export const trades: Readonly<Record<string, Trade>> = {
  physiotherapist: therapy('650', 'inpatient', 'Ward caseload', 'Rehabilitation group', 6),
  'occupational-therapist': therapy('651', 'inpatient', 'Ward caseload', 'Home assessment visits', 5),
  'speech-and-language-therapist': therapy(
    '652',
    'inpatient',
    'Swallowing and speech caseload',
    'Communication clinic',
    5,
  ),
  podiatrist: { ...therapy('653', 'outpatient-clinic', 'Foot clinic', 'Foot protection clinic', 9) },
  dietitian: therapy('654', 'inpatient', 'Ward caseload', 'Diet clinic', 7),
  orthoptist: therapy('655', 'outpatient-clinic', 'Eye movement clinic', 'Children’s eye clinic', 9),
  prosthetist: therapy('657', 'outpatient-clinic', 'Limb fitting clinic', 'Limb review clinic', 5),
  orthotist: therapy('658', 'outpatient-clinic', 'Orthotics clinic', 'Footwear clinic', 8),
  dramatherapist: therapy('659', 'community', 'Dramatherapy sessions', 'Dramatherapy group', 4),
  'art-therapist': therapy('660', 'community', 'Art therapy sessions', 'Art therapy group', 4),
  'music-therapist': therapy('661', 'community', 'Music therapy sessions', 'Music therapy group', 4),
  osteopath: therapy('650', 'outpatient-clinic', 'Back and neck clinic', 'Joint clinic', 8),
  paramedic: therapy('180', 'domiciliary', 'Urgent home visits', 'Urgent home visits, afternoon', 4),
  'operating-department-practitioner': therapy('190', 'theatre', 'Theatre list', 'Theatre list, afternoon', 4),
  'diagnostic-radiographer': therapy('812', 'diagnostic', 'Imaging list', 'Imaging list, afternoon', 14),
  'therapeutic-radiographer': therapy('800', 'diagnostic', 'Treatment list', 'Treatment list, afternoon', 12),
  'ahp-support': therapy('650', 'inpatient', 'Exercise and practice sessions', 'Equipment and practice sessions', 7),
  'nursing-midwifery': therapy('300', 'community', 'Nurse-led clinic', 'Nurse-led clinic, afternoon', 9),
  pharmacy: therapy('300', 'inpatient', 'Ward pharmacy', 'Medicines clinic', 10),
  psychology: therapy('656', 'outpatient-clinic', 'Therapy sessions', 'Therapy group', 4),
  'healthcare-science': therapy('300', 'diagnostic', 'Testing list', 'Reporting', 15),
}
