import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { Radios } from '../../ui/components/choices.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'
import { listProblems, type Typed } from '../../web/read-form.ts'

export const FirstRunPage = (props: {
  token: string
  typed: Typed
  problems?: Readonly<Record<string, string>> | undefined
}) => {
  const { token, typed, problems = {} } = props
  const field = (name: string) => ({ name, value: typed[name], error: problems[name] })
  return (
    <>
      <ErrorSummary problems={listProblems(problems)} />
      <h1 class="nhsuk-heading-l">Begin with Concord</h1>
      <p class="nhsuk-body">
        You will be the job-planning office and the system administrator. You can give these roles to others later.
      </p>
      <form method="post" action={pathTo('firstRun', { token })} novalidate>
        <h2 class="nhsuk-heading-m">Your trust or health board</h2>
        <Input {...field('trust')} label="Name" autocomplete="organization" />
        <Input
          {...field('odsCode')}
          label="ODS code"
          hint="The code of the whole organisation, such as RXX."
          width={5}
        />
        <Radios
          {...field('nation')}
          legend="Where is it?"
          items={[
            { value: 'england', text: 'England' },
            { value: 'wales', text: 'Wales' },
          ]}
        />
        <h2 class="nhsuk-heading-m">You</h2>
        <Input {...field('firstName')} label="First name" autocomplete="given-name" />
        <Input {...field('lastName')} label="Last name" autocomplete="family-name" />
        <Input {...field('email')} label="E-mail address" type="email" autocomplete="username" spellcheck={false} />
        <PasswordInput
          name="password"
          label="Password"
          hint="12 or more characters. Three or four words do well."
          autocomplete="new-password"
          error={problems.password}
        />
        <Button preventDoubleClick>Begin</Button>
      </form>
    </>
  )
}
