import type { CountedCategory } from './categories.ts'

/** The two headings of the 2017 guide for allied health professionals. Its "clinical care" is wider than DCC. */
export type Guide2017Heading = 'clinicalCare' | 'supportingProfessionalActivities'

export const GUIDE_2017_LABELS: Record<Guide2017Heading, string> = {
  clinicalCare: 'Clinical care',
  supportingProfessionalActivities: 'Supporting professional activities',
}

type ClassificationRow = { label: string; category: CountedCategory; heading2017: Guide2017Heading }

/**
 * The twelve activity classes of Appendix 1 of "Allied health professionals job planning: a best practice guide" (2017).
 * `category` is where each counts in a job plan; `heading2017` is where the guide itself puts it.
 * They differ for management: the guide calls it clinical care.
 */
export const CLASSIFICATIONS = {
  'individual.direct': { label: 'Individual patients: direct', category: 'dcc', heading2017: 'clinicalCare' },
  'individual.indirect': { label: 'Individual patients: indirect', category: 'dcc', heading2017: 'clinicalCare' },
  'individual.travel': { label: 'Individual patients: travel', category: 'dcc', heading2017: 'clinicalCare' },
  'group.discipline-specific': {
    label: 'Not one patient: needs the profession',
    category: 'dcc',
    heading2017: 'clinicalCare',
  },
  'group.non-discipline-specific': {
    label: 'Not one patient: does not need the profession',
    category: 'dcc',
    heading2017: 'clinicalCare',
  },
  'group.travel': { label: 'Not one patient: travel', category: 'dcc', heading2017: 'clinicalCare' },
  management: { label: 'Managing clinical services', category: 'spa', heading2017: 'clinicalCare' },
  'management.travel': { label: 'Managing clinical services: travel', category: 'spa', heading2017: 'clinicalCare' },
  teaching: { label: 'Teaching and training', category: 'spa', heading2017: 'supportingProfessionalActivities' },
  'teaching.travel': {
    label: 'Teaching and training: travel',
    category: 'spa',
    heading2017: 'supportingProfessionalActivities',
  },
  research: { label: 'Research', category: 'spa', heading2017: 'supportingProfessionalActivities' },
  'research.travel': { label: 'Research: travel', category: 'spa', heading2017: 'supportingProfessionalActivities' },
} as const satisfies Record<string, ClassificationRow>

export type Classification = keyof typeof CLASSIFICATIONS
