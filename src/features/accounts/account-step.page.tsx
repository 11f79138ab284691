import { type Role, roles } from '../../domain/access/access.ts'
import { pathTo, type RouteName } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import type { AskedAgain } from '../../web/proof/prove-again.ts'
import { ProveAgain } from '../../web/proof/prove-again-fields.tsx'
import { listProblems } from '../../web/read-form.ts'
import { type AccountOf, addressesOf, hasOtherAddress } from './account-of.query.ts'

/** What the office does to somebody's account on a page of its own: its form has one button, so Enter presses the right one. */
export type Step = 'closeAccount' | 'makeResetLink' | 'resetSecondFactor' | 'useAddressOfRecord'

const besure = 'Be sure that it is they who ask: ring a number that you know, or meet them.'

const WORDS: Record<Step, { heading: (name: string) => string; what: string; button: string; careful?: string }> = {
  closeAccount: {
    heading: (name) => `Close the account of ${name}?`,
    what: 'They are signed out at once and cannot sign in. Their plans stay. You can open the account again.',
    button: 'Close this account',
  },
  makeResetLink: {
    heading: (name) => `Make a link for a new password for ${name}`,
    what: 'You get a link to hand over. It works once, for 30 minutes.',
    button: 'Make the link',
    careful: besure,
  },
  resetSecondFactor: {
    heading: (name) => `Reset the second factor of ${name}?`,
    what: 'For a lost phone and no recovery codes. They are signed out, and can set up another when they sign in.',
    button: 'Reset the second factor',
    careful: besure,
  },
  useAddressOfRecord: {
    heading: (name) => `Use the staff record’s address for ${name}?`,
    what: 'From now on they sign in with the address of the staff record, and links to a new password go there. If the staff record is wrong, have it corrected instead.',
    button: 'Use this address',
    careful: besure,
  },
}

/** Where there is nothing for the step to do. */
const needless = (step: Step, account: AccountOf): string | null => {
  if (step === 'resetSecondFactor' && !account.hasSecondFactor)
    return 'They have no second factor now, so there is nothing to reset.'
  if (step === 'useAddressOfRecord' && !hasOtherAddress(account))
    return 'They sign in with the address of the staff record, so there is nothing to change.'
  return null
}

const pageOf = {
  closeAccount: 'closeAccountPage',
  makeResetLink: 'makeResetLinkPage',
  resetSecondFactor: 'resetSecondFactorPage',
  useAddressOfRecord: 'useAddressOfRecordPage',
} as const satisfies Record<Step, RouteName>

export const headingOf = (step: Step, { fullName }: AccountOf): string => WORDS[step].heading(fullName)

export const AccountStepPage = (props: {
  step: Step
  account: AccountOf
  /** Roles that somebody who can sign in must have, and nobody else has: while there are any, the account stays open. */
  rolesOnlyTheirs: readonly Role[]
  /** What the office must show before it opens somebody else's door; nothing before it shuts it. */
  asked: AskedAgain | null
  /** Whether mail is set up, so that its owner hears of it. */
  isTold: boolean
  problems: Readonly<Record<string, string>>
}) => {
  const { step, account, rolesOnlyTheirs, asked, isTold, problems } = props
  const { personId } = account
  const { what, button, careful } = WORDS[step]
  const nothing = needless(step, account)
  return (
    <>
      <ErrorSummary problems={listProblems(problems)} />
      <h1 class="nhsuk-heading-l">{headingOf(step, account)}</h1>
      <SummaryList rows={[{ key: 'Person', value: account.fullName }, ...addressesOf(account)]} />
      {nothing ? (
        <p>{nothing}</p>
      ) : rolesOnlyTheirs.length > 0 ? (
        <InsetText>
          <p id="last">
            Nobody else who can sign in has the role{' '}
            {rolesOnlyTheirs.map((role) => `“${roles[role].label}”`).join(' and ')}, and somebody must.{' '}
            <a href={pathTo('roleGrants')}>Give it to somebody else</a> first, then close the account here.
          </p>
        </InsetText>
      ) : (
        <form method="post" action={pathTo(step, { personId })} novalidate>
          <p>{what}</p>
          {careful ? (
            <p>
              {careful} {isTold ? 'They are told by mail.' : 'They see it on the page of their account.'}
            </p>
          ) : null}
          {asked ? (
            <ProveAgain
              asked={asked}
              problems={problems}
              backTo={pathTo(pageOf[step], { personId })}
              why="so that it is certainly you who lets them in"
            />
          ) : null}
          <Button variant={step === 'makeResetLink' ? undefined : 'warning'} preventDoubleClick>
            {button}
          </Button>
        </form>
      )}
      <p>
        <a href={pathTo('accountOf', { personId })}>Back to the account</a>
      </p>
    </>
  )
}
