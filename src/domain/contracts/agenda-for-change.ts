import type { ContractTerms } from './contract-terms.ts'
import { FORTY_EIGHT_HOURS } from './working-time.ts'

const FROM = '2004-12-01'
const AHP_GUIDE = 'Allied health professionals job planning: a best practice guide, NHS Improvement, 2017'

/** NHS Terms and Conditions of Service Handbook, with the 2017 guide for allied health professionals. */
export const agendaForChange: ContractTerms = {
  contract: 'agenda-for-change',
  from: FROM,
  unit: 'hour',
  minutesInUnit: { value: 60, source: 'An hour', checked: true, from: FROM },
  premium: null,
  agreedUnitMinutes: null,
  core: {
    value: 37.5,
    source: 'NHS Terms and Conditions of Service Handbook, section 10.1: 37.5 hours without meal breaks',
    checked: true,
    from: FROM,
  },
  workingWeeks: { value: 44, source: `${AHP_GUIDE}, understanding capacity`, checked: true, from: '2017-11-01' },
  prospectiveCoverWeeks: {
    value: 52,
    source: 'A guide to consultant job planning, BMA and NHS Employers, 2011, carried over to Agenda for Change',
    checked: false,
    from: '2011-07-01',
  },
  unpredictableOnCallCap: null,
  supplements: null,
  usualDirectCareShare: null,
  minimumContent: {
    value: { person: ['name', 'postTitle', 'band'], activity: ['setting', 'specialty'] },
    source: `${AHP_GUIDE}, what a job plan should contain`,
    checked: true,
    from: '2017-11-01',
  },
  hasUnpaidBreaks: true,
  limits: [FORTY_EIGHT_HOURS],
}
