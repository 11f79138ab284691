import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'
import type { OpenInvitation } from './invitation.query.ts'
import { SingleSignOnButtons } from './single-sign-on.page.tsx'

export const InvitationPage = (props: {
  token: string
  invitation: Pick<OpenInvitation, 'fullName' | 'email' | 'organisationName'>
  problem?: string | undefined
  providers: readonly { key: string; name: string }[]
  hasLocalSignIn: boolean
}) => {
  const { token, invitation, problem, providers, hasLocalSignIn } = props
  return (
    <>
      <ErrorSummary problems={problem ? [{ text: problem, href: '#password' }] : []} />
      <h1 class="nhsuk-heading-l">Join Concord</h1>
      <p class="nhsuk-body">
        {invitation.organisationName} has invited you, {invitation.fullName}.
        {hasLocalSignIn && providers.length > 0 ? ' Choose how you will sign in.' : null}
      </p>
      <SingleSignOnButtons providers={providers} invitation={token} />
      {hasLocalSignIn ? (
        <>
          {providers.length > 0 ? <h2 class="nhsuk-heading-m">Or with a password</h2> : null}
          <p class="nhsuk-body">
            You will sign in with <strong>{invitation.email}</strong> and the password you choose here.
          </p>
          <form method="post" action={pathTo('acceptInvitation', { token })} novalidate>
            {/* So that a password keeper saves the password under the right name. */}
            <input type="hidden" name="username" autocomplete="username" value={invitation.email} />
            <PasswordInput
              name="password"
              label="Choose a password"
              hint="12 or more characters. Three or four words do well."
              autocomplete="new-password"
              error={problem}
            />
            <Button variant={providers.length > 0 ? 'secondary' : undefined} preventDoubleClick>
              Join
            </Button>
          </form>
        </>
      ) : null}
      <p class="nhsuk-body">
        Joined already? <a href={pathTo('signInPage')}>Sign in</a>
      </p>
    </>
  )
}
