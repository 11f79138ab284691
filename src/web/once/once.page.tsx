import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { page } from '../page.tsx'
import { isForm, isSecretField } from '../posted-form.ts'
import type { Request } from '../request.ts'
import { routeAbove } from './route-above.ts'

/**
 * The form was sent before with other words, or by somebody else: nothing is done, and what is written now can be sent as
 * a form of its own. Passwords and files have to be given again.
 */
export async function keyUsedPage(c: Request): Promise<Response> {
  c.set('permitted', true)
  const form = isForm(c) ? await c.req.formData().catch(() => null) : null
  if (!form) return c.json({ message: 'This was sent before in other words.', errors: [] }, 422)
  const words = [...form].filter(
    (field): field is [string, string] => typeof field[1] === 'string' && !isSecretField(field[0]),
  )
  return page(
    c,
    { title: 'This form was sent before', width: 'reading', status: 409 },
    <>
      <h1>This form was sent before</h1>
      <p>
        It was sent once, with other words in it. What is written in it now has not been saved. That happens when you go
        back to a form and change it.
      </p>
      <form method="post" action={c.req.path}>
        {words.map(([name, value]) => (
          <textarea hidden name={name}>
            {value}
          </textarea>
        ))}
        <ButtonGroup>
          <Button preventDoubleClick>Save what is written now</Button>
          <a href={routeAbove(c.req.path)}>See what was saved</a>
        </ButtonGroup>
      </form>
    </>,
  )
}
