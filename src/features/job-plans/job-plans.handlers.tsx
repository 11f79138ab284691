import type { Handlers } from '../../web/request.ts'
import { handlers as activity } from './forms/activity.handlers.tsx'
import { handlers as merge } from './forms/merge.handlers.tsx'
import { handlers as objective } from './forms/objective.handlers.tsx'
import { handlers as onCall } from './forms/on-call.handlers.tsx'
import { handlers as postedChange } from './forms/posted-change.handlers.tsx'
import { handlers as terms } from './forms/terms.handlers.tsx'
import { handlers as undo } from './forms/undo.handlers.tsx'
import { handlers as plan } from './plan/plan.handlers.tsx'
import { handlers as startPlan } from './start/start-plan.handlers.tsx'

export const handlers: Handlers = {
  ...startPlan,
  ...plan,
  ...activity,
  ...onCall,
  ...objective,
  ...terms,
  ...postedChange,
  ...merge,
  ...undo,
}
