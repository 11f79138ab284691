/** For a page that says that something failed: what was in the form that was sent, ready to be sent once more. */
import { Button } from '../ui/components/button.tsx'
import { ONCE_FIELD } from './once/once-key.ts'
import { isForm, isSecretField, isTooLongToKeep, readSent, type Sent } from './posted-form.ts'
import type { Request } from './request.ts'
import { SentForm } from './sent-form.tsx'

/** Whether it goes under a key: then it is done once, however often it is sent. */
export const isKeyed = (sent: Sent | null): boolean => !!sent?.some(([name]) => name === ONCE_FIELD)

/** Its key goes with it, so it is given none of its own: see once-key.ts. */
export const SendAgain = ({ path, sent }: { path: string; sent: Sent | null }) =>
  sent ? (
    <>
      <p class="nhsuk-body">What you wrote is kept on this page.</p>
      <SentForm path={path} sent={sent} isKeyed>
        <Button preventDoubleClick>Send it again</Button>
      </SentForm>
    </>
  ) : (
    <p class="nhsuk-body">Go back to the page before, where what you typed may still be, and send it again.</p>
  )

/** What was in the form, or null where it cannot be sent again from here: no form, a secret, or too much. */
export async function whatWasSent(c: Request): Promise<Sent | null> {
  const { route, viewer, once } = c.var
  // What is long is not read for somebody who has not been found.
  if (!isForm(c) || (route?.mostBytes && !viewer)) return null
  try {
    const sent = await readSent(c)
    if (sent.some(([name]) => isSecretField(name)) || isTooLongToKeep(sent)) return null
    return once && !isKeyed(sent) ? [...sent, [ONCE_FIELD, once]] : sent
  } catch {
    // Read by somebody else already: it cannot be read twice.
    return null
  }
}
