import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'

type Again = {
  /** Any of these will do that signs in as the same account. */
  providers: readonly { key: string; name: string }[]
  /** Where they come back to. */
  next: string
}

/** For somebody who signed in elsewhere: their provider asks them again. Of any form, which is then sent there instead. */
export const AgainButtons = ({ providers, next }: Again) => (
  <>
    <input type="hidden" name="next" value={next} />
    <ButtonGroup>
      {providers.map(({ key, name }) => (
        <Button
          variant="secondary"
          preventDoubleClick
          attributes={{ formaction: pathTo('signInAgain', { provider: key }) }}
        >
          Sign in again with {name}
        </Button>
      ))}
    </ButtonGroup>
  </>
)

/** The same where there is no other form. */
export const SignInAgain = (again: Again) => (
  <form method="post" id="again">
    <AgainButtons {...again} />
  </form>
)
