import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'

export const ForgottenPasswordPage = (props: {
  areSent: boolean
  email?: string | undefined
  problem?: string | undefined
}) => (
  <>
    <ErrorSummary problems={props.problem ? [{ text: props.problem, href: '#email' }] : []} />
    <h1 class="nhsuk-heading-l">Forgotten your password?</h1>
    {props.areSent ? (
      <form method="post" action={pathTo('forgottenPassword')} novalidate>
        <Input
          name="email"
          label="E-mail address"
          hint="The one that you sign in with. We send a link to choose a new password."
          type="email"
          autocomplete="username"
          spellcheck={false}
          value={props.email}
          error={props.problem}
        />
        <Button preventDoubleClick>Send me a link</Button>
      </form>
    ) : (
      <NoMail />
    )}
    <p class="nhsuk-body">
      <a href={pathTo('signInPage')}>Back to sign in</a>
    </p>
  </>
)

const NoMail = () => (
  <p class="nhsuk-body">
    This Concord sends no e-mail. Ask the job-planning office of your trust for a link to choose a new password.
  </p>
)

export const AskedPage = ({ areSent }: { areSent: boolean }) => (
  <>
    <h1 class="nhsuk-heading-l">Look at your e-mail</h1>
    {areSent ? (
      <>
        <p class="nhsuk-body">
          If that address has an account, a link to choose a new password is on its way. It works once, for 30 minutes.
        </p>
        <p class="nhsuk-body">
          Nothing after some minutes? Look among the junk mail, then ask the job-planning office.
        </p>
      </>
    ) : (
      <NoMail />
    )}
    <p class="nhsuk-body">
      <a href={pathTo('signInPage')}>Back to sign in</a>
    </p>
  </>
)

/** What to do about a link that is dead; where mail leaves, they get another themselves. */
export const DeadResetLink = ({ areSent }: { areSent: boolean }) => (
  <>
    It works once and for half an hour.{' '}
    {areSent ? (
      <a href={pathTo('forgottenPasswordPage')}>Ask for a new link</a>
    ) : (
      'Ask the job-planning office of your trust for a new one.'
    )}
  </>
)

export const NewPasswordPage = ({ token, problem }: { token: string; problem?: string | undefined }) => (
  <>
    <ErrorSummary problems={problem ? [{ text: problem, href: '#password' }] : []} />
    <h1 class="nhsuk-heading-l">Choose a new password</h1>
    <form method="post" action={pathTo('resetPassword', { token })} novalidate>
      <PasswordInput
        name="password"
        label="New password"
        hint="12 or more characters. Three or four words that do not belong together do well."
        autocomplete="new-password"
        error={problem}
      />
      <Button preventDoubleClick>Change my password</Button>
    </form>
    <p class="nhsuk-body">You are then signed out everywhere, and sign in with the new one.</p>
  </>
)
