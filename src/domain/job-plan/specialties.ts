/**
 * Names of the national main specialty and treatment function codes that job plans mostly use. The rest show as their code.
 * Source: NHS Data Dictionary, main specialty code and treatment function code, read in November 2026.
 */
export const SPECIALTIES: Readonly<Record<string, string>> = {
  '100': 'General surgery',
  '101': 'Urology',
  '103': 'Breast surgery',
  '104': 'Colorectal surgery',
  '106': 'Upper gastrointestinal surgery',
  '107': 'Vascular surgery',
  '110': 'Trauma and orthopaedics',
  '120': 'Ear, nose and throat',
  '130': 'Ophthalmology',
  '145': 'Oral and maxillofacial surgery',
  '150': 'Neurosurgery',
  '160': 'Plastic surgery',
  '170': 'Cardiothoracic surgery',
  '171': 'Paediatric surgery',
  '180': 'Emergency medicine',
  '190': 'Anaesthetics',
  '191': 'Pain management',
  '192': 'Intensive care medicine',
  '300': 'General internal medicine',
  '301': 'Gastroenterology',
  '302': 'Endocrinology',
  '303': 'Clinical haematology',
  '306': 'Hepatology',
  '307': 'Diabetes',
  '311': 'Clinical genetics',
  '314': 'Rehabilitation medicine',
  '315': 'Palliative medicine',
  '318': 'Intermediate care',
  '320': 'Cardiology',
  '326': 'Acute internal medicine',
  '327': 'Cardiac rehabilitation',
  '328': 'Stroke medicine',
  '330': 'Dermatology',
  '340': 'Respiratory medicine',
  '342': 'Pulmonary rehabilitation',
  '350': 'Infectious diseases',
  '361': 'Renal medicine',
  '370': 'Medical oncology',
  '400': 'Neurology',
  '410': 'Rheumatology',
  '420': 'Paediatrics',
  '422': 'Neonatal critical care',
  '430': 'Elderly medicine',
  '501': 'Obstetrics',
  '502': 'Gynaecology',
  '560': 'Midwifery',
  '650': 'Physiotherapy',
  '651': 'Occupational therapy',
  '652': 'Speech and language therapy',
  '653': 'Podiatry',
  '654': 'Dietetics',
  '655': 'Orthoptics',
  '656': 'Clinical psychology',
  '657': 'Prosthetics',
  '658': 'Orthotics',
  '659': 'Dramatherapy',
  '660': 'Art therapy',
  '661': 'Music therapy',
  '662': 'Optometry',
  '663': 'Podiatric surgery',
  '700': 'Intellectual disability',
  '710': 'Adult mental health',
  '711': 'Child and adolescent psychiatry',
  '715': 'Old age psychiatry',
  '800': 'Clinical oncology',
  '810': 'Radiology',
  '811': 'Interventional radiology',
  '812': 'Diagnostic imaging',
  '840': 'Audiology',
}

/** `"Diabetes (307)"` for `"307"`; a code or word that is not in the table as it is; empty where there is none. */
export function saySpecialty(specialty: string | null | undefined): string {
  const name = specialty && Object.hasOwn(SPECIALTIES, specialty) ? SPECIALTIES[specialty] : undefined
  return name ? `${name} (${specialty})` : (specialty ?? '')
}

/** The code of what somebody typed or chose, as `saySpecialty` says it or by its name alone; else what they typed. */
export function specialtyFromWords(typed: string): string {
  const wanted = typed.trim().toLowerCase()
  const found = Object.entries(SPECIALTIES).find(([code, name]) =>
    [code, name.toLowerCase(), saySpecialty(code).toLowerCase()].includes(wanted),
  )
  return found?.[0] ?? typed.trim()
}
