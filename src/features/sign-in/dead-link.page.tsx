import { pathTo } from '../../routes.ts'

/** One page for a link that is wrong, used or too old: which of them is nobody's business but the office's. */
export const DeadLinkPage = ({ advice }: { advice: string }) => (
  <>
    <h1 class="nhsuk-heading-l">This link does not work</h1>
    <p class="nhsuk-body">It may have been used already, or be too old, or a newer one may have taken its place.</p>
    <p class="nhsuk-body">{advice}</p>
    <p class="nhsuk-body">
      If you have an account, <a href={pathTo('signInPage')}>sign in</a>.
    </p>
  </>
)
