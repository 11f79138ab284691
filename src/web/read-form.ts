import type { z } from 'zod'
import type { Request } from './request.ts'

/** What was typed, by field: a field that is sent twice keeps its last value. */
export type Typed = Readonly<Record<string, string>>

export type ReadForm<T> =
  | { ok: true; value: T; typed: Typed }
  | { ok: false; typed: Typed; problems: Readonly<Record<string, string>> }

/** Reads the words of a posted form, by field; passwords keep their spaces. */
export async function readTyped(c: Request): Promise<Typed> {
  const typed: Record<string, string> = {}
  for (const [name, value] of Object.entries(await c.req.parseBody()))
    if (typeof value === 'string') typed[name] = /password$/i.test(name) ? value : value.trim()
  return typed
}

/** Reads a posted form by its schema. Blank fields are missing ones. One problem a field. */
export async function readForm<T>(c: Request, schema: z.ZodType<T>): Promise<ReadForm<T>> {
  const typed = await readTyped(c)
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== '')))
  if (parsed.success) return { ok: true, value: parsed.data, typed }
  const problems: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues) problems[path.join('.')] ??= message
  return { ok: false, typed, problems }
}

/** A form's problems as the summary at the top of the page lists them, each leading to its field. */
export const listProblems = (problems: Readonly<Record<string, string>>) =>
  Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
