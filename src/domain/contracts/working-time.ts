import type { Limit } from './contract-terms.ts'

/** The Working Time Regulations' weekly limit, the same under every contract. It is on hours: premium units are shorter. */
export const FORTY_EIGHT_HOURS: Limit = {
  rule: 'time.over-48-hours',
  severity: 'warning',
  measure: 'minutes',
  value: 2880,
  says: 'The plan has more than 48 hours of work a week.',
  source: 'Working Time Regulations 1998, as told by the BMA: 48 hours a week on average',
  checked: true,
  from: '1998-10-01',
}
