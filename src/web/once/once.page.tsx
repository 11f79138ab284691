import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { page } from '../page.tsx'
import { isForm, isSecretField, readSent } from '../posted-form.ts'
import type { Request } from '../request.ts'
import { SentForm } from '../sent-form.tsx'
import { routeAbove } from './route-above.ts'

/**
 * The form was sent before with other words, or by somebody else: nothing is done, and what is written now can be sent as
 * a form of its own. Passwords and files have to be given again.
 */
export async function keyUsedPage(c: Request): Promise<Response> {
  const sent = isForm(c) ? await readSent(c).catch(() => null) : null
  if (!sent) return c.json({ message: 'This was sent before in other words.', errors: [] }, 422)
  return page(
    c,
    { title: 'This form was sent before', width: 'reading', status: 409 },
    <>
      <h1>This form was sent before</h1>
      <p>
        It was sent once, with other words in it. What is written in it now has not been saved. That happens when you go
        back to a form and change it.
      </p>
      <SentForm path={c.req.path} sent={sent.filter(([name]) => !isSecretField(name))}>
        <ButtonGroup>
          <Button preventDoubleClick>Save what is written now</Button>
          <a href={routeAbove(c.req.path)}>See what was saved</a>
        </ButtonGroup>
      </SentForm>
    </>,
  )
}

/** The page was opened by somebody else, who is not signed in here any more: nothing is done, and their words are not shown. */
export function notYoursPage(c: Request): Response | Promise<Response> {
  if (!isForm(c)) return c.json({ message: 'Somebody else was signed in here when this page was opened.' }, 403)
  return page(
    c,
    { title: 'This page was opened by somebody else', width: 'reading', status: 403 },
    <>
      <h1>This page was opened by somebody else</h1>
      <p>Somebody else was signed in here when it was opened, and now you are. Nothing was saved in your name.</p>
      <p>
        If the words are theirs, they can sign in again and go back to that page. If they are yours,{' '}
        <a href={routeAbove(c.req.path)}>open the page again</a> and write them there.
      </p>
    </>,
  )
}
