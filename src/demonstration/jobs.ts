/** Jobs of the invented trust, by the national staff groups, job roles and pay grades that its staff record uses. */

export interface Job {
  readonly staffGroup: string
  readonly jobRole: string
  /** What the post is called; the job role where nothing else is said. */
  readonly title: string
}

const jobs = <K extends string>(
  staffGroup: string,
  roles: Record<K, string | readonly [jobRole: string, title: string]>,
) =>
  Object.fromEntries(
    Object.entries<string | readonly [string, string]>(roles).map(([key, role]) => {
      const [jobRole, title] = typeof role === 'string' ? [role, role] : role
      return [key, { staffGroup, jobRole, title }]
    }),
  ) as Record<K, Job>

export const JOBS = {
  ...jobs('Medical and Dental', {
    'medical-director': 'Medical Director',
    'clinical-director': ['Clinical Director - Medical', 'Clinical Director'],
    consultant: 'Consultant',
    'specialty-doctor': 'Specialty Doctor',
    'trust-doctor': ['Trust Grade Doctor - Career Grade level', 'Trust Doctor'],
    registrar: 'Specialty Registrar',
    foundation: ['Foundation Year 1', 'Foundation Doctor'],
  }),
  ...jobs('Nursing and Midwifery Registered', {
    'chief-nurse': ['Director of Nursing', 'Chief Nurse'],
    matron: 'Modern Matron',
    'nurse-consultant': 'Nurse Consultant',
    'specialist-nurse': ['Specialist Nurse Practitioner', 'Clinical Nurse Specialist'],
    'community-nurse': 'Community Nurse',
    sister: 'Sister/Charge Nurse',
    'staff-nurse': 'Staff Nurse',
  }),
  ...jobs('Allied Health Professionals', {
    'art-therapist': 'Art Therapist',
    'drama-therapist': 'Drama Therapist',
    'music-therapist': 'Music Therapist',
    podiatrist: 'Chiropodist / Podiatrist',
    dietitian: 'Dietitian',
    'occupational-therapist': 'Occupational Therapist',
    'occupational-head': ['Occupational Therapist Manager', 'Head of Occupational Therapy'],
    orthoptist: 'Orthoptist',
    orthotist: 'Orthotist',
    paramedic: 'Paramedic',
    physiotherapist: 'Physiotherapist',
    'physiotherapy-head': ['Physiotherapist Manager', 'Head of Physiotherapy'],
    'physiotherapy-consultant': 'Physiotherapist Consultant',
    prosthetist: 'Prosthetist',
    'diagnostic-radiographer': 'Radiographer - Diagnostic',
    'imaging-head': ['Radiographer - Diagnostic, Manager', 'Head of Imaging'],
    'therapeutic-radiographer': 'Radiographer - Therapeutic',
    'speech-therapist': 'Speech and Language Therapist',
    'speech-head': [
      'Speech and Language Therapist Specialist Practitioner',
      'Professional Lead, Speech and Language Therapy',
    ],
    'chief-ahp': ['Occupational Therapist Consultant', 'Chief Allied Health Professional'],
    'advanced-practitioner': ['Advanced Practitioner', 'Advanced Practitioner Physiotherapist'],
  }),
  // The staff record's own short name for this staff group.
  ...jobs('Add Prof Scientific and Technic', {
    'theatre-practitioner': 'Operating Department Practitioner',
    osteopath: 'Osteopath',
    pharmacist: 'Pharmacist',
    psychologist: ['Applied Psychologist - Clinical', 'Clinical Psychologist'],
    'pharmacy-technician': ['Technician', 'Pharmacy Technician'],
  }),
  ...jobs('Healthcare Scientists', {
    'healthcare-scientist': 'Healthcare Scientist',
    'science-practitioner': ['Healthcare Science Practitioner', 'Biomedical Scientist'],
    'consultant-scientist': 'Consultant Healthcare Scientist',
  }),
  ...jobs('Additional Clinical Services', {
    'therapy-instructor': ['Technical Instructor', 'Therapy Technical Instructor'],
    'therapy-assistant': ['Assistant/Associate Practitioner', 'Therapy Assistant Practitioner'],
    'imaging-assistant': ['Health Care Support Worker', 'Imaging Support Worker'],
    'healthcare-assistant': 'Healthcare Assistant',
    'assistant-psychologist': 'Assistant Psychologist',
  }),
  ...jobs('Administrative and Clerical', {
    'chief-executive': 'Chief Executive',
    'operations-lead': ['Senior Manager', 'Operations Lead'],
    officer: ['Officer', 'Job Planning Officer'],
    auditor: ['Analyst', 'Internal Auditor'],
    'system-administrator': ['Technician', 'System Administrator'],
  }),
} as const
export type JobKey = keyof typeof JOBS

const bands = Object.fromEntries(
  ['1', '2', '3', '4', '5', '6', '7', '8a', '8b', '8c', '8d', '9'].map((band, index) => {
    const range = band.length > 1 ? `8 - Range ${band.slice(1).toUpperCase()}` : band
    return [band, `NHS|XR${String(index + 1).padStart(2, '0')}|Review Body Band ${range}`]
  }),
)

/** Pay grades by short name, as the staff record writes them. */
export const GRADES: Readonly<Record<string, string>> = {
  ...bands,
  consultant: 'NHS|YC72|Consultant',
  'sas-2021': 'NHS|MC75|Specialty Doctor (2021)',
  'sas-2008': 'NHS|MC46|Specialty Doctor',
  registrar: 'NHS|MN37|Specialty Registrar',
  foundation: 'NHS|MN13|Foundation Doctor',
  local: 'ZNM|LOC1|Trust Doctor',
  executive: 'ZNM|VSM1|Very Senior Manager',
}
