import { todayOf } from '../../platform/clock.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { readTyped } from '../../web/read-form.ts'
import { type Handlers, NotFound, type Request, seeOther } from '../../web/request.ts'
import { DemonstrationPage } from './demonstration.page.tsx'
import { type DemonstrationPerson, listDemonstrationPeople } from './demonstration.query.ts'
import { withCookies } from './with-cookies.ts'

/** Both doors are shut, as if they were not there, outside a demonstration. */
export const demonstrationHandlers: Handlers = {
  demonstrationPage: async (c) => {
    const people = await peopleOf(c)
    return page(c, { title: 'Choose who to be' }, <DemonstrationPage people={people} />)
  },

  becomeDemonstrationPerson: async (c) => {
    const people = await peopleOf(c)
    const { personId } = await readTyped(c)
    const chosen = people.find((person) => String(person.personId) === personId)
    if (!chosen) throw new NotFound('nobody of that number')
    return withCookies(
      seeOther(c, pathTo('home')),
      await c.var.services.identity.startSession(chosen.userId, c.req.raw.headers, { method: 'demonstration' }),
    )
  },
}

async function peopleOf(c: Request): Promise<DemonstrationPerson[]> {
  const { config, database, clock } = c.var.services
  const people = config.mode === 'demonstration' ? await listDemonstrationPeople(database, todayOf(clock)) : null
  if (!people) throw new NotFound('no demonstration here')
  return people
}
