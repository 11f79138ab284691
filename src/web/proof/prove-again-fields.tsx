import { ProofFields } from './proof-fields.tsx'
import type { AskedAgain } from './prove-again.ts'
import { AgainButtons } from './sign-in-again.tsx'
import { CANNOT_PROVE } from './wrong-tries.words.ts'

/**
 * What somebody must show before they send the form that this is in: by this person, now, and not by whoever finds their
 * screen open. `why` ends a sentence: “so that the signature is certainly yours”.
 */
export const ProveAgain = (props: {
  asked: AskedAgain
  problems: Readonly<Record<string, string>>
  backTo: string
  why: string
}) => {
  const { asked, problems, backTo, why } = props
  if (asked.ask === 'single-sign-on')
    return (
      <div id="again">
        <p>Sign in again first, {why}. You come back here.</p>
        <AgainButtons providers={asked.providers} next={backTo} />
      </div>
    )
  if (asked.ask === 'cannot') return <p id="again">{CANNOT_PROVE}.</p>
  if (asked.ask === 'password')
    return <ProofFields withCode={asked.withCode} hint={`Once more, ${why}`} problems={problems} />
  if (asked.ask === 'nothing' && asked.because === 'demonstration')
    return <p class="nhsuk-hint">A real trust asks for your password here, {why}.</p>
  return null
}
