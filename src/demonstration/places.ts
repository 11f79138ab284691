/** Northmoor University Hospitals, which does not exist: its places, and its units from the trust down to teams. */

const SITES = {
  'general-hospital': { name: 'Northmoor General Hospital', town: 'Northmoor', siteCode: 'ZNM01' },
  infirmary: { name: 'Moorside Infirmary', town: 'Moorside', siteCode: 'ZNM02' },
  'community-centre': { name: 'Harbour Street Health Centre', town: 'Northmoor', siteCode: 'ZNM03' },
  headquarters: { name: 'Northmoor House', town: 'Northmoor', siteCode: 'ZNM04' },
  borders: { name: 'Borders Clinic', town: 'Llanfair-y-Gororau', siteCode: '7AZ01', welshName: 'Clinig y Gororau' },
} as const
export type LocationKey = keyof typeof SITES
export const LOCATIONS: Readonly<Record<LocationKey, Site>> = SITES

interface Site {
  readonly name: string
  readonly town: string
  /** Invented, as the organisation codes are. */
  readonly siteCode: string
  readonly welshName?: string
}

interface DemonstrationUnit {
  readonly name: string
  readonly partOf: string | null
  readonly at: LocationKey
  /** Invented: no organisation has these codes. One that begins 7A makes a service Welsh. */
  readonly odsCode?: string
}

const within = (partOf: string, at: LocationKey, units: Record<string, string>): Record<string, DemonstrationUnit> =>
  Object.fromEntries(Object.entries(units).map(([key, name]) => [key, { name, partOf, at }]))

/** In order from the top, so that a unit always stands after the one it is part of. */
export const UNITS: Readonly<Record<string, DemonstrationUnit>> = {
  trust: { name: 'Northmoor University Hospitals', partOf: null, at: 'headquarters', odsCode: 'ZNM' },
  ...within('trust', 'headquarters', { corporate: 'Corporate services' }),
  ...within('corporate', 'headquarters', {
    executive: 'Executive office',
    'job-planning': 'Job planning office',
    digital: 'Digital services',
  }),
  ...within('trust', 'general-hospital', {
    medicine: 'Medicine division',
    surgery: 'Surgery division',
    therapies: 'Therapies division',
    support: 'Diagnostics and clinical support division',
  }),
  ...within('trust', 'community-centre', { community: 'Community division' }),
  ...within('medicine', 'general-hospital', {
    diabetes: 'Diabetes and endocrinology',
    'acute-medicine': 'Acute medicine',
    cardiology: 'Cardiology',
    'older-people': 'Care of older people',
  }),
  ...within('acute-medicine', 'general-hospital', { 'medical-assessment': 'Medical assessment unit' }),
  ...within('older-people', 'general-hospital', { 'ward-4': 'Ward 4', 'ward-7': 'Ward 7' }),
  ...within('surgery', 'general-hospital', {
    'general-surgery': 'General surgery',
    orthopaedics: 'Trauma and orthopaedics',
    anaesthetics: 'Anaesthetics',
    theatres: 'Operating theatres',
    ophthalmology: 'Ophthalmology',
  }),
  ...within('orthopaedics', 'general-hospital', { 'ward-12': 'Ward 12' }),
  ...within('anaesthetics', 'general-hospital', { 'critical-care': 'Critical care' }),
  ...within('ophthalmology', 'infirmary', { orthoptics: 'Orthoptics' }),
  ...within('therapies', 'general-hospital', {
    physiotherapy: 'Physiotherapy',
    'occupational-therapy': 'Occupational therapy',
    speech: 'Speech and language therapy',
    dietetics: 'Nutrition and dietetics',
    podiatry: 'Podiatry',
    'limb-services': 'Prosthetics and orthotics',
    'arts-therapies': 'Arts therapies',
  }),
  ...within('physiotherapy', 'general-hospital', { 'inpatient-physiotherapy': 'Inpatient physiotherapy' }),
  ...within('physiotherapy', 'infirmary', { 'joint-physiotherapy': 'Muscle and joint physiotherapy' }),
  ...within('occupational-therapy', 'general-hospital', { 'inpatient-occupational': 'Inpatient occupational therapy' }),
  ...within('community', 'community-centre', {
    rehabilitation: 'Community rehabilitation',
    'community-nursing': 'Community nursing',
    'urgent-response': 'Urgent community response',
  }),
  borders: {
    name: 'Northmoor Borders service, hosted in Wales (invented)',
    partOf: 'community',
    at: 'borders',
    odsCode: '7AZ',
  },
  ...within('support', 'general-hospital', {
    imaging: 'Imaging',
    radiotherapy: 'Radiotherapy',
    pharmacy: 'Pharmacy',
    laboratories: 'Laboratory science',
    physiology: 'Heart and lung physiology',
  }),
  ...within('support', 'infirmary', { psychology: 'Psychology' }),
}

/** When the invented trust began: nothing in its record is older. */
export const FOUNDED_ON = '2000-04-01'

export const LOCATION_KEYS = Object.keys(LOCATIONS) as LocationKey[]
const UNIT_KEYS = Object.keys(UNITS)

export const locationIdOf = (key: LocationKey) => String(4001 + LOCATION_KEYS.indexOf(key))
export const locationKeyOf = (unit: string): LocationKey => UNITS[unit]?.at ?? 'headquarters'

/** A large trust has copies of its teams, counted from 0, each a unit within the first. */
export const unitIdOf = (unit: string, copy: number) => String(5001 + UNIT_KEYS.indexOf(unit) + copy * 1000)
export const unitNameOf = (unit: string, copy: number) =>
  `${UNITS[unit]?.name ?? unit}${copy === 0 ? '' : `, team ${copy + 1}`}`
