import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'
import { listProblems } from '../../web/read-form.ts'

export const ChangePasswordPage = ({ problems }: { problems: Readonly<Record<string, string>> }) => (
  <>
    <ErrorSummary problems={listProblems(problems)} />
    <h1 class="nhsuk-heading-l">Change your password</h1>
    <p class="nhsuk-body">You stay signed in here, and are signed out everywhere else.</p>
    <form method="post" action={pathTo('changePassword')} novalidate>
      <PasswordInput name="oldPassword" label="The password you have now" error={problems.oldPassword} />
      <PasswordInput
        name="newPassword"
        label="New password"
        hint="12 or more characters. Three or four words that do not belong together do well."
        autocomplete="new-password"
        error={problems.newPassword}
      />
      <ButtonGroup>
        <Button preventDoubleClick>Change it</Button>
        <a href={pathTo('account')}>Cancel</a>
      </ButtonGroup>
    </form>
  </>
)
