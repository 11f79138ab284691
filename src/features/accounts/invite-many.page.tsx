import type { PropsWithChildren } from 'hono/jsx'
import { PROFESSIONAL_GROUP_LABELS } from '../../domain/job-plan/professional-groups.ts'
import {
  type ChoiceStanding,
  choiceStandings,
  type InvitationChoice,
  wantedBy,
} from '../../records/invitation-choice.ts'
import type { InvitationRun } from '../../records/invitation-run.ts'
import { pathTo } from '../../routes.ts'
import { BackLink } from '../../ui/components/back-link.tsx'
import { Button } from '../../ui/components/button.tsx'
import { Details } from '../../ui/components/details.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { fieldsOf, WHOM } from './invite-many.form.ts'
import { mostNamed } from './invite-many.query.ts'
import { LEFT_OUT_WORDS, sayNumber, sayPeople, saySent } from './invite-many.words.ts'

export type InviteManyPageProps = {
  areSent: boolean
  choice: InvitationChoice
  counts: Record<ChoiceStanding, number>
  named: readonly { standing: ChoiceStanding; fullName: string }[]
  units: readonly { unitId: number; name: string }[]
  running: InvitationRun | null
}

export const InviteManyPage = (props: InviteManyPageProps) => {
  const { areSent, choice, counts, units, running } = props
  const wanted = wantedBy(choice)
  const people = wanted.reduce((sum, standing) => sum + counts[standing], 0)
  return (
    <>
      <BackLink href={pathTo('accounts')}>Accounts</BackLink>
      <PageTop heading="Invite many people" lede="Choose whom. You see who and how many before anything is sent." />
      <FilterBar
        label="Choose whom to invite"
        action={pathTo('inviteManyPage')}
        filters={[
          { kind: 'choice', name: 'whom', label: 'Whom', value: choice.whom, options: optionsOf(WHOM) },
          {
            kind: 'choice',
            name: 'unit',
            label: 'Unit, and all under it',
            value: fieldsOf(choice).unit,
            options: [
              { value: '', text: 'Every unit' },
              ...units.map(({ unitId, name }) => ({ value: String(unitId), text: name })),
            ],
          },
          {
            kind: 'choice',
            name: 'group',
            label: 'Professional group',
            value: choice.group,
            options: [{ value: '', text: 'Every group' }, ...optionsOf(PROFESSIONAL_GROUP_LABELS)],
          },
        ]}
        words={{ apply: 'Count them' }}
      />
      <Section heading={people === 0 ? 'Nobody to invite' : `${sayPeople(people)} to invite`}>
        {people === 0 ? <p>Nobody of your choice needs an invitation, or none can be sent. See below why.</p> : null}
        <Names
          summary="Who they are"
          people={people}
          names={props.named.filter(({ standing }) => wanted.includes(standing))}
        >
          <p>Choose a unit or a group to see fewer at a time.</p>
        </Names>
        <Send areSent={areSent} choice={choice} people={people} running={running} />
      </Section>
      <LeftOut {...props} standings={choiceStandings.filter((each) => !wanted.includes(each) && counts[each] > 0)} />
    </>
  )
}

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

const Send = (props: Pick<InviteManyPageProps, 'areSent' | 'choice' | 'running'> & { people: number }) => {
  const { areSent, choice, running, people } = props
  if (!areSent)
    return (
      <InsetText>
        <p>
          This Concord has no mail server yet, so it cannot invite many at once. Ask whoever runs it to set up mail.
          Until then, invite people one by one from <a href={pathTo('accounts')}>accounts</a>.
        </p>
      </InsetText>
    )
  if (running)
    return (
      <InsetText>
        <p>
          Invitations are on their way already: {saySent(running)}.{' '}
          <a href={pathTo('invitationRun', { runId: running.runId })}>See how they stand</a>. Begin again when they are
          done, or stop them first.
        </p>
      </InsetText>
    )
  if (people === 0) return null
  return (
    <form method="post" action={pathTo('inviteMany')}>
      {Object.entries(fieldsOf(choice)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <p>
        Each gets a mail with a link of their own, which works once and for 14 days. You can leave this page, and you
        can stop it.
      </p>
      <Button preventDoubleClick>Send {people === 1 ? 'one invitation' : `${sayNumber(people)} invitations`}</Button>
    </form>
  )
}

/** The first of some people; `children` say what to do about those who are not on the list. */
const Names = (props: PropsWithChildren<{ summary: string; people: number; names: InviteManyPageProps['named'] }>) => {
  const names = props.names.slice(0, mostNamed)
  return names.length === 0 ? null : (
    <Details summary={props.summary}>
      <ul class="app-names nhsuk-list nhsuk-list--bullet">
        {names.map(({ fullName }) => (
          <li>{fullName}</li>
        ))}
      </ul>
      {props.people > names.length ? (
        <>
          <p>And {sayPeople(props.people - names.length)} more.</p>
          {props.children}
        </>
      ) : null}
    </Details>
  )
}

const LeftOut = ({
  counts,
  named,
  standings,
}: Pick<InviteManyPageProps, 'counts' | 'named'> & { standings: ChoiceStanding[] }) =>
  standings.length === 0 ? null : (
    <Section heading="Left out, and why">
      <TableScroll label="Left out, and why">
        <Table
          caption="People of your choice who get no invitation"
          captionSize="hidden"
          firstCellIsHeader
          columns={[{ heading: 'Why' }, { heading: 'People', numeric: true }]}
          rows={standings.map((standing) => [LEFT_OUT_WORDS[standing], sayNumber(counts[standing])])}
        />
      </TableScroll>
      {standings.map((standing) => (
        <Names
          summary={`${LEFT_OUT_WORDS[standing]}: who`}
          people={counts[standing]}
          names={named.filter((person) => person.standing === standing)}
        />
      ))}
      {named.some((person) => standings.includes(person.standing)) ? (
        <p>Put their addresses right in the staff record, then count again.</p>
      ) : null}
    </Section>
  )
