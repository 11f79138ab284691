import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'
import { listProblems } from '../../web/read-form.ts'

export const SignInPage = (props: {
  email?: string | undefined
  next?: string | undefined
  problems?: Readonly<Record<string, string>> | undefined
  isDemonstration: boolean
}) => {
  const { email, next, problems = {}, isDemonstration } = props
  return (
    <>
      <ErrorSummary problems={listProblems(problems)} />
      <h1 class="nhsuk-heading-l">Sign in to Concord</h1>
      {isDemonstration ? (
        <p class="nhsuk-body">
          This is a demonstration. You need no password: <a href={pathTo('demonstrationPage')}>choose who to be</a>.
        </p>
      ) : null}
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
        <Button>Sign in</Button>
      </form>
      <p class="nhsuk-body">
        No account yet, or no way in? The job-planning office of your trust sends the link to join.
      </p>
    </>
  )
}
