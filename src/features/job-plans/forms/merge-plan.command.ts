import type { Tx } from '../../../db/database.ts'
import { applyChange, type PlanChange, shareTarget } from '../../../domain/job-plan/change.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { judgeChange } from '../../../domain/job-plan/judge-change.ts'
import { type Choice, type Contest, contestsOf, openFields, settle } from '../../../domain/job-plan/merge.ts'
import type { Plan } from '../../../records/plan.ts'
import { type Made, type Refused, readSince, saveChange } from '../../../records/plan-change.ts'
import { listSiteNames } from '../../../records/sites.ts'
import { getPlan } from '../../../web/get-plan.ts'
import { type Request, scopeOfRequest, viewerOf } from '../../../web/request.ts'
import type { PostedChange } from './change.form.ts'

/** One thing that both changed, by a name that stays the same on every showing of the page, and who changed it last. */
export type Compared = Contest & { name: string; change: Made | undefined }

export type Merged =
  | { ok: true; plan: Plan }
  /** There is something to choose: not chosen yet, chosen of another plan than there is now, or it does not fit. */
  | { ok: false; plan: Plan; compared: Compared[]; problem: 'none' | 'changed-again' | 'open' | Refused }

type Choosing = {
  /** The version that was shown when it was chosen; undefined before anything was shown. */
  seen: number | undefined
  choices: Readonly<Record<string, Choice>>
}

/** Makes stale changes on the newest plan as chosen, in one transaction, or says what there is to choose. */
export function mergePlan(c: Request, stale: readonly PostedChange[], choosing: Choosing): Promise<Merged> {
  const { database } = c.var.services
  return database.write(scopeOfRequest(c), async (tx) => {
    const plan = await getPlan(c, tx, { forUpdate: true })
    return mergeInto(c, tx, plan, stale, choosing)
  })
}

/** The same, on a plan that is locked already. */
export async function mergeInto(
  c: Request,
  tx: Tx,
  plan: Plan,
  stale: readonly PostedChange[],
  { seen, choices }: Choosing,
): Promise<Merged> {
  const sites = await listSiteNames(tx)
  const since = []
  for (const { version, change } of stale) {
    const judged = judgeChange(plan.document, change)
    if (!judged.ok) return { ok: false, plan, compared: [], problem: { why: 'invalid', errors: judged.errors } }
    since.push({ change: judged.change, ...(await readSince(tx, plan, version)) })
  }
  const compared = since.flatMap((entry, number) =>
    contestsOf(entry, plan.document, sites).map((contest) => ({
      ...contest,
      name: `${number}:${contest.target}`,
      change: entry.changes.find(({ targets }) => shareTarget(targets, [contest.target])),
    })),
  )
  const no = (problem: Extract<Merged, { ok: false }>['problem']): Merged => ({ ok: false, plan, compared, problem })
  if (compared.length > 0) {
    if (seen === undefined) return no('none')
    if (await isChangedAgain(tx, plan, seen, compared)) return no('changed-again')
    if (compared.some((one) => whatIsOpen(one, choices[one.name]).length > 0)) return no('open')
  }

  const settled = settleAll(since, plan.document, (number) => choicesOf(number, choices))
  if (!settled) return { ok: true, plan }
  const saved = await saveChange(tx, plan, {
    change: settled,
    madeOn: plan.version,
    by: viewerOf(c).personId,
    at: c.var.services.clock.now(),
  })
  return saved.ok ? saved : no(saved.refused)
}

/** The fields that both changed and that nobody has chosen of. */
export function whatIsOpen(compared: Compared, choice: Choice | undefined) {
  if (choice === 'theirs' || choice === 'yours') return []
  if (compared.theirsIsGone || compared.yoursIsGone) return choice === undefined ? [{ key: '' }] : []
  return openFields(compared).filter(({ key }) => !choice?.[key])
}

async function isChangedAgain(tx: Tx, plan: Plan, seen: number, compared: readonly Compared[]): Promise<boolean> {
  if (seen >= plan.version) return false
  const { changes } = await readSince(tx, plan, seen)
  const targets = compared.map(({ target }) => target)
  return changes.some((made) => shareTarget(made.targets, targets))
}

/** The choices of one stale change, by target. */
function choicesOf(number: number, choices: Choosing['choices']): Record<string, Choice> {
  const start = `${number}:`
  return Object.fromEntries(
    Object.entries(choices).flatMap(([name, choice]) =>
      name.startsWith(start) ? [[name.slice(start.length), choice]] : [],
    ),
  )
}

/** Each on top of the one before, as one change. */
function settleAll(
  since: readonly { change: PlanChange; before: JobPlanDocument }[],
  document: JobPlanDocument,
  choicesFor: (number: number) => Record<string, Choice>,
): PlanChange | null {
  const changes: PlanChange[] = []
  let current = document
  for (const [number, entry] of since.entries()) {
    const settled = settle(entry, current, choicesFor(number))
    if (!settled) continue
    const applied = applyChange(current, settled)
    if (applied.ok) current = applied.plan
    changes.push(settled)
  }
  const [only] = changes
  if (!only) return null
  return changes.length === 1 ? only : { kind: 'batch', changes }
}
