import type { InvitationRun } from '../../records/invitation-run.ts'
import { pathTo } from '../../routes.ts'
import { Button, LinkButton } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { Pagination } from '../../ui/components/pagination.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatInstantDay } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { type AccountRow, pageSize, type Standing, standings } from './accounts.query.ts'
import type { Invited } from './invite.command.ts'
import { MAIL_STANDING_WORDS, saySent } from './invite-many.words.ts'

export type AccountsPageProps = {
  rows: readonly AccountRow[]
  total: number
  page: number
  search: string
  standing: Standing
  newestRun: InvitationRun | null
  /** Whether mail is set up. */
  areSent: boolean
  problem?: string | undefined
}

export const AccountsPage = (props: AccountsPageProps) => {
  const { rows, total, page, search, standing, newestRun, areSent, problem } = props
  return (
    <>
      <ErrorSummary problems={problem ? [{ text: problem }] : []} />
      <PageTop
        heading="Accounts"
        lede="Who can sign in. People come from the staff record; invite those who plan or agree."
      >
        <LinkButton variant="secondary" small href={pathTo('inviteManyPage')}>
          Invite many people
        </LinkButton>
      </PageTop>
      {newestRun ? (
        <p>
          Newest invitations of many: {saySent(newestRun)}.{' '}
          <a href={pathTo('invitationRun', { runId: newestRun.runId })}>See how they stand</a>
        </p>
      ) : null}
      <FilterBar
        label="Find people"
        action={pathTo('accounts')}
        filters={[
          { kind: 'search', name: 'search', label: 'Name', value: search },
          {
            kind: 'choice',
            name: 'standing',
            label: 'Show',
            value: standing,
            options: Object.entries(standings).map(([value, text]) => ({ value, text })),
          },
        ]}
        clearHref={search || standing ? pathTo('accounts') : undefined}
      />
      {rows.length === 0 ? (
        <EmptyState heading="Nobody to show" text="Nobody matches. Try part of a last name, or clear the filters." />
      ) : (
        <TableScroll label="People and their accounts">
          <Table
            caption={total === 1 ? 'One person' : `${total} people`}
            firstCellIsHeader
            columns={[
              { heading: 'Person' },
              { heading: 'Post' },
              { heading: 'E-mail' },
              { heading: 'Account' },
              { heading: '' },
            ]}
            rows={rows.map((row) => [
              row.fullName,
              [row.postTitle, row.unitName].filter(Boolean).join(', '),
              row.email ?? 'None in the staff record',
              standingOf(row, areSent),
              <InviteForm row={row} />,
            ])}
          />
        </TableScroll>
      )}
      <Pagination
        page={page}
        pages={Math.ceil(total / pageSize)}
        href={(number) => pathTo('accounts', {}, { search, standing, page: number })}
      />
    </>
  )
}

const standingOf = (row: AccountRow, areSent: boolean) => {
  const { standing, closedAt, invitedUntil, mail } = row
  if (standing === 'account') return closedAt ? 'Account closed' : 'Has an account'
  if (standing === 'undelivered') return `Invitation did not arrive. ${mail ? MAIL_STANDING_WORDS[mail] : ''}`
  if (standing === 'stopped') return 'Invitation stopped: it was for an earlier e-mail address'
  if (standing === 'ran-out') return mail === 'stopped' ? 'Invitation stopped' : 'Invitation ran out'
  if (!invitedUntil) return 'None'
  if (mail === 'waiting') return areSent ? 'Invited, mail waiting to be sent' : 'Not sent yet: mail is switched off'
  return `Invited, until ${formatInstantDay(invitedUntil)}`
}

const InviteForm = ({ row }: { row: AccountRow }) =>
  row.standing === 'account' ? (
    <a href={pathTo('accountOf', { personId: row.personId })}>
      Open<span class="nhsuk-u-visually-hidden"> the account of {row.fullName}</span>
    </a>
  ) : !row.email ? null : (
    <form method="post" action={pathTo('invite')}>
      <input type="hidden" name="personId" value={String(row.personId)} />
      <Button variant="secondary" small preventDoubleClick>
        {row.standing === 'none' ? 'Invite' : 'Invite again'}
        <span class="nhsuk-u-visually-hidden"> {row.fullName}</span>
      </Button>
    </form>
  )

/** The link is here and nowhere else: only a digest of it is kept. */
export const InvitedPage = ({
  invited,
  link,
  hasPasswords,
}: {
  invited: Invited
  link: string
  hasPasswords: boolean
}) => (
  <>
    <h1 class="nhsuk-heading-l">Pass this link on to {invited.fullName}</h1>
    <p class="nhsuk-body">
      Copy it now: it is shown once. Send it only to {invited.email}, or give it by hand. Whoever opens it first can
      {hasPasswords ? 'set the password' : 'join as them'}.
    </p>
    <Input name="link" label="The link" value={link} attributes={{ readonly: true }} />
    <p class="nhsuk-body">
      It works once, until {formatInstantDay(invited.expiresAt)}. A link made for them before has stopped working.
    </p>
    <p class="nhsuk-body">
      <a href={pathTo('accounts')}>Back to accounts</a>
    </p>
  </>
)

export const MailedPage = ({ invited }: { invited: Invited }) => (
  <>
    <h1 class="nhsuk-heading-l">An invitation is on its way to {invited.fullName}</h1>
    <p class="nhsuk-body">
      It goes to {invited.email}. The link in it works once and for 14 days. A link made for them before has stopped
      working.
    </p>
    <p class="nhsuk-body">The list of accounts says when the mail has left, and when it could not.</p>
    <form method="post" action={pathTo('invite')}>
      <input type="hidden" name="personId" value={String(invited.personId)} />
      <input type="hidden" name="byHand" value="yes" />
      <Button variant="secondary" preventDoubleClick>
        Make a link to hand over instead
      </Button>
    </form>
    <p class="nhsuk-body">
      <a href={pathTo('accounts')}>Back to accounts</a>
    </p>
  </>
)
