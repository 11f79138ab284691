import type { Handlers } from '../../web/request.ts'
import { handlers as activity } from './activity.handlers.tsx'
import { handlers as objective } from './objective.handlers.tsx'
import { handlers as onCall } from './on-call.handlers.tsx'
import { handlers as plan } from './plan.handlers.tsx'
import { handlers as postedChange } from './posted-change.handlers.tsx'
import { handlers as startPlan } from './start-plan.handlers.tsx'
import { handlers as terms } from './terms.handlers.tsx'

export const handlers: Handlers = {
  ...startPlan,
  ...plan,
  ...activity,
  ...onCall,
  ...objective,
  ...terms,
  ...postedChange,
}
