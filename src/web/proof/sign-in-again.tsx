import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'

/**
 * For somebody who signed in elsewhere: their provider asks them again, and they come back to `next`. Any of the providers
 * will do that signs in as the same account.
 */
export const SignInAgain = ({
  providers,
  next,
}: {
  providers: readonly { key: string; name: string }[]
  next: string
}) => (
  <div id="again">
    {providers.map(({ key, name }) => (
      <form method="post" action={pathTo('signInAgain', { provider: key })}>
        <input type="hidden" name="next" value={next} />
        <Button variant="secondary" preventDoubleClick>
          Sign in again with {name}
        </Button>
      </form>
    ))}
  </div>
)
