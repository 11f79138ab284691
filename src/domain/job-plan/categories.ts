/** The kinds of work in a job plan, in the order that every list and total keeps. */
export const CATEGORIES = ['dcc', 'spa', 'anr', 'ed', 'private-practice', 'fee-paying'] as const
export type Category = (typeof CATEGORIES)[number]

/** The categories that are in the totals. Private practice and fee-paying work are shown, and are in none. */
export const COUNTED_CATEGORIES = ['dcc', 'spa', 'anr', 'ed'] as const
export type CountedCategory = (typeof COUNTED_CATEGORIES)[number]

export const CATEGORY_LABELS: Record<Category, { short: string; long: string }> = {
  dcc: { short: 'DCC', long: 'Direct clinical care' },
  spa: { short: 'SPA', long: 'Supporting professional activities' },
  anr: { short: 'ANR', long: 'Additional NHS responsibilities' },
  ed: { short: 'ED', long: 'External duties' },
  'private-practice': { short: 'Private', long: 'Private practice' },
  'fee-paying': { short: 'Fee-paying', long: 'Fee-paying work' },
}

export function isCounted(category: Category): category is CountedCategory {
  return category !== 'private-practice' && category !== 'fee-paying'
}
