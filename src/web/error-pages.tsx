import { pathTo } from '../routes.ts'
import { page } from './page.tsx'
import type { Request } from './request.ts'

const home = (
  <p class="nhsuk-body">
    <a href={pathTo('home')}>Go to the home page</a>
  </p>
)

export const notFoundPage = (c: Request) =>
  page(
    c,
    { title: 'Page not found', width: 'reading', status: 404 },
    <>
      <h1 class="nhsuk-heading-l">Page not found</h1>
      <p class="nhsuk-body">
        There is nothing at this address that you can see. It may have moved, or it may belong to somebody whose plans
        you do not see.
      </p>
      {home}
    </>,
  )

export const forbiddenPage = (c: Request) =>
  page(
    c,
    { title: 'You cannot do this', width: 'reading', status: 403 },
    <>
      <h1 class="nhsuk-heading-l">You cannot do this</h1>
      <p class="nhsuk-body">
        You can see this, but it is for somebody else to do. The job-planning office can change who may.
      </p>
      {home}
    </>,
  )

/** A form that another site may have sent: the browser does not say that it came from one of our pages. */
export const fromElsewherePage = (c: Request) =>
  page(
    c,
    { title: 'This was not sent from Concord', width: 'reading', status: 403 },
    <>
      <h1 class="nhsuk-heading-l">This was not sent from Concord</h1>
      <p class="nhsuk-body">
        Nothing was changed. Open the page here and send it again. If it happens again, your browser may be hiding where
        a form comes from: try another one.
      </p>
      {home}
    </>,
  )

export const tooLargePage = (c: Request) =>
  page(
    c,
    { title: 'This is too large', width: 'reading', status: 413 },
    <>
      <h1 class="nhsuk-heading-l">This is too large</h1>
      <p class="nhsuk-body">
        Nothing was changed. Concord takes up to 2 MB at once, far more than any job plan needs. Go back and choose a
        smaller file.
      </p>
      {home}
    </>,
  )

export const somethingWrongPage = (c: Request) =>
  page(
    c,
    { title: 'Something went wrong', width: 'reading', status: 500 },
    <>
      <h1 class="nhsuk-heading-l">Something went wrong</h1>
      <p class="nhsuk-body">
        Nothing was changed. Go back and try again. If it happens again, tell the job-planning office what you were
        doing and when.
      </p>
      {home}
    </>,
  )
