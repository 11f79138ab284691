import { Busy, createTurns } from '../platform/turns.ts'
import { pathTo } from '../routes.ts'
import { page } from './page.tsx'
import type { Request } from './request.ts'

/** What holds much in memory at once: whole files, and what they unpack to. For all requests of a process together. */
const turns = createTurns({ atOnce: 1, waiting: 2 })

/**
 * Runs what needs much memory once nothing else of the kind runs, and answers with a page where too many wait already. What
 * it is to read, the body of the request too, is read within it and not before.
 */
export async function inTurn<T>(c: Request, work: () => Promise<T>): Promise<T | Response> {
  try {
    return await turns.take(work)
  } catch (error) {
    if (!(error instanceof Busy)) throw error
    return othersBeforePage(c)
  }
}

const othersBeforePage = (c: Request) => {
  c.header('Retry-After', '60')
  return page(
    c,
    { title: 'Please try again in a minute', width: 'reading', status: 429 },
    <>
      <h1 class="nhsuk-heading-l">Please try again in a minute</h1>
      <p class="nhsuk-body">
        Files of a staff record are read one after the other, and others were here before you. Nothing was changed. Wait
        a minute, go back and send it again.
      </p>
      <p class="nhsuk-body">
        <a href={pathTo('home')}>Go to the home page</a>
      </p>
    </>,
  )
}
