import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { SaveAnswer } from './plan-saver.ts'

/** Sends one change to the server. Never throws: whatever goes wrong on the way is an answer too. */
export async function postChange(
  address: string,
  sent: { version: number; change: PlanChange },
  key: string,
): Promise<SaveAnswer> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(sent),
      // It still arrives when the page is left meanwhile.
      keepalive: true,
    })
    return await readAnswer(response)
  } catch {
    return { kind: 'unreachable' }
  }
}

/** What the server's answer means. A redirect leads to the sign-in page: the session has ended. */
export async function readAnswer(response: Response): Promise<SaveAnswer> {
  if (response.redirected) return { kind: 'signed-out', href: response.url }
  if (response.status === 403 || response.status === 404) return { kind: 'closed' }
  if (response.ok || response.status === 409 || response.status === 422) {
    const answer = await response.json()
    const { message, version, document, around } = answer
    if (response.status === 422) return { kind: 'refused', message: refusal(answer) }
    // Nobody changed it, yet it may not be changed: it is out for signature, or over.
    if (response.status === 409 && answer.changedBy === null) return { kind: 'closed', around }
    if (response.status === 409) return { kind: 'conflict', message, version, document, around }
    return { kind: 'saved', at: answer.savedAt, version, document, around }
  }
  return { kind: 'unreachable' }
}

function refusal({ message, errors }: { message: string; errors?: { message: string }[] }): string {
  return [message, ...(errors ?? []).map((error) => error.message)].filter(Boolean).join(' ')
}
