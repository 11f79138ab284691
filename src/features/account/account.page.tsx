import type { SessionMethod } from '../../platform/identity/identity.ts'
import type { SessionRow } from '../../records/account.ts'
import type { WayMade } from '../../records/ways-made.ts'
import { pathTo } from '../../routes.ts'
import { CodeInput } from '../../ui/code-input.tsx'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { listProblems } from '../../web/read-form.ts'
import { WaysMade } from '../../web/ways-made.tsx'

const methods: Record<SessionMethod, string> = {
  password: 'Password',
  'single-sign-on': 'Single sign-on',
  demonstration: 'Demonstration',
}

export type AccountPageProps = {
  name: string
  email: string
  hasPassword: boolean
  /** Whether the trust has a provider to sign in with, and the names of those that this account is connected to. */
  hasSingleSignOn: boolean
  singleSignOn: string
  secondFactor: { since: Date; recoveryCodesLeft: number } | null
  /** The person's role asks for a second factor, so it cannot be turned off. */
  isSecondFactorAsked: boolean
  sessions: readonly SessionRow[]
  currentSessionId: string
  /** What others have made so that this person could get in. */
  waysMade: readonly WayMade[]
  recoveryCodes?: readonly string[] | undefined
  problems: Readonly<Record<string, string>>
}

/** One's own account, and nobody else's. */
export const AccountPage = (props: AccountPageProps) => (
  <>
    <ErrorSummary problems={listProblems(props.problems)} />
    <PageTop heading="Your account" />
    <SummaryList
      rows={[
        { key: 'Name', value: props.name },
        { key: 'E-mail address', value: props.email },
        ...(props.hasPassword
          ? [
              {
                key: 'Password',
                value: 'Set',
                actions: [{ href: pathTo('changePasswordPage'), text: 'Change', hidden: 'your password' }],
              },
            ]
          : []),
        ...(props.hasSingleSignOn
          ? [
              {
                key: 'Single sign-on',
                value: props.singleSignOn || 'Not connected',
                actions: [{ href: pathTo('waysIn'), text: 'Change', hidden: 'how you sign in' }],
              },
            ]
          : []),
      ]}
    />
    <SecondFactorSection {...props} />
    <SessionsSection sessions={props.sessions} currentSessionId={props.currentSessionId} />
    <WaysMade heading="Made for you by others" ways={props.waysMade}>
      <p>If you did not ask for one of these, change your password and tell somebody in charge of the office.</p>
    </WaysMade>
  </>
)

const SecondFactorSection = (props: AccountPageProps) => {
  const { secondFactor, isSecondFactorAsked, problems, recoveryCodes } = props
  if (!secondFactor)
    return (
      <Section heading="Second factor" id="second-factor">
        <p>
          A code from your phone beside your password: whoever learns your password still cannot sign in as you.{' '}
          <a href={pathTo('secondFactorPage', {}, { next: pathTo('account') })}>Set it up</a>
        </p>
      </Section>
    )
  return (
    <Section heading="Second factor" id="second-factor">
      {recoveryCodes ? (
        <InsetText>
          <p>Your new recovery codes. They are shown only now; the earlier ones have stopped working.</p>
          <ul class="nhsuk-list">
            {recoveryCodes.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      <p>
        On since {formatInstant(secondFactor.since)}. {secondFactor.recoveryCodesLeft} of 10 recovery codes are left.
      </p>
      <form method="post" action={pathTo('changeSecondFactor')} novalidate>
        <CodeInput hint="From your authenticator app, to change anything here" error={problems.code} />
        <ButtonGroup>
          <Button variant="secondary" name="change" value="recovery-codes" preventDoubleClick>
            Make new recovery codes
          </Button>
          {isSecondFactorAsked ? null : (
            <Button variant="secondary" name="change" value="off" preventDoubleClick>
              Turn it off
            </Button>
          )}
        </ButtonGroup>
      </form>
    </Section>
  )
}

/** A code of the app and a recovery code are not told apart: the session does not know which it was. */
const sayHow = ({
  method,
  secondFactorAt,
  secondFactorDue,
}: Omit<SessionRow, 'sessionId' | 'startedAt' | 'usedAt'>) => {
  const first = methods[method as SessionMethod]
  if (secondFactorDue) return `${first} only, no code yet`
  return secondFactorAt ? `${first} and second factor` : first
}

const SessionsSection = ({
  sessions,
  currentSessionId,
}: {
  sessions: readonly SessionRow[]
  currentSessionId: string
}) => (
  <Section heading="Where you are signed in" id="sessions">
    <TableScroll label="Where you are signed in">
      <Table
        caption={sessions.length === 1 ? 'One session' : `${sessions.length} sessions`}
        columns={[{ heading: 'Signed in' }, { heading: 'Last used' }, { heading: 'With' }, { heading: '' }]}
        rows={sessions.map(({ sessionId, startedAt, usedAt, ...how }) => [
          formatInstant(startedAt),
          sessionId === currentSessionId ? 'Now: this one' : formatInstant(usedAt),
          sayHow(how),
          sessionId === currentSessionId ? (
            ''
          ) : (
            <form method="post" action={pathTo('endSessions')}>
              <input type="hidden" name="session" value={sessionId} />
              <Button variant="secondary" small>
                Sign out<span class="nhsuk-u-visually-hidden"> the session of {formatInstant(startedAt)}</span>
              </Button>
            </form>
          ),
        ])}
      />
    </TableScroll>
    {sessions.some(({ secondFactorDue }) => secondFactorDue) ? (
      <p>
        “No code yet” is somebody who has given your password and not your code: they see nothing. If it was not you,
        sign them out and change your password.
      </p>
    ) : null}
    {sessions.length > 1 ? (
      <form method="post" action={pathTo('endSessions')}>
        <input type="hidden" name="session" value="others" />
        <Button variant="secondary">Sign out everywhere else</Button>
      </form>
    ) : null}
  </Section>
)
