/**
 * What each national job role proposes, as one table that people can read on a screen. Rows are tried from the top and the
 * first that fits is taken, so a row with `needs` stands above the plain row for the same role.
 * Roles go by their national names (NHS Data Dictionary, JOB ROLE CODE, May 2026), never by occupation code, whose manual
 * nobody has loaded. Past 300 lines because it is one list.
 */
import type { ProfessionalGroup } from '../job-plan/professional-groups.ts'
import type { Scope } from './classification.ts'

export type StaffGroup =
  | 'Medical and Dental'
  | 'Students'
  | 'Nursing and Midwifery Registered'
  | 'Allied Health Professionals'
  | 'Additional Professional Scientific and Technical'
  | 'Healthcare Scientists'
  | 'Additional Clinical Services'
  | 'Administrative and Clerical'
  | 'Estates and Ancillary'
  | 'Supplementary Roles'

/** Which terms the role is on; which contract that is depends on the nation and the grade too (see `grades.ts`). */
export type Terms = 'consultant' | 'sas' | 'agenda-for-change' | 'other'

export interface RoleRule {
  readonly staffGroup: StaffGroup
  /** National job roles, or any role of the staff group. */
  readonly roles: readonly string[] | 'any'
  /** Fits only where the unit or the post's name has such a word (see `place-words.ts`). */
  readonly needs?: 'ward' | 'therapy'
  readonly terms: Terms
  /** `by-post-name`: the profession is looked for in the post's name. */
  readonly professionalGroup: ProfessionalGroup | 'by-post-name' | null
  readonly scope: Scope
  readonly why: string
}

const MEDICAL: readonly RoleRule[] = [
  medical(
    ['Consultant', 'Dental surgeon acting as Hospital Consultant', 'Director of Public Health'],
    'consultant',
    'The job role is consultant.',
  ),
  medical(
    [
      'Medical Director',
      'Clinical Director - Medical',
      'Clinical Director - Dental',
      'Professor',
      'Senior Lecturer',
      'Associate Postgraduate Dean',
    ],
    'consultant',
    'Leaders and clinical academics are nearly always consultants.',
  ),
  medical(
    ['Specialty Doctor', 'Specialist', 'Specialist Dentist'],
    'sas',
    'The job role is a specialty doctor or specialist.',
  ),
  {
    ...medical(['Associate Specialist', 'Staff Grade', 'Hospital Practitioner', 'Clinical Assistant'], 'sas', ''),
    terms: 'other',
    why: 'A closed grade: its holder may be on an older contract, which Concord does not hold.',
  },
  {
    ...medical(['Trust Grade Doctor - Career Grade level'], 'sas', ''),
    terms: 'other',
    why: 'Trust grade doctors are on local terms, which the record does not tell.',
  },
  training(
    'Medical and Dental',
    [
      'Foundation Year 1',
      'Foundation Year 2',
      'Specialty Registrar',
      'Foundation Dentist',
      'Dental Core Trainee',
      'Medical Student',
    ],
    'Doctors and dentists in training have work schedules, not job plans.',
  ),
  training(
    'Medical and Dental',
    ['Trust Grade Doctor - Specialty Registrar', 'Trust Grade Doctor - Foundation Level'],
    'The post is at the level of a doctor in training and works on that rota.',
  ),
  {
    staffGroup: 'Medical and Dental',
    roles: 'any',
    terms: 'other',
    professionalGroup: null,
    scope: 'in-scope',
    why: 'General practitioners, community dentists and other doctors are on terms that the record does not tell.',
  },
]

const NURSING: readonly RoleRule[] = [
  {
    staffGroup: 'Nursing and Midwifery Registered',
    roles: ['Staff Nurse', 'Enrolled Nurse', 'Sister/Charge Nurse', 'Midwife'],
    needs: 'ward',
    terms: 'agenda-for-change',
    professionalGroup: 'nursing-midwifery',
    scope: 'single-area-ward',
    why: 'A nurse or midwife on one ward works to its roster.',
  },
  {
    staffGroup: 'Nursing and Midwifery Registered',
    roles: 'any',
    terms: 'agenda-for-change',
    professionalGroup: 'nursing-midwifery',
    scope: 'in-scope',
    why: 'A registered nurse or midwife who does not work on one ward.',
  },
]

