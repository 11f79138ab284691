import type { ContractTerms } from './contract-terms.ts'
import { FORTY_EIGHT_HOURS } from './working-time.ts'

const FROM = '2003-12-01'
const AUDIT_RESPONSE =
  'Swansea Bay University Health Board, management response to the job planning internal audit, 2024'

/** Amendment to the National Consultant Contract in Wales, 2003. */
export const consultantWales2003: ContractTerms = {
  contract: 'consultant-wales-2003',
  from: FROM,
  unit: 'session',
  minutesInUnit: {
    value: 225,
    source: 'National Consultant Contract in Wales: 37.5 hours over 10 sessions',
    checked: true,
    from: FROM,
  },
  premium: null,
  agreedUnitMinutes: {
    value: { least: 180, most: 240 },
    source: 'National Consultant Contract in Wales: a session is 3 to 4 hours',
    checked: true,
    from: FROM,
  },
  core: {
    value: 10,
    source: 'National Consultant Contract in Wales, the working week',
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
    source: 'A guide to consultant job planning, BMA and NHS Employers, 2011, carried over to Wales',
    checked: false,
    from: '2011-07-01',
  },
  unpredictableOnCallCap: {
    value: 1,
    source: 'Cardiff and Vale University Health Board, e-job planning questions: on call in sessions or hours',
    checked: true,
    from: FROM,
  },
  supplements: null,
  usualDirectCareShare: { value: '7/10', source: AUDIT_RESPONSE, checked: true, from: FROM },
  minimumContent: null,
  hasUnpaidBreaks: false,
  limits: [
    FORTY_EIGHT_HOURS,
    {
      rule: 'approval.clinical-director',
      severity: 'note',
      measure: 'units',
      value: 10,
      says: 'A plan of more than 10 sessions needs the clinical director to agree it.',
      source: AUDIT_RESPONSE,
      checked: true,
      from: '2024-05-01',
    },
    {
      rule: 'approval.medical-director',
      severity: 'note',
      measure: 'units',
      value: 13,
      says: 'A plan of more than 13 sessions needs the medical director to approve it.',
      source: AUDIT_RESPONSE,
      checked: true,
      from: '2024-05-01',
    },
  ],
}
