import { Input } from './components/input.tsx'
import type { Content } from './markup.ts'

/** Where somebody types a code from their authenticator app, or a recovery code: browsers offer none that they have kept. */
export const CodeInput = ({ hint, error }: { hint: Content; error: string | undefined }) => (
  <Input
    name="code"
    label="Code"
    hint={hint}
    width={10}
    code
    autocomplete="one-time-code"
    spellcheck={false}
    error={error}
    attributes={{ autocapitalize: 'none' }}
  />
)
