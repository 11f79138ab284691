import { CodeInput } from '../../ui/code-input.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'
import type { Content } from '../../ui/markup.ts'

/** The password and, with a second factor, the code by which somebody proves themselves again: as `proveAgain` reads them. */
export const ProofFields = (props: {
  withCode: boolean
  hint?: Content | undefined
  problems: Readonly<Record<string, string>>
}) => (
  <>
    <PasswordInput name="password" label="Your password" hint={props.hint} error={props.problems.password} />
    {props.withCode ? <CodeInput hint="From your authenticator app" error={props.problems.code} /> : null}
  </>
)
