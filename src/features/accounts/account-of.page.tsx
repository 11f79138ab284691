import type { WayMade } from '../../records/ways-made.ts'
import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { Input } from '../../ui/components/input.tsx'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { WaysMade } from '../../web/ways-made.tsx'
import { type AccountOf, addressesOf, hasOtherAddress } from './account-of.query.ts'

export type AccountOfPageProps = {
  account: AccountOf
  isOwn: boolean
  /** Whether a password opens any door here. */
  hasPasswords: boolean
  waysMade: readonly WayMade[]
}

export const AccountOfPage = ({ account, isOwn, hasPasswords, waysMade }: AccountOfPageProps) => (
  <>
    <PageTop heading={`Account of ${account.fullName}`} />
    <SummaryList
      rows={[
        ...addressesOf(account),
        { key: 'Account', value: standingOf(account) },
        { key: 'Second factor', value: account.hasSecondFactor ? 'On' : 'Not set' },
      ]}
    />
    {isOwn ? (
      <p>
        This is you: <a href={pathTo('account')}>your account</a>.
      </p>
    ) : account.hasAccount ? (
      <Actions account={account} hasPasswords={hasPasswords} />
    ) : null}
    <WaysMade heading="Made for them" ways={waysMade} />
    <p>
      <a href={pathTo('accounts')}>Back to accounts</a>
    </p>
  </>
)

const standingOf = ({ hasAccount, closedAt }: AccountOf) => {
  if (!hasAccount) return 'None'
  return closedAt ? `Closed ${formatInstant(closedAt)}` : 'Open'
}

type ActionsProps = Pick<AccountOfPageProps, 'account' | 'hasPasswords'>

/** Each leads to a page of its own, with one button: what is to happen is chosen before anybody proves who they are. */
const Actions = ({ account, hasPasswords }: ActionsProps) => {
  const { personId, closedAt, hasSecondFactor } = account
  const isOther = hasOtherAddress(account)
  return closedAt ? (
    <Section heading="Open it again">
      <form method="post" action={pathTo('reopenAccount', { personId })}>
        <p>They can then sign in as before.</p>
        <Button variant="secondary" preventDoubleClick>
          Open this account
        </Button>
      </form>
    </Section>
  ) : (
    <>
      {hasPasswords || hasSecondFactor || isOther ? (
        <Section heading="Help them sign in">
          {hasPasswords ? (
            <p>
              They have forgotten their password:{' '}
              <a href={pathTo('makeResetLinkPage', { personId })}>make a link for a new password</a>
            </p>
          ) : null}
          {hasSecondFactor ? (
            <p>
              They have lost their phone and have no recovery codes:{' '}
              <a href={pathTo('resetSecondFactorPage', { personId })}>reset the second factor</a>
            </p>
          ) : null}
          {isOther ? (
            <p>
              They sign in with an address that is not the staff record’s, and are sent no link to a new password:{' '}
              <a href={pathTo('useAddressOfRecordPage', { personId })}>use the address of the staff record</a>
            </p>
          ) : null}
        </Section>
      ) : null}
      <Section heading="Keep them out">
        <form method="post" action={pathTo('endSessionsOf', { personId })}>
          <p>Sign them out at once, on every computer and phone. They can sign in again.</p>
          <Button variant="secondary" preventDoubleClick>
            Sign them out everywhere
          </Button>
        </form>
        <p>
          They must not sign in any more: <a href={pathTo('closeAccountPage', { personId })}>close this account</a>
        </p>
      </Section>
    </>
  )
}

/** The link is here and nowhere else: only a digest of it is kept. */
export const ResetLinkPage = ({ link, expiresAt }: { link: string; expiresAt: Date }) => (
  <>
    <h1 class="nhsuk-heading-l">Pass this link on</h1>
    <p class="nhsuk-body">
      Copy it now: it is shown once. Whoever opens it can set the password, so give it to nobody but its owner.
    </p>
    <Input name="link" label="The link" value={link} attributes={{ readonly: true }} />
    <p class="nhsuk-body">It works once, until {formatInstant(expiresAt)}.</p>
    <p class="nhsuk-body">
      <a href={pathTo('accounts')}>Back to accounts</a>
    </p>
  </>
)
