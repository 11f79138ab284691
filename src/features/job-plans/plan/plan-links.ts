import { pathTo } from '../../../routes.ts'
import type { PlanLinks } from './plan-view.ts'

/** Who may change the plan is led to the forms, anybody else to the lists. */
export const linksOf = (planId: number, canEdit: boolean): PlanLinks => ({
  activity: canEdit
    ? pathTo('activityPage', { planId, activityId: '' })
    : `${pathTo('planActivities', { planId })}#activity-`,
  rota: canEdit ? pathTo('onCallPage', { planId, onCallId: '' }) : `${pathTo('planOnCall', { planId })}#on-call-`,
  rotas: pathTo('planOnCall', { planId }),
  terms: canEdit ? pathTo('planTermsPage', { planId }) : pathTo('planSums', { planId }),
  sums: pathTo('planSums', { planId }),
})
