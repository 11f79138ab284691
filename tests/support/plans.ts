/** Invented job plans, ready to be offered, and plans of the invented trust moved as far as a test needs. */
import type { Database } from '../../src/db/database.ts'
import { type Scope, scopeOfSystem } from '../../src/db/scope.ts'
import type { JobPlanDocument } from '../../src/domain/job-plan/job-plan.ts'
import { freezeDocument } from '../../src/records/frozen-document.ts'
import { insertPlan } from '../../src/records/plan.ts'
import { type Placed, today } from './factories.ts'

/** A consultant’s plan of exactly 10 programmed activities: nothing is left to put right. */
export const aDocument = (given: Partial<JobPlanDocument> = {}): JobPlanDocument => ({
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Sam Clinician', postTitle: 'Consultant' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  activities: [
    {
      id: 'clinic',
      title: 'Outpatient clinic',
      category: 'dcc',
      schedule: { kind: 'timetabled', days: ['mon', 'tue', 'wed'], start: '09:00', end: '17:00' },
      location: { setting: 'outpatient-clinic', site: 'Invented Infirmary' },
    },
    {
      id: 'ward',
      title: 'Ward round',
      category: 'dcc',
      schedule: { kind: 'timetabled', days: ['thu'], start: '09:00', end: '15:00' },
    },
    { id: 'study', title: 'Study', category: 'spa', schedule: { kind: 'flexible', minutesPerWeek: 600 } },
  ],
  objectives: [{ scope: 'personal', text: 'Halve the wait for a first visit', dueOn: '2027-01-31' }],
  ...given,
})

/** With one of everything that an address can name. */
export const documentOfAllParts = aDocument({
  onCall: [{ id: 'rota', title: 'Rota', oneIn: 8, category: 'A' }],
  supportingResources: [{ kind: 'staff', text: 'A clinic nurse' }],
})

/** What names its parts in an address. */
export const wordsOfParts = { activityId: 'clinic', onCallId: 'rota', number: 1 }

/** A draft of the person's plan; returns its number. */
export function aPlan(
  database: Database,
  organisationId: number,
  { assignmentId }: Placed,
  document: JobPlanDocument = aDocument(),
  replacesPlanId: number | null = null,
): Promise<number> {
  return database.write(scopeOfSystem(organisationId), (tx) =>
    insertPlan(tx, {
      organisationId,
      assignmentId,
      document,
      replacesPlanId,
      by: null,
      side: null,
      at: new Date('2026-11-01T09:00:00Z'),
    }),
  )
}

/** What was offered of a plan before, which is a draft again. */
export async function anEarlierOffer(
  database: Database,
  organisationId: number,
  { assignmentId }: Placed,
  planId: number,
  document: JobPlanDocument,
): Promise<void> {
  const { canonicalText, digest } = freezeDocument(document)
  const plan = { organisation_id: organisationId, assignment_id: assignmentId, plan_id: planId, offer_number: 1 }
  const offered = { digest, canonical_text: canonicalText, offered_at: `${today}T12:00:00Z` }
  await database.asOwner((tx) =>
    tx
      .insertInto('offered_document')
      .values({ ...plan, ...offered })
      .execute(),
  )
}

/** The eyes of a person with no role: their own plans and those that they agree. */
export const scopeOfPerson = (organisationId: number, { personId }: Placed): Scope => ({
  organisationId,
  personId,
  lines: [],
  units: [],
  groups: [],
  roles: [],
})
