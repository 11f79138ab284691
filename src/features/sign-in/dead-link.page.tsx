import { pathTo } from '../../routes.ts'
import type { Content } from '../../ui/markup.ts'
import { page } from '../../web/page.tsx'
import type { Request } from '../../web/request.ts'

/**
 * One page for a link that is wrong, used or too old: which of them is nobody's business but the office's. A second press of
 * a form finds its link used by the first, so whoever sent one is told what that means for them, whatever their link was.
 */
export const deadLink = (c: Request, advice: Content) => {
  const isPress = c.req.method === 'POST'
  const heading = isPress ? 'This link works once' : 'This link does not work'
  return page(
    c,
    { title: heading, width: 'reading', status: 404 },
    <>
      <h1 class="nhsuk-heading-l">{heading}</h1>
      {isPress ? (
        <p class="nhsuk-body">
          Did you press the button twice? Then you have used this link, and it is done:{' '}
          <a href={pathTo('signInPage')}>sign in</a> with the password you chose.
        </p>
      ) : null}
      <p class="nhsuk-body">
        {isPress ? 'If not, it' : 'It'} may have been used already, or be too old, or a newer one may have taken its
        place.
      </p>
      <p class="nhsuk-body">{advice}</p>
      {isPress ? null : (
        <p class="nhsuk-body">
          If you have an account, <a href={pathTo('signInPage')}>sign in</a>.
        </p>
      )}
    </>,
  )
}
