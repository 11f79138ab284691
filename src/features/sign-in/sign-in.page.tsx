import type { Contacts } from '../../platform/settings/contacts.ts'
import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'
import { listProblems } from '../../web/read-form.ts'
import { SingleSignOnButtons } from './single-sign-on.page.tsx'

/** Where a form goes on that came after its session had ended. */
const carryOn = pathTo('carryOnPage', { token: '' })

export const SignInPage = (props: {
  email?: string | undefined
  next?: string | undefined
  problems?: Readonly<Record<string, string>> | undefined
  isDemonstration: boolean
  providers: readonly { key: string; name: string }[]
  hasLocalSignIn: boolean
  /** How to reach the job-planning office, as far as the trust has said it. */
  contacts: Pick<Contacts, 'email' | 'phone'>
}) => {
  const { email, next, problems = {}, isDemonstration, providers, hasLocalSignIn, contacts } = props
  return (
    <>
      <ErrorSummary problems={listProblems(problems)} />
      <h1 class="nhsuk-heading-l">Sign in to Concord</h1>
      {next?.startsWith(carryOn) ? (
        <InsetText>
          <p>Your session ended. What you were saving is kept; sign in to carry on.</p>
        </InsetText>
      ) : null}
      {isDemonstration ? (
        <p class="nhsuk-body">
          This is a demonstration. You need no password: <a href={pathTo('demonstrationPage')}>choose who to be</a>.
        </p>
      ) : null}
      <SingleSignOnButtons providers={providers} next={next} />
      {hasLocalSignIn ? (
        <>
          {providers.length > 0 ? <h2 class="nhsuk-heading-m">Or with a password</h2> : null}
          <form method="post" action={pathTo('signIn')} novalidate>
            {next ? <input type="hidden" name="next" value={next} /> : null}
            <Input
              name="email"
              label="E-mail address"
              type="email"
              autocomplete="username"
              spellcheck={false}
              value={email}
              error={problems.email}
            />
            <PasswordInput name="password" label="Password" error={problems.password} />
            <Button variant={providers.length > 0 ? 'secondary' : undefined}>Sign in</Button>
          </form>
          <p class="nhsuk-body">
            <a href={pathTo('forgottenPasswordPage')}>Forgotten your password?</a>
          </p>
        </>
      ) : null}
      <p class="nhsuk-body">
        No account yet, or no way in? The job-planning office of your trust sends the link to join.
        <HowToReach contacts={contacts} />
      </p>
    </>
  )
}

const HowToReach = ({ contacts: { email, phone } }: { contacts: Pick<Contacts, 'email' | 'phone'> }) =>
  email || phone ? (
    <>
      {' '}
      Write or ring: {email ? <a href={`mailto:${email}`}>{email}</a> : null}
      {email && phone ? ', ' : null}
      {phone}
    </>
  ) : null
