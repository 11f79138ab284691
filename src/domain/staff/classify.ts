import type { ProfessionalGroup } from '../job-plan/professional-groups.ts'
import { type Classification, type Nation, normalName, type ProposedContract } from './classification.ts'
import { GRADE_RULES, type GradeRule, type GradeTerms, LOCAL_GRADE } from './grades.ts'
import { ROLE_RULES, type RoleRule, STAFF_GROUP_SHORT_NAMES, type Terms } from './job-roles.ts'
import { hasWord, PLACE_WORDS, POST_WORDS } from './place-words.ts'

/** What the staff record says of a post and whoever holds it. */
export interface PostFacts {
  readonly staffGroup: string | null
  readonly jobRole: string | null
  readonly grade: string | null
  readonly positionName: string | null
  readonly unitName: string | null
  readonly nation: Nation
}

/** A proposal, and the reasons to show beside it. */
export interface ProposedClassification extends Classification {
  readonly why: { readonly role: string; readonly grade: string; readonly contract: string }
}

interface ContractRule {
  readonly role: Terms
  /** `none`: the record gives no grade, or one that is in no table. */
  readonly grades: readonly (GradeTerms | 'none')[]
  readonly nations: readonly Nation[]
  readonly contract: ProposedContract
  readonly why: string
}

/** Role, grade and nation together give the contract; where no row fits it is `unknown`. */
export const CONTRACT_RULES: readonly ContractRule[] = [
  {
    role: 'consultant',
    grades: ['consultant', 'none'],
    nations: ['england'],
    contract: 'consultant-england-2003',
    why: 'A consultant in England.',
  },
  {
    role: 'consultant',
    grades: ['consultant', 'none'],
    nations: ['wales'],
    contract: 'consultant-wales-2003',
    why: 'A consultant in Wales.',
  },
  {
    role: 'sas',
    grades: ['sas-2021', 'none'],
    nations: ['england'],
    contract: 'sas-england-2021',
    why: 'A specialist or specialty doctor in England.',
  },
  {
    role: 'sas',
    grades: ['sas-2021', 'none'],
    nations: ['wales'],
    contract: 'unknown',
    why: 'Specialists and specialty doctors in Wales have a contract that Concord does not hold.',
  },
  {
    role: 'agenda-for-change',
    grades: ['agenda-for-change', 'none'],
    nations: ['england', 'wales'],
    contract: 'agenda-for-change',
    why: 'Agenda for Change covers this job role.',
  },
]

const NO_CONTRACT = 'The job role and the pay grade together do not tell the contract.'

const UNKNOWN_ROLE: RoleRule = {
  staffGroup: 'Supplementary Roles',
  roles: 'any',
  terms: 'other',
  professionalGroup: null,
  scope: 'in-scope',
  why: 'The job role is not in the national list, so the office chooses.',
}

/** Proposes contract, professional group, band and scope. A proposal only: what the office has set stands above it. */
export function classify(facts: PostFacts): ProposedClassification {
  const post = normalName(facts.positionName ?? '')
  const role = roleRuleFor(facts, `${normalName(facts.unitName ?? '')} ${post}`)
  const grade = gradeRuleFor(facts.grade)
  const gradeTerms = grade?.terms ?? 'none'
  const rule = CONTRACT_RULES.find(
    ({ role: terms, grades, nations }) =>
      terms === role.terms && grades.includes(gradeTerms) && nations.includes(facts.nation),
  )
  return {
    contract: rule?.contract ?? 'unknown',
    professionalGroup: role.professionalGroup === 'by-post-name' ? groupNamedIn(post) : role.professionalGroup,
    band: grade?.band ?? null,
    scope: role.scope,
    why: {
      role: role.why,
      grade: grade?.why ?? 'The pay grade is blank or in no table.',
      contract: rule?.why ?? NO_CONTRACT,
    },
  }
}

/** Staff group and job role from `Staff Group|Job Role`, or else from the position. */
export function roleFrom(
  jobName: string | null,
  position: { readonly staffGroup: string | null; readonly jobRole: string | null } | undefined,
): Pick<PostFacts, 'staffGroup' | 'jobRole'> {
  const [staffGroup, jobRole] = jobName?.split('|') ?? []
  return jobRole
    ? { staffGroup: staffGroup ?? null, jobRole }
    : { staffGroup: position?.staffGroup ?? null, jobRole: position?.jobRole ?? null }
}

const SHORT_NAMES = new Map(
  Object.entries(STAFF_GROUP_SHORT_NAMES).map(([short, full]) => [normalName(short), normalName(full)]),
)
const ROLE_INDEX = ROLE_RULES.map((rule) => ({
  rule,
  staffGroup: normalName(rule.staffGroup),
  roles: rule.roles === 'any' ? null : new Set(rule.roles.map(normalName)),
}))

function roleRuleFor({ staffGroup, jobRole }: PostFacts, place: string): RoleRule {
  const group = normalName(staffGroup ?? '')
  const fullGroup = SHORT_NAMES.get(group) ?? group
  const role = normalName(jobRole ?? '')
  const found = ROLE_INDEX.find(
    (entry) =>
      entry.staffGroup === fullGroup &&
      (entry.roles === null || entry.roles.has(role)) &&
      (entry.rule.needs === undefined || hasWord(place, PLACE_WORDS[entry.rule.needs])),
  )
  return found?.rule ?? UNKNOWN_ROLE
}

function gradeRuleFor(grade: string | null): GradeRule | null {
  if (grade === null) return null
  const parts = grade.split('|').map((part) => part.trim())
  if (parts.length > 1 && parts[0] !== 'NHS') return LOCAL_GRADE
  const name = normalName(parts.at(-1) ?? '')
  const byCode = GRADE_RULES.find((rule) => parts.some((part) => rule.codes.includes(part)))
  return (
    byCode ??
    GRADE_RULES.find((rule) => rule.names.some((known) => name === known || name.startsWith(`${known} `))) ??
    null
  )
}

function groupNamedIn(post: string): ProfessionalGroup | null {
  return POST_WORDS.find(({ words }) => hasWord(post, words))?.professionalGroup ?? null
}
