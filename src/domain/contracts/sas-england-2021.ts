import type { ContractTerms } from './contract-terms.ts'
import { FORTY_EIGHT_HOURS } from './working-time.ts'

const FROM = '2021-04-01'

/** Terms and Conditions of Service, Specialty Doctors and Specialists (England) 2021. */
export const sasEngland2021: ContractTerms = {
  contract: 'sas-england-2021',
  from: FROM,
  unit: 'programmed-activity',
  minutesInUnit: {
    value: 240,
    source: 'Specialty Doctors and Specialists (England) 2021, definition of programmed activity',
    checked: false,
    from: FROM,
  },
  premium: {
    value: { plainHours: { from: '07:00', to: '21:00' }, minutesInUnit: 180 },
    source: 'Specialty Doctors and Specialists (England) 2021, out of hours work',
    checked: false,
    from: FROM,
  },
  agreedUnitMinutes: null,
  core: {
    value: 10,
    source: 'Specialty Doctors and Specialists (England) 2021, full-time commitment',
    checked: false,
    from: FROM,
  },
  workingWeeks: {
    value: 42,
    source: 'Common use: 52 weeks less annual leave, study leave and public holidays',
    checked: false,
    from: FROM,
  },
  prospectiveCoverWeeks: {
    value: 52,
    source: 'A UK guide to job planning for specialty doctors and associate specialists, 2012, Annex 1',
    checked: false,
    from: '2012-11-01',
  },
  unpredictableOnCallCap: null,
  supplements: {
    value: {
      any: [
        { oneInUpTo: 4, percent: 6 },
        { oneInUpTo: 8, percent: 4 },
        { oneInUpTo: null, percent: 2 },
      ],
    },
    source: 'Specialty Doctors and Specialists (England) 2021, Schedule 14, on-call availability supplement',
    checked: false,
    from: FROM,
  },
  usualDirectCareShare: null,
  minimumContent: null,
  hasUnpaidBreaks: false,
  limits: [
    FORTY_EIGHT_HOURS,
    {
      rule: 'plan.over-12-units',
      severity: 'warning',
      measure: 'units',
      value: 12,
      says: 'A job plan is usually no more than 12 PAs a week.',
      source: 'Carried over from the consultants’ guidance of the Association of Anaesthetists',
      checked: false,
      from: FROM,
    },
    {
      rule: 'on-call.over-two-units',
      severity: 'warning',
      measure: 'unpredictable-on-call-units',
      value: 2,
      says: 'Unpredictable on-call work is usually no more than 2 PAs a week.',
      source: 'BMA, working on call: guidance for SAS doctors',
      checked: true,
      from: FROM,
    },
    {
      rule: 'premium.over-40-percent',
      severity: 'breach',
      measure: 'premium-percent',
      value: 40,
      says: 'No more than 40% of the work may be out of hours.',
      source: 'Specialty Doctors and Specialists (England) 2021, Schedule 4 paragraph 11, read as a share of PAs',
      checked: false,
      from: FROM,
    },
  ],
}
