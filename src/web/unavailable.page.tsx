/** What is shown when the database cannot be asked: kind, soon over, and with what was typed ready to be sent again. */
import type { Unavailable } from '../db/unavailable.ts'
import { pathTo } from '../routes.ts'
import { LinkButton } from '../ui/components/button.tsx'
import { page } from './page.tsx'
import { isForm } from './posted-form.ts'
import type { Request } from './request.ts'
import { isKeyed, SendAgain, whatWasSent } from './send-again.tsx'

const RETRY_AFTER_SECONDS = 5

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
          {isKeyed(sent)
            ? ' Send it again: if it was saved the first time, it is not done twice.'
            : ' Look at the page first, before you send it again.'}
        </p>
      ) : (
        <p class="nhsuk-body">Concord cannot reach its database just now. {isPost ? 'Nothing was changed.' : ''}</p>
      )}
      {isPost ? (
        <SendAgain path={c.req.path} sent={sent} />
      ) : (
        <LinkButton href={c.req.path + new URL(c.req.url).search}>Try again</LinkButton>
      )}
      <p class="nhsuk-body">
        If this goes on for more than a few minutes, tell whoever looks after Concord at your trust.{' '}
        <a href={pathTo('home')}>Go to the home page</a>
      </p>
    </>,
  )
}
