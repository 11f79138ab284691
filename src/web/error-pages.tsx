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

export const forbiddenPage = (c: Request) => {
  const { heading, words } = FORBIDDEN[c.req.method === 'POST' ? 'done' : 'opened']
  return page(
    c,
    { title: heading, width: 'reading', status: 403 },
    <>
      <h1 class="nhsuk-heading-l">{heading}</h1>
      <p class="nhsuk-body">{words}</p>
      {home}
    </>,
  )
}

const FORBIDDEN = {
  opened: {
    heading: 'You cannot open this page',
    words: 'This page is not open to you. The job-planning office can change that.',
  },
  done: {
    heading: 'You cannot do this',
    words: 'Nothing was changed. This is for somebody else to do. The job-planning office can change who may.',
  },
}

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

export const tooLargePage = (c: Request, mostBytes?: number) =>
  page(
    c,
    { title: 'This is too large', width: 'reading', status: 413 },
    <>
      <h1 class="nhsuk-heading-l">This is too large</h1>
      <p class="nhsuk-body">
        {mostBytes
          ? `Nothing was changed. The files come to more than ${mostBytes / 1_000_000} MB. Go back and send a zip of them, or fewer at a time.`
          : 'Nothing was changed. A form takes far more than anybody types, and a job plan’s document up to 2 MB. Go back and send less, or choose a smaller file.'}
      </p>
      {home}
    </>,
  )

/** Too many at once: passwords being checked or kept, links to new ones asked for, people leaving for a provider (`Busy`). Over soon. */
export const busyPage = (c: Request) => {
  c.header('Retry-After', '10')
  return page(
    c,
    { title: 'Please try again in a moment', width: 'reading', status: 429 },
    <>
      <h1 class="nhsuk-heading-l">Please try again in a moment</h1>
      <p class="nhsuk-body">
        Many people are doing this just now. Nothing was changed. Wait some seconds, go back and send it again.
      </p>
      {home}
    </>,
  )
}

/** A request that no page of ours makes. One heading for what is wrong with it; nothing of what was sent is repeated. */
const refusedPage = (status: 400 | 405 | 415 | 422, heading: string, words: string) => (c: Request) =>
  page(
    c,
    { title: heading, width: 'reading', status },
    <>
      <h1 class="nhsuk-heading-l">{heading}</h1>
      <p class="nhsuk-body">{words}</p>
      {home}
    </>,
  )

export const notUnderstoodPage = refusedPage(
  400,
  'This cannot be read',
  'Nothing was changed. The address or the form is not one that Concord made. Go to the page again and try from there.',
)

export const wrongMethodPage = async (c: Request) => {
  c.header('Allow', 'GET, HEAD, POST')
  return refusedPage(405, 'This cannot be done', 'Nothing was changed. Pages here are read, and forms are sent.')(c)
}

export const wrongKindPage = refusedPage(
  415,
  'This is not what the page asks for',
  'Nothing was changed. Go to the page again and fill in its form.',
)

export const unkeepablePage = refusedPage(
  422,
  'There is a character that cannot be kept',
  'Nothing was changed. Something that you pasted has an invisible character in it. Go back, type that part again, and send it once more.',
)

/** For another host than ours. Without the usual frame, so that a page under a foreign name has no link and no form. */
export const wrongHostPage = (c: Request) => {
  c.header('Content-Type', 'text/html; charset=UTF-8')
  return c.body(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not at this address</title></head><body><h1>Not at this address</h1><p>Concord is not at the address that you used. Ask your job-planning office for the right one.</p></body></html>',
    421,
  )
}
