/**
 * For each route that changes something: who may, a form that is let through, and the tables that it then changes. With
 * these the attacks know that a refusal is for the attack and not for a form that nobody could have sent.
 */

import { pathTo, type RouteName, type routes } from '../../src/routes.ts'
import { accountOf, type PersonName, today } from '../support/factories.ts'
import type { Knocker } from './doors.ts'
import type { Target } from './target.ts'

/** The routes that change something: each has a sample, and nothing else has. */
export type PostRoute = {
  [Name in RouteName]: (typeof routes)[Name]['method'] extends 'POST' ? Name : never
}[RouteName]

export type Form = Record<string, string | readonly string[]>

export type Sample = {
  by: PersonName | Knocker
  /** Worked out where it is a code of this very moment. */
  form?: Form | (() => Form)
  json?: object
  /** Does what must have been done before, and returns what more the form then says. */
  prepare?: () => Promise<Form | undefined>
  /** A refusal is right too: the door is shut, or a test of its own opens it. */
  mayBeRefused?: true
  /** Every other table stays as it is, whatever else is in the form. */
  changes: readonly string[]
}

const saved = ['job_plan', 'job_plan_change', 'job_plan_activity']
const audited = ['audit', 'audit_head']
/** Where the plans of a post stand is kept beside the post. */
const moved = ['job_plan', 'job_plan_move', 'assignment', ...audited]

/** A mail is asked for; once it leaves, a key for its link may have been made. */
const mailed = ['jobs.job', 'identity.verification']

/** What the office does to somebody's account. */
const ofAnAccount = (changes: readonly string[]): Sample => ({
  by: 'office',
  form: {},
  changes: [...changes, 'identity.account_person', 'identity.session', ...mailed, ...audited],
})
/** On the way to a provider of single sign-on. */
const ofAProvider: Sample = { by: 'clinician', form: { next: '/' }, changes: ['identity.single_sign_on'] }

const activity = {
  title: 'New clinic',
  category: 'dcc',
  when: 'timetabled',
  days: ['fri'],
  start: '09:00',
  end: '13:00',
}

/** Another ward round than the plan has. */
const aWard = (title: string) => ({
  kind: 'put-activity',
  activity: {
    id: 'ward',
    title,
    category: 'dcc',
    schedule: { kind: 'timetabled', days: ['thu'], start: '09:00', end: '15:00' },
  },
})

