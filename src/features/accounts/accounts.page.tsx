import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
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

export type AccountsPageProps = {
  rows: readonly AccountRow[]
  total: number
  page: number
  search: string
  standing: Standing
  problem?: string | undefined
}

export const AccountsPage = (props: AccountsPageProps) => {
  const { rows, total, page, search, standing, problem } = props
  return (
    <>
      <ErrorSummary problems={problem ? [{ text: problem }] : []} />
      <PageTop
        heading="Accounts"
        lede="Who can sign in. People come from the staff record; invite those who plan or agree."
      />
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
              standingOf(row),
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

const standingOf = ({ hasAccount, invitedUntil }: AccountRow) => {
  if (hasAccount) return 'Has an account'
  return invitedUntil ? `Invited, until ${formatInstantDay(invitedUntil)}` : 'None'
}

const InviteForm = ({ row }: { row: AccountRow }) =>
  row.hasAccount || !row.email ? null : (
    <form method="post" action={pathTo('invite')}>
      <input type="hidden" name="personId" value={String(row.personId)} />
      <Button variant="secondary" small preventDoubleClick>
        {row.invitedUntil ? 'Invite again' : 'Invite'}
        <span class="nhsuk-u-visually-hidden"> {row.fullName}</span>
      </Button>
    </form>
  )

/** The link is here and nowhere else: only a digest of it is kept. */
export const InvitedPage = ({ invited, link }: { invited: Invited; link: string }) => (
  <>
    <h1 class="nhsuk-heading-l">Pass this link on to {invited.fullName}</h1>
    <p class="nhsuk-body">
      Copy it now: it is shown once. Send it only to {invited.email}, or give it by hand. Whoever opens it first can set
      the password.
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
