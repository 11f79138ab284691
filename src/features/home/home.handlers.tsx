import { PROFESSIONAL_GROUP_LABELS, type ProfessionalGroup } from '../../domain/job-plan/professional-groups.ts'
import { todayOf } from '../../platform/clock.ts'
import { countStanding } from '../../records/plan-standing.ts'
import type { ViewerFacts } from '../../records/viewer.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { HomePage } from './home.page.tsx'
import { countForOffice, listOwnPosts, listUnits, listWaiting } from './home.query.ts'
import { RuleBookPage } from './rule-book.page.tsx'

export const handlers: Handlers = {
  home: async (c) => {
    const viewer = viewerOf(c)
    const { database, clock, config } = c.var.services
    const todayOn = todayOf(clock)
    const found = await database.read(scopeOfRequest(c), async (tx) => {
      const team = await countStanding(tx, { view: 'direct', viewer, todayOn })
      const isOffice = viewer.roles.includes('office')
      return {
        waiting: await listWaiting(tx, todayOn),
        posts: await listOwnPosts(tx, todayOn),
        team: team.all > 0 ? team : null,
        inTurn: team.all > 0 && !isOffice ? await countStanding(tx, { view: 'in-turn', viewer, todayOn }) : null,
        office: isOffice ? await countForOffice(tx, todayOn) : null,
        units: viewer.units.length > 0 ? await listUnits(tx, viewer.units) : [],
      }
    })
    return page(
      c,
      { title: 'Home', under: 'home' },
      <HomePage
        {...found}
        isSet={{ hasMail: config.mail !== null, hasSingleSignOn: config.singleSignOn.length > 0 }}
        todayOn={todayOn}
        sees={linksToWhatOneSees(viewer, found.units)}
      />,
    )
  },
  ruleBook: (c) => page(c, { title: 'Rule book' }, <RuleBookPage />),
}

/** What the viewer's roles let them see, beside the counts of the office. */
function linksToWhatOneSees(viewer: ViewerFacts, units: readonly { unitId: number; name: string }[]) {
  return [
    ...(viewer.roles.includes('auditor')
      ? [
          { label: 'Everyone', href: pathTo('people') },
          { label: 'The staff record', href: pathTo('imports') },
          { label: 'The audit record', href: pathTo('audit') },
        ]
      : []),
    ...(viewer.roles.includes('administrator') ? [{ label: 'The system', href: pathTo('system') }] : []),
    ...units.map(({ unitId, name }) => ({ label: name, href: pathTo('people', {}, { unit: unitId }) })),
    ...viewer.groups.map((group) => ({
      label: PROFESSIONAL_GROUP_LABELS[group as ProfessionalGroup] ?? group,
      href: pathTo('people', {}, { group }),
    })),
  ]
}
