import { z } from 'zod'
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import { firstProblems, type Problem, sayPath } from '../../../domain/job-plan/problem.ts'
import { readJson } from '../../../domain/job-plan/read-json.ts'

/** More changes at once than anybody makes between two saves. */
const MOST_CHANGES = 200

const place = z.int().min(0).max(1000)
const withId = z.looseObject({ id: z.string() })
const exact = z.union([z.number(), z.string()])

/**
 * The shape of a change, as far as it can be applied; the document that comes of it is then parsed whole. The contract and
 * whose plan it is cannot be changed this way.
 */
const single = [
  z.strictObject({ kind: z.literal('put-activity'), activity: withId, place: place.optional() }),
  z.strictObject({ kind: z.literal('remove-activity'), id: z.string() }),
  z.strictObject({ kind: z.literal('put-on-call'), rota: withId, place: place.optional() }),
  z.strictObject({ kind: z.literal('remove-on-call'), id: z.string() }),
  z.strictObject({ kind: z.literal('put-objective'), objective: z.looseObject({}), place: place.optional() }),
  z.strictObject({ kind: z.literal('insert-objective'), objective: z.looseObject({}), place }),
  z.strictObject({ kind: z.literal('remove-objective'), place }),
  z.strictObject({ kind: z.literal('put-supporting-resource'), resource: z.looseObject({}), place: place.optional() }),
  z.strictObject({ kind: z.literal('insert-supporting-resource'), resource: z.looseObject({}), place }),
  z.strictObject({ kind: z.literal('remove-supporting-resource'), place }),
  z.strictObject({
    kind: z.literal('set-terms'),
    terms: z.strictObject({
      period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
      contracted: z.strictObject({ core: exact, additional: exact.optional() }).optional(),
      workingWeeks: exact.nullish(),
      cycleWeeks: z.int().nullish(),
      person: z
        .strictObject({
          postTitle: z.string().nullish(),
          band: z.string().nullish(),
          specialty: z.string().nullish(),
        })
        .optional(),
    }),
  }),
] as const

const batch = z.strictObject({
  kind: z.literal('batch'),
  get changes() {
    return z.array(change).max(MOST_CHANGES)
  },
})

const change: z.ZodType = z.lazy(() => z.discriminatedUnion('kind', [...single, batch]))

const posted = z.strictObject({ version: z.int().min(1), change })

/** A change, and the version that it was made on. */
export type PostedChange = { version: number; change: PlanChange }

/** Reads stale changes as a page or the week editor keeps them; null where they are none. */
export function readStaleChanges(text: string): PostedChange[] | null {
  const read = readJson(text)
  const parsed = read.ok ? z.array(posted).min(1).max(MOST_CHANGES).safeParse(read.json) : null
  return parsed?.success ? (parsed.data as PostedChange[]) : null
}

/** Reads `{ version, change }` as the browser sends it. */
export function readPostedChange(
  text: string,
): { ok: true; version: number; change: PlanChange } | { ok: false; errors: Problem[] } {
  const read = readJson(text)
  if (!read.ok) return read
  const parsed = posted.safeParse(read.json)
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: sayPath(path), message }))
    return { ok: false, errors: firstProblems(errors) }
  }
  const { version, change: made } = parsed.data
  return { ok: true, version, change: made as PlanChange }
}
