/**
 * Every address on one row: its name, method and path, who may use it, and the audit event of what it changes.
 * `may` is `anybody` (also without signing in), a general action, or an action on the plan or assignment in the path
 * (domain/access). app.tsx refuses to start when a route has no handler, or a handler no route.
 */
import type { GeneralAction, ObjectAction } from './domain/access/access.ts'
import type { AuditEventName } from './domain/access/audit-events.ts'

export type Route = {
  method: 'GET' | 'POST'
  path: string
  may: 'anybody' | GeneralAction | ObjectAction
  audit?: AuditEventName
  /** What a post carries: fields of a form where nothing is said. `files` may hold one too, and more bytes. */
  takes?: 'files' | 'json'
  /** Where files may come to more than other posts: then they are read only once it is known who sends them. */
  mostBytes?: number
  /** Asked by monitoring, under any name of the host: plain text, no page, and nobody is signed in. */
  answers?: 'machines'
  /** The person must have proved themselves anew just now: `proveAgain` in the handler. */
  again?: true
  /** Is of no use where people sign in elsewhere alone (CONCORD_LOCAL_SIGN_IN=off): then nothing is at this address. */
  needs?: 'passwords'
}

const get = <Path extends string>(path: Path, may: Route['may']) => ({ method: 'GET', path, may }) as const
const post = <Path extends string>(path: Path, may: Route['may'], audit?: AuditEventName) =>
  ({ method: 'POST', path, may, ...(audit ? { audit } : {}) }) as const

