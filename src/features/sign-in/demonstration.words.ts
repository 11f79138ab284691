import { roles } from '../../domain/access/access.ts'
import type { PlanState } from '../../domain/agreement/moves.ts'
import { sayCount } from '../../domain/job-plan/say.ts'
import type { DemonstrationPerson } from './demonstration.query.ts'

const PLAN_WORDS: Partial<Record<PlanState, string>> = {
  draft: 'Has a draft plan',
  'in-discussion': 'Has a plan in discussion',
  offered: 'Has a plan to sign',
  'signed-by-agreer': 'Has a plan to sign',
  'signed-by-clinician': 'Has signed a plan',
  agreed: 'Has an agreed plan',
}

/** What being this person shows, one line each: what is their own, whose plans they agree, what their roles add. */
export function showsWhat(person: Omit<DemonstrationPerson, 'personId' | 'userId' | 'fullName'>): string[] {
  const lines = [
    ...(person.hasPlan ? [(person.planState && PLAN_WORDS[person.planState]) ?? 'Has no plan yet'] : []),
    ...(person.agrees > 0 ? [sayAgrees(person)] : []),
    ...person.roles.map((role) => roles[role].explains.replace(/\.$/, '')),
  ]
  return lines.length > 0 ? lines : ['Has no job plan here, and sees none']
}

function sayAgrees({ agrees, toSign, toDiscuss }: Pick<DemonstrationPerson, 'agrees' | 'toSign' | 'toDiscuss'>) {
  const waits = [
    toSign > 0 ? `${toSign} ${toSign === 1 ? 'waits' : 'wait'} for a signature` : '',
    toDiscuss > 0 ? `${toDiscuss} in discussion` : '',
  ].filter(Boolean)
  const whose = `Agrees the ${agrees === 1 ? 'plan' : 'plans'} of ${sayCount(agrees, 'person', 'people')}`
  return waits.length > 0 ? `${whose}: ${waits.join(', ')}` : whose
}
