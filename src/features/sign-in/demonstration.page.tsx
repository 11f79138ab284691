import { roles } from '../../domain/access/access.ts'
import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { Table } from '../../ui/components/table.tsx'
import type { DemonstrationPerson } from './demonstration.query.ts'

/** What being this person shows, in a sentence or two. */
export function showsWhat(person: Pick<DemonstrationPerson, 'agrees' | 'hasPlan' | 'roles'>): string {
  const { agrees, hasPlan, roles: granted } = person
  const sentences = [
    ...granted.map((role) => roles[role].explains),
    ...(agrees > 0 ? [`Agrees the job plan${agrees === 1 ? ' of one person' : `s of ${agrees} people`}.`] : []),
    ...(hasPlan ? ['Plans their own work.'] : []),
  ]
  return sentences.join(' ') || 'Has no job plan here, and sees none.'
}

export const DemonstrationPage = ({ people }: { people: readonly DemonstrationPerson[] }) => (
  <>
    <h1 class="nhsuk-heading-l">Choose who to be</h1>
    <InsetText>
      <p>This is a demonstration. Everyone here is invented, and nothing you do leaves this machine.</p>
    </InsetText>
    {people.length === 0 ? (
      <p class="nhsuk-body">Nobody has an account yet.</p>
    ) : (
      <Table
        caption="People you can be"
        captionSize="hidden"
        firstCellIsHeader
        columns={[{ heading: 'Person' }, { heading: 'What you will see' }, { heading: '' }]}
        rows={people.map((person) => [
          <>
            <strong>{person.fullName}</strong>
            <br />
            {[person.postTitle, person.unitName].filter(Boolean).join(', ')}
          </>,
          showsWhat(person),
          <form method="post" action={pathTo('becomeDemonstrationPerson')}>
            <input type="hidden" name="personId" value={String(person.personId)} />
            <Button variant="secondary" small>
              Be {person.fullName}
            </Button>
          </form>,
        ])}
      />
    )}
  </>
)
