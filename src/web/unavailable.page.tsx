/** What is shown when the database cannot be asked: kind, soon over, and with what was typed ready to be sent again. */
import type { Unavailable } from '../db/unavailable.ts'
import { pathTo } from '../routes.ts'
import { Button, LinkButton } from '../ui/components/button.tsx'
import { ONCE_FIELD } from './once/once-key.ts'
import { page } from './page.tsx'
import { isForm, isSecretField, readSent, type Sent } from './posted-form.ts'
import type { Request } from './request.ts'
import { SentForm } from './sent-form.tsx'

const RETRY_AFTER_SECONDS = 5

/** More than any form of ours; a larger one is sent again from the page before. */
const MOST_CHARACTERS = 100_000

export async function unavailablePage(c: Request, { outcome }: Unavailable): Promise<Response> {
  c.header('Retry-After', String(RETRY_AFTER_SECONDS))
  const isPost = c.req.method === 'POST'
  if (isPost && !isForm(c))
    return c.json({ message: 'Concord cannot reach its database just now. It tries again by itself.' }, 503)
  const sent = isPost ? await whatWasSent(c) : null
  const mayBeKept = isPost && outcome === 'unknown'
  return page(
    c,
    { title: 'Please try again in a moment', width: 'reading', status: 503 },
    <>
      <h1 class="nhsuk-heading-l">Please try again in a moment</h1>
      {mayBeKept ? (
        <p class="nhsuk-body">
          The connection to the database was lost while this was being saved. We do not know whether it was saved.
          {sent?.some(([name]) => name === ONCE_FIELD)
            ? ' Send it again: if it was saved the first time, it is not done twice.'
            : ' Look at the page first, before you send it again.'}
        </p>
      ) : (
        <p class="nhsuk-body">Concord cannot reach its database just now. {isPost ? 'Nothing was changed.' : ''}</p>
      )}
      {sent && <SendAgain path={c.req.path} sent={sent} />}
      {isPost && !sent && (
        <p class="nhsuk-body">Go back to the page before, where what you typed may still be, and send it again.</p>
      )}
      {!isPost && <LinkButton href={c.req.path + new URL(c.req.url).search}>Try again</LinkButton>}
      <p class="nhsuk-body">
        If this goes on for more than a few minutes, tell whoever looks after Concord at your trust.{' '}
        <a href={pathTo('home')}>Go to the home page</a>
      </p>
    </>,
  )
}

/** Its key goes with it, so it is given none of its own: see once-key.ts. */
const SendAgain = ({ path, sent }: { path: string; sent: Sent }) => (
  <>
    <p class="nhsuk-body">What you wrote is kept on this page.</p>
    <SentForm path={path} sent={sent} isKeyed>
      <Button preventDoubleClick>Send it again</Button>
    </SentForm>
  </>
)

/** What was in the form, or null where it cannot be sent again from here: a secret, or too much. */
async function whatWasSent(c: Request): Promise<Sent | null> {
  const { route, viewer, once } = c.var
  // What is long is not read for somebody who has not been found.
  if (route?.mostBytes && !viewer) return null
  try {
    const sent = await readSent(c)
    if (sent.some(([name]) => isSecretField(name))) return null
    if (sent.reduce((sum, [name, value]) => sum + name.length + (value?.length ?? 0), 0) > MOST_CHARACTERS) return null
    return once && !sent.some(([name]) => name === ONCE_FIELD) ? [...sent, [ONCE_FIELD, once]] : sent
  } catch {
    // Read by somebody else already: it cannot be read twice.
    return null
  }
}
