import { pathTo } from '../../routes.ts'
import { Button } from '../../ui/components/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import type { DemonstrationPerson } from './demonstration.query.ts'
import { showsWhat } from './demonstration.words.ts'

export const DemonstrationPage = ({ people }: { people: readonly DemonstrationPerson[] }) => (
  <>
    <PageTop
      heading="Choose who to be"
      lede="This is a demonstration. Everyone here is invented, and nothing you do leaves this machine."
    />
    {people.length === 0 ? (
      <EmptyState heading="Nobody to be yet" text="Nobody has an account yet." />
    ) : (
      <ul class="choose" aria-label="People you can be">
        {people.map((person) => (
          <li class="choose__one">
            <h2>{person.fullName}</h2>
            <p class="choose__post">{[person.postTitle, person.unitName].filter(Boolean).join(', ')}</p>
            {showsWhat(person).map((line) => (
              <p>{line}</p>
            ))}
            <form method="post" action={pathTo('becomeDemonstrationPerson')}>
              <input type="hidden" name="personId" value={String(person.personId)} />
              <Button variant="secondary" small>
                Be {person.fullName}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    )}
  </>
)
