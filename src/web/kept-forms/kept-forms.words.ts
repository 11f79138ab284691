import type { RouteName } from '../../routes.ts'

/**
 * What each form is called that is kept for somebody whose session ended while they filled it in. What is not here is never
 * kept: what opens somebody's door (accounts, roles), what concerns one's own, and what is soon done again.
 */
export const KEPT_FORMS: Partial<Record<RouteName, string>> = {
  correctAssignment: 'A correction of somebody’s post',
  setAgreer: 'Who agrees somebody’s plan',
  startPlan: 'The start of a plan',
  saveActivity: 'An activity of a plan',
  removeActivity: 'Removing an activity from a plan',
  copyDay: 'Copying a day of a plan',
  saveOnCall: 'On-call of a plan',
  removeOnCall: 'Removing on-call from a plan',
  saveObjective: 'An objective of a plan',
  removeObjective: 'Removing an objective from a plan',
  saveResource: 'A resource of a plan',
  removeResource: 'Removing a resource from a plan',
  savePlanTerms: 'The terms of a plan',
  mergePlanChanges: 'Your choice between two versions of a plan',
  undoPlanChange: 'Undoing a change of a plan',
  offerPlan: 'Offering a plan',
  signPlan: 'Signing a plan',
  returnPlan: 'Returning a plan',
  withdrawPlan: 'Withdrawing a plan',
}