const ALLIED_HEALTH: readonly RoleRule[] = [
  profession('Art Therapist', 'art-therapist'),
  profession('Chiropodist / Podiatrist', 'podiatrist'),
  profession('Dietitian', 'dietitian'),
  profession('Drama Therapist', 'dramatherapist'),
  profession('Music Therapist', 'music-therapist'),
  profession('Occupational Therapist', 'occupational-therapist'),
  profession('Orthoptist', 'orthoptist'),
  profession('Orthotist', 'orthotist'),
  profession('Paramedic', 'paramedic'),
  profession('Physiotherapist', 'physiotherapist'),
  profession('Prosthetist', 'prosthetist'),
  profession('Radiographer - Diagnostic', 'diagnostic-radiographer'),
  profession('Radiographer - Therapeutic', 'therapeutic-radiographer'),
  profession('Speech and Language Therapist', 'speech-and-language-therapist'),
  {
    staffGroup: 'Allied Health Professionals',
    roles: 'any',
    terms: 'agenda-for-change',
    professionalGroup: 'by-post-name',
    scope: 'in-scope',
    why: 'The job role names no profession (multi therapist, advanced practitioner), so the post’s name is read.',
  },
]

const SCIENTIFIC: readonly RoleRule[] = [
  {
    ...scientific(['Operating Department Practitioner'], 'operating-department-practitioner'),
    why: 'An allied health profession, though the national list keeps it in this staff group.',
  },
  {
    ...scientific(['Osteopath'], 'osteopath'),
    why: 'An allied health profession, though the national list keeps it in this staff group.',
  },
  { ...scientific(['Pharmacist'], 'pharmacy'), why: 'The job role is pharmacist.' },
  training(
    'Additional Professional Scientific and Technical',
    [
      'Trainee High Intensity Therapist',
      'Trainee Clinical Psychologist',
      'Trainee Counselling Psychologist',
      'Trainee Health Psychologist',
      'Trainee Other Applied Psychologist',
    ],
    'In training for a profession.',
  ),
  {
    ...scientific(
      [
        ...[
          'Clinical',
          'Counselling',
          'Educational',
          'Forensic',
          'Health',
          'Occupational',
          'Sport and Exercise',
          'Neuropsychologist',
        ].map((field) => `Applied Psychologist - ${field}`),
        'Psychotherapist',
        'High Intensity Therapist',
        'Counsellor',
        'Family Therapist',
        'Social Worker - Psychological Therapist',
        'Child and Adolescent Psychological Therapist or Psychotherapist',
      ],
      'psychology',
    ),
    why: 'The job role is a psychologist or a psychological therapist.',
  },
  {
    staffGroup: 'Additional Professional Scientific and Technical',
    roles: 'any',
    terms: 'agenda-for-change',
    professionalGroup: 'by-post-name',
    scope: 'in-scope',
    why: 'The job role names no profession with a group of its own, so the post’s name is read.',
  },
]

const SCIENTISTS: readonly RoleRule[] = [
  {
    staffGroup: 'Healthcare Scientists',
    roles: 'any',
    terms: 'agenda-for-change',
    professionalGroup: 'healthcare-science',
    scope: 'in-scope',
    why: 'The staff group is healthcare scientists.',
  },
]

