import type { WayMade } from '../../records/ways-made.ts'
import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import type { AskedAgain } from '../../web/proof/prove-again.ts'
import { ProveAgain } from '../../web/proof/prove-again-fields.tsx'
import { listProblems } from '../../web/read-form.ts'
import { WaysMade } from '../../web/ways-made.tsx'
import type { AccountOf } from './account-of.query.ts'

export type AccountOfPageProps = {
  account: AccountOf
  isOwn: boolean
  /** What the office must show before it opens somebody else's door. */
  asked: AskedAgain
  /** Whether a password opens any door here. */
  hasPasswords: boolean
  /** Whether mail is set up, so that its owner hears of it. */
  isTold: boolean
  waysMade: readonly WayMade[]
  problems: Readonly<Record<string, string>>
}

export const AccountOfPage = ({ account, isOwn, waysMade, ...rest }: AccountOfPageProps) => (
  <>
    <ErrorSummary problems={listProblems(rest.problems)} />
    <PageTop heading={`Account of ${account.fullName}`} />
    <SummaryList
      rows={[
        { key: 'E-mail in the staff record', value: account.email ?? 'None' },
        { key: 'Account', value: standingOf(account) },
        { key: 'Second factor', value: account.hasSecondFactor ? 'On' : 'None' },
      ]}
    />
    {isOwn ? (
      <p>
        This is you: <a href={pathTo('account')}>your account</a>.
      </p>
    ) : account.hasAccount ? (
      <Actions account={account} {...rest} />
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

const Action = ({ href, button, text }: { href: string; button: string; text: string }) => (
  <form method="post" action={href}>
    <p>{text}</p>
    <Button variant="secondary" preventDoubleClick>
      {button}
    </Button>
  </form>
)

type ActionsProps = Omit<AccountOfPageProps, 'isOwn' | 'waysMade'>

/** What could make whoever sits at the office's screen somebody else: asked of one form, so that they show once who they are. */
const LetIn = ({ account: { personId, hasSecondFactor }, asked, hasPasswords, isTold, problems }: ActionsProps) => (
  <Section heading="They cannot get in">
    <p>
      Be sure that it is they who ask: ring a number that you know, or meet them.
      {isTold ? ' They are told by mail.' : ' They see it on the page of their account.'}
    </p>
    <form method="post" action={pathTo(hasPasswords ? 'makeResetLink' : 'resetSecondFactor', { personId })} novalidate>
      <ProveAgain
        asked={asked}
        problems={problems}
        backTo={pathTo('accountOf', { personId })}
        why="so that it is certainly you who lets them in"
      />
      {hasPasswords ? (
        <>
          <p>A link to hand over. It works once, for 30 minutes.</p>
          <Button variant="secondary" preventDoubleClick>
            Make a link for a new password
          </Button>
        </>
      ) : null}
      {hasSecondFactor ? (
        <>
          <p>For a lost phone and no recovery codes. They are signed out.</p>
          <Button
            variant="secondary"
            preventDoubleClick
            attributes={{ formaction: pathTo('resetSecondFactor', { personId }) }}
          >
            Reset the second factor
          </Button>
        </>
      ) : null}
    </form>
  </Section>
)

const Actions = (props: ActionsProps) => {
  const { personId, closedAt, hasSecondFactor } = props.account
  return closedAt ? (
    <Section heading="Open it again">
      <Action
        href={pathTo('reopenAccount', { personId })}
        button="Open this account"
        text="They can then sign in as before."
      />
    </Section>
  ) : (
    <>
      {props.hasPasswords || hasSecondFactor ? <LetIn {...props} /> : null}
      <Section heading="They should not be in">
        <Action
          href={pathTo('endSessionsOf', { personId })}
          button="Sign them out everywhere"
          text="At once, on every computer and phone. They can sign in again."
        />
        <Action
          href={pathTo('closeAccount', { personId })}
          button="Close this account"
          text="They are signed out at once and cannot sign in. Their plans stay. You can open it again."
        />
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
