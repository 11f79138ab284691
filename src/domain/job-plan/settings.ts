/** Where an activity happens. */
export const SETTING_LABELS = {
  inpatient: 'Inpatients',
  'outpatient-clinic': 'Outpatient clinic',
  community: 'Community',
  domiciliary: 'Patients’ homes',
  'private-clinic': 'Private clinic',
  theatre: 'Operating theatre',
  diagnostic: 'Diagnostics',
  office: 'Office',
  home: 'Home',
  other: 'Somewhere else',
} as const
export type Setting = keyof typeof SETTING_LABELS

/** Whose objective it is. */
export const SCOPE_LABELS = { personal: 'Personal', team: 'Team', organisation: 'Organisation' } as const
export type ObjectiveScope = keyof typeof SCOPE_LABELS

/** What a person needs to be able to do the plan. */
export const RESOURCE_LABELS = {
  staff: 'Staff',
  equipment: 'Equipment',
  accommodation: 'Rooms and space',
  training: 'Training',
  time: 'Time',
  other: 'Something else',
} as const
export type ResourceKind = keyof typeof RESOURCE_LABELS