const CLINICAL_SERVICES: readonly RoleRule[] = [
  training(
    'Additional Clinical Services',
    [
      'Student Technician',
      'Trainee Scientist',
      'Trainee Practitioner',
      'Nursing Cadet',
      'Healthcare Cadet',
      'Pre-reg Pharmacist',
      'Trainee Psychological Wellbeing Practitioner',
      'Trainee Healthcare Scientist',
      'Trainee Healthcare Science Practitioner',
      'Trainee Healthcare Science Associate',
      'Trainee Nursing Associate',
      "Trainee Children's Wellbeing Practitioner",
      'Trainee Education Mental Health Practitioner',
    ],
    'In training.',
  ),
  clinicalServices(['Technical Instructor'], 'ahp-support', 'Technical instructors support therapists.'),
  {
    ...clinicalServices(
      [
        'Health Care Support Worker',
        'Healthcare Assistant',
        'Assistant/Associate Practitioner',
        'Assistant',
        'Technician',
      ],
      'ahp-support',
      'A support worker whose unit or post is a therapy, imaging or theatre one.',
    ),
    needs: 'therapy',
  },
  {
    ...clinicalServices(
      [
        'Health Care Support Worker',
        'Healthcare Assistant',
        'Assistant/Associate Practitioner',
        'Assistant',
        'Nursery Nurse',
      ],
      null,
      'A support worker on one ward works to its roster.',
    ),
    needs: 'ward',
    scope: 'single-area-ward',
  },
  {
    ...clinicalServices(
      ['Nursing Associate', 'Assistant Practitioner Nursing'],
      'nursing-midwifery',
      'On one ward, working to its roster.',
    ),
    needs: 'ward',
    scope: 'single-area-ward',
  },
  clinicalServices(
    ['Nursing Associate', 'Assistant Practitioner Nursing'],
    'nursing-midwifery',
    'Part of the nursing team.',
  ),
  clinicalServices(
    [
      'Assistant Psychologist',
      'Assistant Psychotherapist',
      'Psychological Wellbeing Practitioner',
      "Children's Wellbeing Practitioner",
      'Family Therapist',
      'Counsellor',
    ],
    'psychology',
    'Part of a psychology service.',
  ),
  clinicalServices(
    ['Healthcare Science Associate', 'Healthcare Science Assistant', 'Cytoscreener', 'Phlebotomist'],
    'healthcare-science',
    'Part of a healthcare science service.',
  ),
  clinicalServices('any', null, 'Support staff in no group that Concord can tell from the job role.'),
]

const OTHERS: readonly RoleRule[] = [
  training('Students', 'any', 'Students have placements, not job plans.'),
  notClinical('Administrative and Clerical', 'The staff group is administrative.'),
  notClinical('Estates and Ancillary', 'The staff group is estates.'),
  notClinical('Supplementary Roles', 'A role held beside a post, not a post.'),
]

export const ROLE_RULES: readonly RoleRule[] = [
  ...MEDICAL,
  ...NURSING,
  ...ALLIED_HEALTH,
  ...SCIENTIFIC,
  ...SCIENTISTS,
  ...CLINICAL_SERVICES,
  ...OTHERS,
]

/** Short names that the staff record writes for a national staff group. */
export const STAFF_GROUP_SHORT_NAMES: Readonly<Record<string, StaffGroup>> = {
  'Add Prof Scientific and Technic': 'Additional Professional Scientific and Technical',
  'Additional Professional, Scientific and Technical': 'Additional Professional Scientific and Technical',
}

function medical(roles: readonly string[], terms: 'consultant' | 'sas', why: string): RoleRule {
  const professionalGroup = terms === 'consultant' ? 'medical-consultant' : 'sas-doctor'
  return { staffGroup: 'Medical and Dental', roles, terms, professionalGroup, scope: 'in-scope', why }
}

function training(staffGroup: StaffGroup, roles: RoleRule['roles'], why: string): RoleRule {
  return { staffGroup, roles, terms: 'other', professionalGroup: null, scope: 'in-training', why }
}

/** The national list has four roles for each profession. */
function profession(role: string, professionalGroup: ProfessionalGroup): RoleRule {
  return {
    staffGroup: 'Allied Health Professionals',
    roles: ['', ' Consultant', ' Manager', ' Specialist Practitioner'].map((kind) => role + kind),
    terms: 'agenda-for-change',
    professionalGroup,
    scope: 'in-scope',
    why: 'The job role names the profession.',
  }
}

function scientific(roles: readonly string[], professionalGroup: ProfessionalGroup): Omit<RoleRule, 'why'> {
  return {
    staffGroup: 'Additional Professional Scientific and Technical',
    roles,
    terms: 'agenda-for-change',
    professionalGroup,
    scope: 'in-scope',
  }
}

function clinicalServices(
  roles: RoleRule['roles'],
  professionalGroup: ProfessionalGroup | null,
  why: string,
): RoleRule {
  return {
    staffGroup: 'Additional Clinical Services',
    roles,
    terms: 'agenda-for-change',
    professionalGroup,
    scope: 'in-scope',
    why,
  }
}

function notClinical(staffGroup: StaffGroup, why: string): RoleRule {
  return { staffGroup, roles: 'any', terms: 'agenda-for-change', professionalGroup: null, scope: 'not-clinical', why }
}