export const routes = {
  // sign-in
  signInPage: get('/sign-in', 'anybody'),
  signIn: { ...post('/sign-in', 'anybody', 'account.signed-in'), needs: 'passwords' },
  signOut: post('/sign-out', 'anybody'),
  demonstrationPage: get('/demonstration', 'anybody'),
  becomeDemonstrationPerson: post('/demonstration', 'anybody'),
  firstRunPage: get('/first-run/:token', 'anybody'),
  firstRun: post('/first-run/:token', 'anybody', 'organisation.created'),
  invitationPage: get('/invitations/:token', 'anybody'),
  acceptInvitation: { ...post('/invitations/:token', 'anybody', 'invitation.accepted'), needs: 'passwords' },
  singleSignOn: post('/single-sign-on/:provider', 'anybody'),
  singleSignOnAnswer: { ...get('/single-sign-on/:provider/answer', 'anybody'), audit: 'account.signed-in' },
  singleSignOnProblem: get('/single-sign-on/problem', 'anybody'),
  signInAgain: post('/single-sign-on/:provider/again', 'use-concord'),
  secondFactorPage: get('/second-factor', 'anybody'),
  giveCode: post('/second-factor', 'anybody', 'account.second-factor-shown'),
  proveForSecondFactor: post('/second-factor/prove', 'anybody'),
  enrolSecondFactor: post('/second-factor/enrol', 'anybody', 'second-factor.enrolled'),
  forgottenPasswordPage: { ...get('/forgotten-password', 'anybody'), needs: 'passwords' },
  forgottenPassword: { ...post('/forgotten-password', 'anybody'), needs: 'passwords' },
  resetPasswordPage: { ...get('/reset-password/:token', 'anybody'), needs: 'passwords' },
  resetPassword: { ...post('/reset-password/:token', 'anybody', 'password.reset'), needs: 'passwords' },

  // account
  account: get('/account', 'use-concord'),
  stayHere: post('/account/stay', 'use-concord'),
  endSessions: post('/account/sessions/end', 'use-concord', 'sessions.ended'),
  changePasswordPage: { ...get('/account/password', 'use-concord'), needs: 'passwords' },
  changePassword: { ...post('/account/password', 'use-concord', 'password.changed'), needs: 'passwords' },
  changeSecondFactor: post('/account/second-factor', 'use-concord', 'second-factor.changed'),
  waysIn: get('/account/ways-in', 'use-concord'),
  connectSingleSignOn: { ...post('/account/ways-in/:provider', 'use-concord', 'account.linked'), again: true },
  disconnectSingleSignOn: {
    ...post('/account/ways-in/:provider/end', 'use-concord', 'account.unlinked'),
    again: true,
  },
  carryOnPage: get('/carry-on/:token', 'use-concord'),

  // operation
  health: { ...get('/healthz', 'anybody'), answers: 'machines' },
  readiness: { ...get('/readyz', 'anybody'), answers: 'machines' },
  metrics: { ...get('/metrics', 'anybody'), answers: 'machines' },

  // about
  accessibilityStatement: get('/accessibility', 'anybody'),
  privacyNotice: get('/privacy', 'anybody'),

  // home
  home: get('/', 'use-concord'),
  ruleBook: get('/rules', 'use-concord'),

  // people
  people: get('/people', 'see-people'),
  assignment: get('/people/:assignmentId', 'see-assignment'),
  correctAssignmentPage: get('/people/:assignmentId/correct', 'correct-assignment'),
  correctAssignment: post('/people/:assignmentId/correct', 'correct-assignment', 'assignment.corrected'),
  setAgreerPage: get('/people/:assignmentId/agreer', 'set-agreer'),
  setAgreer: post('/people/:assignmentId/agreer', 'set-agreer', 'agreer.set'),
  staffRules: get('/staff-rules', 'use-concord'),
  imports: get('/imports', 'see-imports'),
  newImportPage: get('/imports/new', 'import-staff'),
  stageImport: { ...post('/imports/new', 'import-staff'), takes: 'files', mostBytes: 50_000_000 },
  stagedImport: get('/imports/staged/:stagedId', 'import-staff'),
  stagedLines: get('/imports/staged/:stagedId/lines', 'import-staff'),
  approveImport: post('/imports/staged/:stagedId/approve', 'import-staff', 'staff.imported'),
  cancelImport: post('/imports/staged/:stagedId/cancel', 'import-staff'),
  importResult: get('/imports/:importId', 'see-imports'),

  // accounts
  accounts: get('/accounts', 'invite-people'),
  invite: post('/accounts/invitations', 'invite-people', 'invitation.made'),
  inviteManyPage: get('/accounts/invite-many', 'invite-people'),
  inviteMany: post('/accounts/invite-many', 'invite-people', 'invitations.begun'),
  invitationRun: get('/accounts/invitation-runs/:runId', 'invite-people'),
  accountOf: get('/accounts/:personId', 'invite-people'),
  closeAccountPage: get('/accounts/:personId/close', 'invite-people'),
  closeAccount: post('/accounts/:personId/close', 'invite-people', 'account.closed'),
  reopenAccount: post('/accounts/:personId/reopen', 'invite-people', 'account.reopened'),
  endSessionsOf: post('/accounts/:personId/sessions/end', 'invite-people', 'sessions.ended'),
  resetSecondFactorPage: get('/accounts/:personId/second-factor/reset', 'invite-people'),
  resetSecondFactor: {
    ...post('/accounts/:personId/second-factor/reset', 'invite-people', 'second-factor.reset'),
    again: true,
  },
  makeResetLinkPage: { ...get('/accounts/:personId/password-reset', 'invite-people'), needs: 'passwords' },
  makeResetLink: {
    ...post('/accounts/:personId/password-reset', 'invite-people', 'password.link-made'),
    again: true,
    needs: 'passwords',
  },
  useAddressOfRecordPage: get('/accounts/:personId/address', 'invite-people'),
  useAddressOfRecord: {
    ...post('/accounts/:personId/address', 'invite-people', 'account.address-changed'),
    again: true,
  },
  stopInvitationRun: post('/accounts/invitation-runs/:runId/stop', 'invite-people', 'invitations.stopped'),
  roleGrants: get('/roles', 'grant-roles'),
  grantRole: { ...post('/roles', 'grant-roles', 'role.granted'), again: true },
  endRolePage: get('/roles/:grantId/end', 'grant-roles'),
  endRole: { ...post('/roles/:grantId/end', 'grant-roles', 'role.ended'), again: true },
  audit: get('/audit', 'see-audit'),
  system: get('/system', 'see-system'),

  // job plans
  startPlanPage: get('/people/:assignmentId/plans/new', 'start-plan'),
  startPlan: { ...post('/people/:assignmentId/plans', 'start-plan', 'plan.started'), takes: 'files' },
  plan: get('/plans/:planId', 'see-plan'),
  planActivities: get('/plans/:planId/activities', 'see-plan'),
  newActivityPage: get('/plans/:planId/activities/new', 'edit-plan'),
  activityPage: get('/plans/:planId/activities/:activityId', 'edit-plan'),
  saveActivity: post('/plans/:planId/activities', 'edit-plan'),
  removeActivity: post('/plans/:planId/activities/:activityId/remove', 'edit-plan'),
  copyDayPage: get('/plans/:planId/copy-day', 'edit-plan'),
  copyDay: post('/plans/:planId/copy-day', 'edit-plan'),
  planOnCall: get('/plans/:planId/on-call', 'see-plan'),
  newOnCallPage: get('/plans/:planId/on-call/new', 'edit-plan'),
  onCallPage: get('/plans/:planId/on-call/:onCallId', 'edit-plan'),
  saveOnCall: post('/plans/:planId/on-call', 'edit-plan'),
  removeOnCall: post('/plans/:planId/on-call/:onCallId/remove', 'edit-plan'),
  planObjectives: get('/plans/:planId/objectives', 'see-plan'),
  newObjectivePage: get('/plans/:planId/objectives/new', 'edit-plan'),
  objectivePage: get('/plans/:planId/objectives/:number', 'edit-plan'),
  saveObjective: post('/plans/:planId/objectives', 'edit-plan'),
  removeObjective: post('/plans/:planId/objectives/:number/remove', 'edit-plan'),
  newResourcePage: get('/plans/:planId/resources/new', 'edit-plan'),
  resourcePage: get('/plans/:planId/resources/:number', 'edit-plan'),
  saveResource: post('/plans/:planId/resources', 'edit-plan'),
  removeResource: post('/plans/:planId/resources/:number/remove', 'edit-plan'),
  planTermsPage: get('/plans/:planId/terms', 'edit-plan'),
  savePlanTerms: post('/plans/:planId/terms', 'edit-plan'),
  savePlanChange: { ...post('/plans/:planId/changes', 'edit-plan'), takes: 'json' },
  mergePlanChanges: post('/plans/:planId/merge', 'edit-plan'),
  undoPlanChange: post('/plans/:planId/undo', 'edit-plan'),
  planSums: get('/plans/:planId/sums', 'see-plan'),
  planPrint: get('/plans/:planId/print', 'see-plan'),
  planDocument: get('/plans/:planId/job-plan.json', 'see-plan'),
  planAgreement: get('/plans/:planId/agreement.json', 'see-plan'),

  // agreement
  team: get('/team', 'see-team'),
  planHistory: get('/plans/:planId/history', 'see-plan'),
  offerPlanPage: get('/plans/:planId/offer', 'offer-plan'),
  offerPlan: post('/plans/:planId/offer', 'offer-plan', 'plan.offered'),
  signPlanPage: get('/plans/:planId/sign', 'sign-plan'),
  signPlan: { ...post('/plans/:planId/sign', 'sign-plan', 'plan.signed'), again: true },
  returnPlanPage: get('/plans/:planId/return', 'return-plan'),
  returnPlan: post('/plans/:planId/return', 'return-plan', 'plan.returned'),
  withdrawPlanPage: get('/plans/:planId/withdraw', 'withdraw-plan'),
  withdrawPlan: post('/plans/:planId/withdraw', 'withdraw-plan', 'plan.withdrawn'),
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes

/** The words in a path that stand for something, such as `planId`. */
type Parameters<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parameters<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

type Given<Name extends RouteName> = Record<Parameters<(typeof routes)[Name]['path']>, string | number>

/** The address of a route: `pathTo('plan', { planId: 7 })` is `/plans/7`. A query is added where given; blanks are left out. */
export function pathTo<Name extends RouteName>(
  name: Name,
  ...[given, query]: keyof Given<Name> extends never
    ? [given?: Record<string, never>, query?: Query]
    : [given: Given<Name>, query?: Query]
): string {
  const path = routes[name].path.replaceAll(/:(\w+)/g, (_, word: string) =>
    encodeURIComponent(String((given as Record<string, string | number>)[word])),
  )
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, String(value)]],
    ),
  ).toString()
  return search ? `${path}?${search}` : path
}

export type Query = Record<string, string | number | undefined>
