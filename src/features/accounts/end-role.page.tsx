import { roles } from '../../domain/access/access.ts'
import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import { formatDay } from '../../ui/dates.ts'
import type { AskedAgain } from '../../web/proof/prove-again.ts'
import { ProveAgain } from '../../web/proof/prove-again-fields.tsx'
import { listProblems } from '../../web/read-form.ts'
import { sayRole } from '../../web/role.words.ts'
import type { GrantRow } from './roles.query.ts'

export type EndRolePageProps = {
  grant: GrantRow
  isOwn: boolean
  /** Nobody else who can sign in has this role, and somebody must. */
  isLast: boolean
  asked: AskedAgain
  problems: Readonly<Record<string, string>>
}

/** The question before a role ends: whose, which, and what they can then no longer do. */
export const EndRolePage = ({ grant, isOwn, isLast, asked, problems }: EndRolePageProps) => (
  <>
    <ErrorSummary problems={listProblems(problems)} />
    <h1 class="nhsuk-heading-l">{isOwn ? 'End your own role?' : `End this role of ${grant.fullName}?`}</h1>
    <SummaryList
      rows={[
        { key: 'Person', value: grant.fullName },
        { key: 'Role', value: sayRole(grant) },
        { key: 'What it lets them do', value: roles[grant.role].explains },
        { key: 'From', value: formatDay(grant.fromOn) },
        { key: 'Given by', value: grant.grantedByName ?? 'Set up with Concord' },
      ]}
    />
    {isLast ? (
      <InsetText>
        <p id="last">
          Nobody else who can sign in has this role, and somebody must. Give it to somebody else first, then end it
          here.
        </p>
      </InsetText>
    ) : (
      <form method="post" action={pathTo('endRole', { grantId: grant.grantId })} novalidate>
        {isOwn ? (
          <InsetText>
            <p>This is your own role. Once it has ended, only somebody else can give it back to you.</p>
          </InsetText>
        ) : null}
        <p>It ends at once. They keep their account, their own plan and the plans they agree.</p>
        <ProveAgain
          asked={asked}
          problems={problems}
          backTo={pathTo('endRolePage', { grantId: grant.grantId })}
          why="so that it is certainly you who ends it"
        />
        <Button variant="warning" preventDoubleClick>
          End role
        </Button>
      </form>
    )}
    <p>
      <a href={pathTo('roleGrants')}>Back to roles</a>
    </p>
  </>
)
