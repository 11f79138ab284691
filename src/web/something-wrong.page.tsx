/** What is shown when we made a mistake: nobody can tell from here how far the work had come, so it does not say. */
import { pathTo } from '../routes.ts'
import { page } from './page.tsx'
import type { Request } from './request.ts'
import { isKeyed, SendAgain, whatWasSent } from './send-again.tsx'

/** The reference stands in the log beside what went wrong, so that whoever is told it can find that. */
export async function somethingWrongPage(c: Request, reference: string): Promise<Response> {
  const isPost = c.req.method === 'POST'
  const sent = isPost ? await whatWasSent(c) : null
  return page(
    c,
    { title: 'Something went wrong', width: 'reading', status: 500 },
    <>
      <h1 class="nhsuk-heading-l">Something went wrong</h1>
      {isPost ? (
        <>
          <p class="nhsuk-body">
            The mistake is ours. We do not know whether what you sent was kept.
            {isKeyed(sent)
              ? ' Send it again: if it was kept the first time, it is not done twice.'
              : ' Look at the page first, before you send it again.'}
          </p>
          <SendAgain path={c.req.path} sent={sent} />
        </>
      ) : (
        <p class="nhsuk-body">This page could not be shown. The mistake is ours: go back and try again.</p>
      )}
      <p class="nhsuk-body">
        If it happens again, tell the job-planning office what you were doing and say this reference:{' '}
        <strong>{reference}</strong>
      </p>
      <p class="nhsuk-body">
        <a href={pathTo('home')}>Go to the home page</a>
      </p>
    </>,
  )
}
