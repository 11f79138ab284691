import { z } from 'zod'
import { pathTo, type Route } from '../../routes.ts'
import { isForm, isSecretField, isTooLongToKeep, readSent } from '../posted-form.ts'
import type { Request } from '../request.ts'
import { KEPT_FORMS } from './kept-forms.words.ts'

const keptForm = z.object({
  path: z.string(),
  called: z.string(),
  fields: z.array(z.tuple([z.string(), z.string().nullable()])),
})

/** A form that came after its session had ended: where it goes, what it is called, and what was typed, with null for a file. */
export type KeptForm = z.infer<typeof keptForm>

/**
 * Keeps what somebody was saving when their session had ended, and answers with the address where they carry on once they
 * have signed in. Null where there is nothing to keep, or nobody to keep it for: only who was signed in here gets it back.
 */
export async function keepForm(c: Request, route: Route): Promise<string | null> {
  const { identity } = c.var.services
  const userId = identity.lastPerson(c.req.raw.headers)
  const called = KEPT_FORMS[c.var.routeName]
  if (!userId || !isForm(c) || !called || route.method !== 'POST') return null
  const fields = (await readSent(c)).filter(([name]) => !isSecretField(name))
  if (fields.length === 0 || isTooLongToKeep(fields)) return null
  const kept: KeptForm = { path: new URL(c.req.url).pathname, called, fields }
  return pathTo('carryOnPage', { token: await identity.keptWords.keep(userId, JSON.stringify(kept)) })
}

/** What was kept under this key for this account, or null. */
export async function findKeptForm(c: Request, key: string): Promise<KeptForm | null> {
  const { identity } = c.var.services
  const { session } = c.var
  const text = session ? await identity.keptWords.find(session.userId, key) : null
  return text === null ? null : keptForm.parse(JSON.parse(text))
}
