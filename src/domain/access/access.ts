/**
 * Who may do what to which plan: one table of action × relation. The route table names the actions, the handlers ask
 * `may`, and row-level security (db/migrations) holds the same lines again, alone.
 */

/** How a person stands to a plan or to the assignment it belongs to. */
export type Relation =
  | 'own' // it is their plan
  | 'agrees' // they agree it for the organisation
  | 'line' // they agree the plan of someone who agrees it, or of someone above that
  | 'unit' // it lies in a unit they may see, or under it
  | 'group' // it is of a professional group they may see across the organisation
  | 'office' // they are the job-planning office
  | 'auditor' // they read everything and change nothing

/** What a person is granted, beside what follows from whose plans they agree. */
export type Role = 'unit-lead' | 'group-lead' | 'office' | 'auditor' | 'administrator'

export const roles: Record<Role, { label: string; needs: 'unit' | 'group' | null; explains: string }> = {
  'unit-lead': {
    label: 'Sees a unit',
    needs: 'unit',
    explains: 'Sees the plans of a unit and of all that is under it.',
  },
  'group-lead': {
    label: 'Sees a professional group',
    needs: 'group',
    explains: 'Sees the plans of one professional group across the organisation.',
  },
  office: {
    label: 'Job-planning office',
    needs: null,
    explains: 'Sees every plan, corrects the staff record, sets who agrees whose plan, invites people, grants roles.',
  },
  auditor: { label: 'Auditor', needs: null, explains: 'Sees every plan and the audit record. Changes nothing.' },
  administrator: { label: 'System administrator', needs: null, explains: 'Runs the system. Sees no plans.' },
}

const everyReader = ['own', 'agrees', 'line', 'unit', 'group', 'office', 'auditor'] as const

/** Actions on one plan or one assignment: the relations that may do each. */
export const objectActions = {
  'see-plan': everyReader,
  'see-assignment': everyReader,
  'start-plan': ['own', 'agrees', 'office'],
  'edit-plan': ['own', 'agrees', 'office'],
  'offer-plan': ['own', 'agrees'],
  'sign-plan': ['own', 'agrees'],
  'return-plan': ['own', 'agrees'],
  'withdraw-plan': ['own', 'agrees', 'office'],
  'correct-assignment': ['office'],
  'set-agreer': ['office'],
} as const satisfies Record<string, readonly Relation[]>

/** Actions that concern no single plan: the roles that may do each; `anyone` is signed in, nothing more. */
export const generalActions = {
  'use-concord': 'anyone',
  'see-people': 'anyone', // the list shows those in sight; it may be empty
  'see-team': 'anyone',
  'invite-people': ['office'],
  'grant-roles': ['office'],
  'see-imports': ['office', 'auditor'],
  'import-staff': ['office'],
  'see-audit': ['office', 'auditor'],
  'see-system': ['administrator'],
} as const satisfies Record<string, 'anyone' | readonly Role[]>

export type ObjectAction = keyof typeof objectActions
export type GeneralAction = keyof typeof generalActions

/** A signed-in person as the request found them: nothing here outlives the request, so a change counts at the next one. */
export type Viewer = {
  personId: number
  /** Paths of the person's own place in the lines of agreement, such as `1.7.12`; all under them is in sight. */
  lines: readonly string[]
  /** Paths of the units the person may see. */
  units: readonly string[]
  /** Professional groups the person may see. */
  groups: readonly string[]
  roles: readonly Role[]
}

/** The facts on an assignment, plan or activity row that sight is decided by. */
export type Sight = {
  personId: number
  agreerPersonId: number | null
  /** Chain of the people who agree, topmost first, ending in the assignment's own label. */
  line: string
  unitPath: string
  professionalGroup: string
}

/** Whether `path` is `ancestor` or lies under it; labels are separated by dots. */
const isUnder = (path: string, ancestor: string) => path === ancestor || path.startsWith(`${ancestor}.`)

const holds: Record<Relation, (viewer: Viewer, sight: Sight) => boolean> = {
  own: (viewer, sight) => sight.personId === viewer.personId,
  agrees: (viewer, sight) => sight.agreerPersonId === viewer.personId,
  line: (viewer, sight) => viewer.lines.some((line) => isUnder(sight.line, line)),
  unit: (viewer, sight) => viewer.units.some((unit) => isUnder(sight.unitPath, unit)),
  group: (viewer, sight) => viewer.groups.includes(sight.professionalGroup),
  office: (viewer) => viewer.roles.includes('office'),
  auditor: (viewer) => viewer.roles.includes('auditor'),
}

/** Whether the viewer may do the action to the thing that has these sight facts. */
export function may(viewer: Viewer, action: ObjectAction, sight: Sight): boolean {
  return objectActions[action].some((relation) => holds[relation](viewer, sight))
}

/** Whether the viewer may do an action that concerns no single plan. */
export function mayGenerally(viewer: Viewer, action: GeneralAction): boolean {
  const allowed = generalActions[action]
  return allowed === 'anyone' || allowed.some((role) => viewer.roles.includes(role))
}

/** Roles that somebody who can sign in must always have: without them nobody could give a role, or run the system. */
export const rolesThatStay: readonly Role[] = ['office', 'administrator']

/** Roles that reach so far that a password alone does not do. */
const rolesWithSecondFactor: readonly Role[] = ['office', 'auditor', 'administrator']

/** Whether somebody of these roles must show a second factor when they sign in. */
export const needsSecondFactor = ({ roles }: Pick<Viewer, 'roles'>): boolean =>
  roles.some((role) => rolesWithSecondFactor.includes(role))

/** Whether the viewer sees every plan of the organisation. */
export function seesEverything(viewer: Pick<Viewer, 'roles'>): boolean {
  return viewer.roles.includes('office') || viewer.roles.includes('auditor')
}
