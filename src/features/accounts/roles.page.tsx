import { roles } from '../../domain/access/access.ts'
import { PROFESSIONAL_GROUP_LABELS } from '../../domain/job-plan/professional-groups.ts'
import type { FoundPerson } from '../../records/people-search.ts'
import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { Radios } from '../../ui/components/choices.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { Pagination } from '../../ui/components/pagination.tsx'
import { Select } from '../../ui/components/select.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatShortDay } from '../../ui/dates.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import type { AskedAgain } from '../../web/proof/prove-again.ts'
import { ProveAgain } from '../../web/proof/prove-again-fields.tsx'
import { listProblems, type Typed } from '../../web/read-form.ts'
import { sayRole } from '../../web/role.words.ts'
import { type GrantRow, pageSize } from './roles.query.ts'

export type RolesPageProps = {
  grants: { rows: readonly GrantRow[]; total: number }
  page: number
  search: string
  people: readonly FoundPerson[]
  units: readonly { unitId: number; name: string }[]
  on: string
  /** What the office must show before somebody is given a role. */
  asked: AskedAgain
  typed: Typed
  problems: Readonly<Record<string, string>>
}

export const RolesPage = (props: RolesPageProps) => {
  const { grants, page, search, people, problems } = props
  return (
    <>
      <ErrorSummary problems={listProblems(problems)} />
      <PageTop
        heading="Roles"
        lede="What people may see and do beyond their own plan and the plans they agree. A change counts at once."
      />
      <Section heading="Give somebody a role">
        <FilterBar
          label="Find a person"
          action={pathTo('roleGrants')}
          filters={[{ kind: 'search', name: 'search', label: 'Name', value: search }]}
          words={{ apply: 'Find' }}
        />
        {search && people.length === 0 ? <p>Nobody has “{search}” in their name. Try part of a last name.</p> : null}
        {people.length > 0 ? <GrantForm {...props} /> : null}
      </Section>
      <Section heading="Who has a role">
        <TableScroll label="Who has a role">
          <Table
            caption={grants.total === 1 ? 'One role' : `${grants.total} roles`}
            firstCellIsHeader
            columns={[
              { heading: 'Person' },
              { heading: 'Role' },
              { heading: 'From' },
              { heading: 'Given by' },
              { heading: 'Change' },
            ]}
            rows={grants.rows.map((grant) => [
              grant.fullName,
              sayRole(grant),
              formatShortDay(grant.fromOn),
              grant.grantedByName ?? 'Set up with Concord',
              <a href={pathTo('endRolePage', { grantId: grant.grantId })}>
                End role
                <span class="nhsuk-u-visually-hidden">
                  : {sayRole(grant)}, of {grant.fullName}
                </span>
              </a>,
            ])}
          />
        </TableScroll>
        <Pagination
          page={page}
          pages={Math.ceil(grants.total / pageSize)}
          href={(number) => pathTo('roleGrants', {}, { page: number })}
        />
      </Section>
    </>
  )
}

const GrantForm = ({ search, people, units, on, asked, typed, problems }: RolesPageProps) => (
  <form method="post" action={pathTo('grantRole')} novalidate>
    <input type="hidden" name="search" value={search} />
    <Radios
      name="personId"
      legend="Who?"
      small
      value={typed.personId ?? (people.length === 1 ? String(people[0]?.personId) : undefined)}
      error={problems.personId}
      items={people.map(({ personId, fullName, postTitle }) => ({
        value: String(personId),
        text: postTitle ? `${fullName}, ${postTitle}` : fullName,
      }))}
    />
    <Radios
      name="role"
      legend="Which role?"
      small
      value={typed.role}
      error={problems.role}
      items={Object.entries(roles).map(([value, { label, explains, needs }]) => ({
        value,
        text: label,
        hint: explains,
        conditional:
          needs === 'unit' ? (
            <Select
              name="unitId"
              label="Which unit?"
              value={typed.unitId}
              error={problems.unitId}
              options={[
                { value: '', text: 'Choose' },
                ...units.map(({ unitId, name }) => ({ value: String(unitId), text: name })),
              ]}
            />
          ) : needs === 'group' ? (
            <Select
              name="group"
              label="Which professional group?"
              value={typed.group}
              error={problems.group}
              options={[
                { value: '', text: 'Choose' },
                ...Object.entries(PROFESSIONAL_GROUP_LABELS).map(([group, text]) => ({ value: group, text })),
              ]}
            />
          ) : undefined,
      }))}
    />
    <Input
      name="fromOn"
      label="From which day?"
      type="date"
      value={typed.fromOn ?? on}
      error={problems.fromOn}
      width={10}
    />
    <ProveAgain
      asked={asked}
      problems={problems}
      backTo={pathTo('roleGrants', {}, { search })}
      why="so that it is certainly you who gives it"
    />
    <Button preventDoubleClick>Give the role</Button>
  </form>
)