export function samplesFor(target: Target): Record<PostRoute, Sample> {
  const { t, trust, newcomerId, doors } = target
  const post = async (
    route: 'savePlanChange' | 'offerPlan',
    by: PersonName,
    body: { json: object } | { form: Form },
  ) => {
    const path = pathTo(route, { planId: target.planId })
    const answer = await t.request(path, { as: target.personId(by), ...body })
    if (answer.status >= 400) throw new Error(`${route} answers ${answer.status}`)
    return undefined
  }
  const change = async (by: PersonName) => post('savePlanChange', by, { json: { version: 1, change: aWard('Theirs') } })
  const offer = async () => post('offerPlan', 'clinician', { form: { version: '1' } })
  const offered = () =>
    t.database.asOwner((tx) =>
      tx
        .selectFrom('offered_document')
        .select('digest')
        .where('plan_id', '=', target.planId)
        .orderBy('offer_number', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow(),
    )
  return {
    signIn: {
      by: 'nobody',
      form: { email: doors.email, password: doors.password, next: '/' },
      changes: ['identity.session', ...audited],
    },
    signOut: { by: 'arriving', form: {}, changes: ['identity.session'] },
    // Shut in a trust of real people, and once there is one: nobody is let in.
    becomeDemonstrationPerson: {
      by: 'nobody',
      form: { personId: String(trust.people.office.personId) },
      changes: [],
      mayBeRefused: true,
    },
    firstRun: {
      by: 'nobody',
      form: {
        trust: 'Another trust',
        odsCode: 'RT9',
        nation: 'england',
        firstName: 'Ann',
        lastName: 'Other',
        email: 'ann.other@trust.example',
        password: 'eight tall ships at dusk',
      },
      changes: [],
      mayBeRefused: true,
    },
    acceptInvitation: {
      by: 'nobody',
      form: { password: 'eight tall ships at dusk' },
      changes: [
        'invitation',
        'identity."user"',
        'identity.account',
        'identity.account_person',
        'identity.session',
        ...audited,
      ],
    },
    singleSignOn: { ...ofAProvider, by: 'nobody' },
    giveCode: {
      by: 'arriving',
      form: () => ({ code: doors.codeOf('arriving'), next: '/' }),
      changes: ['identity.session', 'identity.second_factor', ...audited],
    },
    proveForSecondFactor: {
      by: 'enrolling',
      form: { password: doors.password, next: '/' },
      changes: ['identity.session'],
    },
    enrolSecondFactor: {
      by: 'enrolling',
      form: () => ({ code: doors.codeOf('enrolling'), next: '/' }),
      changes: ['identity.session', 'identity.second_factor', 'identity.recovery_code', ...audited],
    },
    forgottenPassword: { by: 'nobody', form: { email: doors.email }, changes: mailed },
    resetPassword: {
      by: 'nobody',
      form: { password: 'eight tall ships at dusk' },
      changes: ['identity.account', 'identity.session', ...mailed, ...audited],
    },
    correctAssignment: {
      by: 'office',
      form: { contract: 'as-proposed', professionalGroup: 'as-proposed', band: '8a', scope: 'as-proposed' },
      changes: ['assignment', 'organisation', ...audited],
    },
    setAgreer: {
      by: 'office',
      form: {
        agreer: String(trust.people.agreer.personId),
        'fromOn[day]': '21',
        'fromOn[month]': '11',
        'fromOn[year]': '2026',
      },
      changes: ['agreer', 'assignment', 'organisation', ...audited],
    },
    // Files, and what waits: tests/attacks/upload.db.test.ts sends them.
    stageImport: { by: 'office', form: {}, changes: [], mayBeRefused: true },
    approveImport: { by: 'office', form: {}, changes: [], mayBeRefused: true },
    cancelImport: { by: 'office', form: {}, changes: ['staged_import', 'staged_file', 'staged_line'] },
    closeAccount: ofAnAccount([]),
    reopenAccount: ofAnAccount([]),
    endSessionsOf: ofAnAccount([]),
    resetSecondFactor: ofAnAccount(['identity.second_factor', 'identity.recovery_code']),
    makeResetLink: ofAnAccount([]),
    useAddressOfRecord: ofAnAccount(['identity."user"']),
    signInAgain: ofAProvider,
    connectSingleSignOn: ofAProvider,
    // Nobody here has a provider to part from: src/features/sign-in/single-sign-on.db.test.ts parts from one.
    disconnectSingleSignOn: { ...ofAProvider, mayBeRefused: true },
    stayHere: { by: 'clinician', form: {}, changes: [] },
    endSessions: {
      by: 'clinician',
      // One more, in another browser.
      prepare: async () => {
        const userId = await accountOf(t.database, t.identity, target.personId('clinician'))
        await t.identity.startSession(userId, new Headers(), { method: 'password' })
        return undefined
      },
      form: { session: 'others' },
      changes: ['identity.session', ...audited],
    },
    changePassword: {
      by: 'inside',
      form: { oldPassword: doors.password, newPassword: 'eight tall ships at dusk' },
      changes: ['identity.account', 'identity.session', ...mailed, ...audited],
    },
    changeSecondFactor: {
      by: 'inside',
      form: () => ({ change: 'off', code: doors.codeOf('inside') }),
      changes: ['identity.second_factor', 'identity.recovery_code', 'identity.session', ...audited],
    },
    inviteMany: {
      by: 'office',
      // One at a time: the one that is under way ends first.
      prepare: async () => {
        await t.database.asOwner((tx) =>
          tx
            .updateTable('invitation_run')
            .set({ state: 'done', ended_at: `${today}T12:00:00Z` })
            .where('organisation_id', '=', trust.organisationId)
            .execute(),
        )
        return undefined
      },
      form: { whom: 'all' },
      changes: ['invitation_run', 'invitation', ...mailed, ...audited],
    },
    stopInvitationRun: { by: 'office', form: {}, changes: ['invitation_run', 'invitation', ...audited] },
    invite: {
      by: 'office',
      form: { personId: String(newcomerId) },
      changes: ['invitation', ...mailed, ...audited],
    },
    grantRole: {
      by: 'office',
      form: { personId: String(trust.people.outsider.personId), role: 'auditor', fromOn: '2026-11-21' },
      changes: ['role_grant', ...audited],
    },
    endRole: { by: 'office', form: {}, changes: ['role_grant', ...audited] },
    startPlan: {
      by: 'clinician',
      form: {
        how: 'blank',
        'from[day]': '1',
        'from[month]': '4',
        'from[year]': '2029',
        'to[day]': '31',
        'to[month]': '3',
        'to[year]': '2030',
      },
      changes: [...saved, ...moved],
    },
    saveActivity: { by: 'clinician', form: activity, changes: saved },
    removeActivity: { by: 'clinician', form: {}, changes: saved },
    copyDay: { by: 'clinician', form: { from: 'thu', to: ['fri'] }, changes: saved },
    saveOnCall: { by: 'clinician', form: { oneIn: '6', prospectiveCover: 'yes', category: 'A' }, changes: saved },
    removeOnCall: { by: 'clinician', form: {}, changes: saved },
    saveObjective: { by: 'clinician', form: { scope: 'personal', text: 'Read more' }, changes: saved },
    removeObjective: { by: 'clinician', form: {}, changes: saved },
    saveResource: { by: 'clinician', form: { kind: 'staff', text: 'A second nurse' }, changes: saved },
    removeResource: { by: 'clinician', form: {}, changes: saved },
    savePlanTerms: {
      by: 'clinician',
      form: {
        'from[day]': '1',
        'from[month]': '4',
        'from[year]': '2026',
        'to[day]': '31',
        'to[month]': '3',
        'to[year]': '2027',
        core: '10',
        workingWeeks: '41',
        cycleWeeks: '1',
      },
      changes: saved,
    },
    savePlanChange: {
      by: 'clinician',
      json: { version: 1, change: { kind: 'remove-activity', id: 'ward' } },
      changes: saved,
    },
    mergePlanChanges: {
      by: 'clinician',
      prepare: () => change('agreer'),
      form: {
        changes: JSON.stringify([{ version: 1, change: aWard('Mine') }]),
        seen: '2',
        'choose:0:activity:ward': 'yours',
      },
      changes: saved,
    },
    undoPlanChange: {
      by: 'clinician',
      prepare: () => change('clinician'),
      form: {},
      changes: saved,
    },
    offerPlan: { by: 'clinician', form: { version: '1' }, changes: [...moved, 'offered_document'] },
    signPlan: {
      by: 'clinician',
      prepare: async () => {
        await offer()
        return offered()
      },
      form: { digest: '0'.repeat(64), read: 'yes' },
      changes: [...moved, 'signature'],
    },
    returnPlan: {
      by: 'agreer',
      prepare: offer,
      form: { reason: 'Let us talk' },
      changes: moved,
    },
    withdrawPlan: { by: 'clinician', form: { reason: 'No longer needed' }, changes: moved },
  }
}
