import type { ContractTerms } from './contract-terms.ts'
import { FORTY_EIGHT_HOURS } from './working-time.ts'

const FROM = '2003-10-31'

/** Terms and Conditions of Service, Consultants (England) 2003. */
export const consultantEngland2003: ContractTerms = {
  contract: 'consultant-england-2003',
  from: FROM,
  unit: 'programmed-activity',
  minutesInUnit: {
    value: 240,
    source: 'Consultants (England) 2003, definition of programmed activity; BMA summary, September 2003',
    checked: true,
    from: FROM,
  },
  premium: {
    value: { plainHours: { from: '07:00', to: '19:00' }, minutesInUnit: 180 },
    source: 'Consultants (England) 2003, Schedule 7, premium time',
    checked: true,
    from: FROM,
  },
  agreedUnitMinutes: null,
  core: {
    value: 10,
    source: 'Consultants (England) 2003, full-time commitment; BMA summary, September 2003',
    checked: true,
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
    source: 'A guide to consultant job planning, BMA and NHS Employers, 2011',
    checked: false,
    from: '2011-07-01',
  },
  unpredictableOnCallCap: null,
  supplements: {
    value: {
      A: [
        { oneInUpTo: 4, percent: 8 },
        { oneInUpTo: 8, percent: 5 },
        { oneInUpTo: null, percent: 3 },
      ],
      B: [
        { oneInUpTo: 4, percent: 3 },
        { oneInUpTo: 8, percent: 2 },
        { oneInUpTo: null, percent: 1 },
      ],
    },
    source: 'Consultants (England) 2003, Schedule 16, on-call availability supplement',
    checked: false,
    from: FROM,
  },
  usualDirectCareShare: {
    value: '3/4',
    source: 'Consultants (England) 2003, Schedule 3 and model contract clause 7',
    checked: false,
    from: FROM,
  },
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
      source: 'Association of Anaesthetists, Consultant job plans: the basics',
      checked: true,
      from: FROM,
    },
    {
      rule: 'on-call.over-two-units',
      severity: 'warning',
      measure: 'unpredictable-on-call-units',
      value: 2,
      says: 'Unpredictable on-call work is usually no more than 2 PAs a week.',
      source: 'Consultants (England) 2003, Schedule 5',
      checked: false,
      from: FROM,
    },
    {
      rule: 'premium.over-three-units',
      severity: 'warning',
      measure: 'premium-units',
      value: 3,
      says: 'Above 3 PAs a week in premium time, both sides must agree what happens.',
      source: 'Consultants (England) 2003, Schedule 7',
      checked: true,
      from: FROM,
    },
  ],
}
