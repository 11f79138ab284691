import { pathTo } from '../../routes.ts'
import { BackLink } from '../../ui/components/back-link.tsx'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Table } from '../../ui/components/table.tsx'
import { ProofFields } from '../../web/proof/proof-fields.tsx'
import type { AskedAgain } from '../../web/proof/prove-again.ts'
import { SignInAgain } from '../../web/proof/sign-in-again.tsx'
import { CANNOT_PROVE } from '../../web/proof/wrong-tries.words.ts'
import { listProblems } from '../../web/read-form.ts'

export type WaysInProps = {
  hasPassword: boolean
  providers: readonly { key: string; name: string; isConnected: boolean }[]
  /** What to show that it is they, before any of it changes. */
  asked: AskedAgain
  problems: Readonly<Record<string, string>>
}

/** How one signs in: which accounts elsewhere lead here, and the buttons that change it. */
export const WaysInPage = (props: WaysInProps) => {
  const { providers, asked, problems } = props
  const mayChange = asked.ask === 'password' || asked.ask === 'nothing'
  const [first] = providers
  return (
    <>
      <BackLink href={pathTo('account')}>Your account</BackLink>
      <ErrorSummary problems={listProblems(problems)} />
      <h1 class="nhsuk-heading-l">How you sign in</h1>
      {providers.length === 0 ? (
        <p class="nhsuk-body">You can only sign in with your e-mail address and password.</p>
      ) : null}
      {asked.ask === 'cannot' ? (
        <p class="nhsuk-body" id="again">
          {CANNOT_PROVE}.
        </p>
      ) : null}
      {asked.ask === 'single-sign-on' ? (
        <>
          <p class="nhsuk-body">Before you change anything here, sign in again: it must be you.</p>
          <SignInAgain providers={providers.filter(({ isConnected }) => isConnected)} next={pathTo('waysIn')} />
        </>
      ) : null}
      {first && mayChange ? (
        <form method="post" action={changeOf(first)} novalidate>
          <Proof asked={asked} problems={problems} />
          <Ways {...props} mayChange />
        </form>
      ) : (
        <Ways {...props} mayChange={false} />
      )}
    </>
  )
}

const Proof = ({ asked, problems }: Pick<WaysInProps, 'asked' | 'problems'>) =>
  asked.ask === 'password' ? (
    <>
      <p class="nhsuk-body">To connect or disconnect an account, show first that it is you.</p>
      <ProofFields withCode={asked.withCode} problems={problems} />
    </>
  ) : null

const Ways = ({ providers, hasPassword, mayChange }: WaysInProps & { mayChange: boolean }) => (
  <Table
    caption="Ways to sign in to this account"
    firstCellIsHeader
    columns={[{ heading: 'With' }, { heading: 'Now' }, { heading: '' }]}
    rows={[
      ...providers.map((provider) => [
        provider.name,
        provider.isConnected ? 'Connected' : 'Not connected',
        mayChange ? <ChangeButton provider={provider} /> : '',
      ]),
      ['A password', hasPassword ? 'Set' : 'Not set', ''],
    ]}
  />
)

type Provider = WaysInProps['providers'][number]

const changeOf = ({ key, isConnected }: Provider) =>
  pathTo(isConnected ? 'disconnectSingleSignOn' : 'connectSingleSignOn', { provider: key })

const ChangeButton = ({ provider }: { provider: Provider }) => (
  <Button small variant="secondary" attributes={{ formaction: changeOf(provider) }}>
    {provider.isConnected ? 'Disconnect' : 'Connect'}
    <span class="nhsuk-u-visually-hidden"> {provider.name}</span>
  </Button>
)
