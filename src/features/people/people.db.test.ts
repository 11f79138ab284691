import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  aNonClinician,
  anOrganisation,
  aPerson,
  aRoleGrant,
  aTrust,
  aUnit,
  type Trust,
} from '../../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { plainName } from '../../domain/staff/plain-name.ts'
import { refreshSight } from '../../records/viewer.ts'
import { partsOf } from './agreer.form.ts'

let app: TestApp
let trust: Trust
let statements: string[]

beforeAll(async () => {
  app = await testApp({ observe: (statement) => void statements.push(statement) })
  statements = []
  trust = await aTrust(app.database)
})
beforeEach(() => {
  statements = []
})
afterAll(() => app.close())

const get = async (path: string, as: number) => {
  const response = await app.request(path, { as })
  return { status: response.status, text: await response.text() }
}
const post = (path: string, as: number, form: Record<string, string>) => app.request(path, { as, form })

/** The names in the list, in its order. */
const namesIn = (text: string) => [...text.matchAll(/<a href="\/people\/\d+">Sam (\w+)<\/a>/g)].map(([, name]) => name)

const assignmentRow = (assignmentId: number) =>
  app.database.asOwner((tx) =>
    tx.selectFrom('assignment').selectAll().where('assignment_id', '=', assignmentId).executeTakeFirstOrThrow(),
  )

describe('the list of people', () => {
  test.each([
    ['office', 9],
    ['auditor', 9],
    ['groupLead', 4], // three consultants and themselves
    ['agreer', 2],
    ['administrator', 1],
  ] as const)('%s sees %i', async (name, count) => {
    const { status, text } = await get('/people', trust.people[name].personId)
    expect(status).toBe(200)
    expect(namesIn(text)).toHaveLength(count)
  })

  test('leads the office of an empty trust to the staff record, and says to others why they see nobody', async () => {
    const empty = await anOrganisation(app.database, 'RT4', 'Fourth Invented Trust', false)
    const [office, other] = await app.database.write(scopeOfSystem(empty), async (tx) => {
      const { unitId } = await aUnit(tx, empty, 'Fourth Invented Trust', null)
      const assignment = { proposed_scope: 'not-clinical' }
      const person = (lastName: string) => aPerson(tx, empty, { lastName, unitId, group: 'pharmacy', assignment })
      const founder = await person('Founder')
      await aRoleGrant(tx, empty, founder.personId, 'office', unitId)
      return [founder.personId, (await person('Other')).personId]
    })
    const leads = 'href="/imports/new">Bring in the staff record'
    expect((await get('/people', office ?? 0)).text).toContain(leads)
    const { text } = await get('/people', other ?? 0)
    expect(text).not.toContain(leads)
    expect(text).toContain('You see people here when')
  })

  test('searches by name, number and post, and says when nobody matches', async () => {
    const { personId } = trust.people.office
    const number = String(10_000_000 + trust.people.outsider.personId)
    expect(namesIn((await get('/people?search=CLINIC', personId)).text)).toEqual(['clinician'])
    expect(namesIn((await get(`/people?search=${number}`, personId)).text)).toEqual(['outsider'])
    expect(namesIn((await get('/people?search=consultant', personId)).text)).toHaveLength(3)
    expect((await get('/people?search=nobody-is-called-this', personId)).text).toContain('Nobody matches')
  })

  test('narrows to a unit with all in it, to a group, and to what is to be done', async () => {
    const { personId } = trust.people.office
    expect(namesIn((await get(`/people?unit=${trust.units.division}`, personId)).text)).toEqual([
      'agreer',
      'agreersAgreer',
      'clinician',
    ])
    expect(namesIn((await get('/people?group=physiotherapist', personId)).text)).toEqual(['outsider'])
    expect(namesIn((await get('/people?show=no-agreer', personId)).text)).not.toContain('clinician')
    expect(namesIn((await get('/people?show=agreed', personId)).text)).toEqual([])
    expect(namesIn((await get('/people?show=no-plan', personId)).text)).toHaveLength(9)
    expect(namesIn((await get('/people?scope=in-training', personId)).text)).toEqual([])
  })

  test('sorts both ways, and takes anything odd in the address for not asked', async () => {
    const { personId } = trust.people.office
    const up = namesIn((await get('/people?sort=name', personId)).text)
    const down = namesIn((await get('/people?sort=name&order=down', personId)).text)
    expect(down).toEqual(up.toReversed())
    expect((await get('/people?sort=drop&unit=x&show=y&page=-1', personId)).status).toBe(200)
  })

  test('asks two questions of the database however many people there are', async () => {
    const { personId } = trust.people.office
    await get('/people', personId)
    const countOf = async () => {
      statements = []
      await get('/people', personId)
      return statements.filter(
        (statement) => /from assignment|from unit/.test(statement) && !/viewer_facts/.test(statement),
      ).length
    }
    expect(await countOf()).toBe(2)
    await app.database.write(scopeOfSystem(trust.organisationId), async (tx) => {
      for (let index = 0; index < 60; index++)
        await aPerson(tx, trust.organisationId, {
          lastName: `Training${index}`,
          unitId: trust.units.team,
          group: 'pharmacy',
          assignment: { proposed_scope: 'in-training' },
        })
    })
    expect(await countOf()).toBe(2)
    const { text } = await get('/people?scope=in-training', personId)
    expect(namesIn(text)).toHaveLength(50)
    expect(text).toContain('60 posts')
    expect(namesIn((await get('/people?scope=in-training&page=2', personId)).text)).toHaveLength(10)
  })
})

test('who sees nobody reads why, and no row of noughts', async () => {
  const personId = await aNonClinician(app.database, trust, 'administrator')
  await refreshSight(app.database, trust.organisationId, '2026-11-21')
  const administrator = await get('/people', personId)
  expect(administrator.text).toContain('You see people here when you agree their plans')
  expect(administrator.text).not.toMatch(/stats__value|class="filters"/)
  expect((await get('/people', trust.people.office.personId)).text).toContain('stats__value')
})

describe('one assignment', () => {
  test('shows the person, the post and why it is sorted so', async () => {
    const { assignmentId } = trust.people.clinician
    const { status, text } = await get(`/people/${assignmentId}`, trust.people.agreer.personId)
    expect(status).toBe(200)
    expect(text).toContain('Sam clinician')
    expect(text).toContain('Start a plan')
    expect(text).toContain('/staff-rules')
    expect(text).not.toContain('Change who agrees')
  })

  test('leads the office to the invitation of who cannot sign in yet', async () => {
    const { assignmentId } = await app.database.write(scopeOfSystem(trust.organisationId), (tx) =>
      aPerson(tx, trust.organisationId, { lastName: 'Fresh', unitId: trust.units.team, group: 'pharmacy' }),
    )
    await refreshSight(app.database, trust.organisationId, '2026-11-21')
    expect((await get(`/people/${assignmentId}`, trust.people.office.personId)).text).toMatch(
      /Cannot sign in yet\. <a href="\/accounts\?search=Sam(?:%20|\+)Fresh">Invite Sam Fresh<\/a>/,
    )
  })

  test('is not there for those it is out of sight of', async () => {
    const { assignmentId } = trust.people.clinician
    expect((await get(`/people/${assignmentId}`, trust.people.outsider.personId)).status).toBe(404)
    expect((await get(`/people/${trust.elsewhere.person.assignmentId}`, trust.people.office.personId)).status).toBe(404)
  })

  test('asks five questions at most', async () => {
    const path = `/people/${trust.people.clinician.assignmentId}`
    await get(path, trust.people.office.personId)
    statements = []
    await get(path, trust.people.office.personId)
    const ours = statements.filter((statement) => !/viewer_facts|"?session"?/.test(statement))
    expect(ours.length).toBeLessThanOrEqual(5)
  })
})

describe('correcting an assignment', () => {
  const asProposed = {
    contract: 'as-proposed',
    professionalGroup: 'as-proposed',
    band: 'as-proposed',
    scope: 'as-proposed',
  }
  const path = () => `/people/${trust.people.outsider.assignmentId}/correct`

  test('is for the office alone', async () => {
    const opened = await get(path(), trust.people.outsider.personId)
    expect([opened.status, opened.text]).toEqual([403, expect.stringContaining('This page is not open to you.')])
    const sent = await post(path(), trust.people.outsider.personId, asProposed)
    expect([sent.status, await sent.text()]).toEqual([403, expect.stringContaining('This is for somebody else to do.')])
    expect((await get(path(), trust.people.office.personId)).status).toBe(200)
  })

  test('is kept beside the proposal, counts at once, and can be taken back', async () => {
    const { office, groupLead, outsider } = trust.people
    const response = await post(path(), office.personId, {
      ...asProposed,
      professionalGroup: 'medical-consultant',
      band: '8a',
    })
    expect(response.status).toBe(303)
    expect(await assignmentRow(outsider.assignmentId)).toMatchObject({
      band: '8a',
      proposed_band: '7',
      professional_group: 'medical-consultant',
    })
    // The group lead sees the consultants, and so this person now.
    expect((await get(`/people/${outsider.assignmentId}`, groupLead.personId)).status).toBe(200)
    expect((await get(`/people/${outsider.assignmentId}`, office.personId)).text).toContain('Corrected by the office')
    await post(path(), office.personId, asProposed)
    expect((await get(`/people/${outsider.assignmentId}`, groupLead.personId)).status).toBe(404)
    const audit = await app.database.asOwner((tx) =>
      tx.selectFrom('audit').select('object').where('event', '=', 'assignment.corrected').execute(),
    )
    expect(audit).toHaveLength(2)
  })

  test('says which field is wrong and keeps what was typed', async () => {
    const response = await post(path(), trust.people.office.personId, {
      ...asProposed,
      band: '8a',
      contract: 'none such',
    })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain('<a href="#contract">Choose the contract</a>')
    expect(text).toMatch(/<option value="8a" selected/)
  })
})

describe('setting who agrees', () => {
  const setTo = (agreer: number | string, fromOn = '2026-11-21') =>
    post(`/people/${trust.people.clinician.assignmentId}/agreer`, trust.people.office.personId, {
      agreer: String(agreer),
      ...partsOf(fromOn),
    })
  const sees = async (name: 'agreer' | 'outsider') =>
    (await get(`/people/${trust.people.clinician.assignmentId}`, trust.people[name].personId)).status === 200

  test('counts at the next request', async () => {
    expect(await sees('outsider')).toBe(false)
    expect((await setTo(trust.people.outsider.personId)).status).toBe(303)
    expect(await sees('outsider')).toBe(true)
    expect(await sees('agreer')).toBe(false)
    expect((await setTo(trust.people.agreer.personId)).status).toBe(303)
    expect(await sees('agreer')).toBe(true)
  })

  test('counts from its day when that is later', async () => {
    await setTo(trust.people.outsider.personId, '2026-12-01')
    expect(await sees('outsider')).toBe(false)
    const { text } = await get(`/people/${trust.people.clinician.assignmentId}`, trust.people.office.personId)
    expect(text).toContain('from 1 December 2026')
  })

  test('may be nobody, or what the staff record says', async () => {
    await setTo('nobody')
    expect((await assignmentRow(trust.people.clinician.assignmentId)).agreer_person_id).toBeNull()
    await app.database.write(scopeOfSystem(trust.organisationId), (tx) =>
      tx
        .updateTable('assignment')
        .set({ supervisor_person_id: trust.people.outsider.personId })
        .where('assignment_id', '=', trust.people.clinician.assignmentId)
        .execute(),
    )
    await setTo('record')
    expect((await assignmentRow(trust.people.clinician.assignmentId)).agreer_person_id).toBe(
      trust.people.outsider.personId,
    )
    await setTo(trust.people.agreer.personId)
  })

  test('refuses oneself, who has left, who comes below, and nonsense', async () => {
    const left = await app.database.write(scopeOfSystem(trust.organisationId), (tx) =>
      aPerson(tx, trust.organisationId, {
        lastName: 'Leaver',
        unitId: trust.units.team,
        group: 'pharmacy',
        person: { left_on: '2026-11-01' },
        assignment: { ended_on: '2026-11-01' },
      }),
    )
    await refreshSight(app.database, trust.organisationId, '2026-11-21')
    const refusal = async (response: Response) => [
      response.status,
      (await response.text()).match(/href="#(?:agreer|fromOn-day)">([^<]+)/)?.[1],
    ]
    expect(await refusal(await setTo(trust.people.clinician.personId))).toEqual([
      422,
      'Nobody agrees their own plan. Choose somebody else',
    ])
    expect(await refusal(await setTo(left.personId))).toEqual([
      422,
      'Sam Leaver left on 1 November 2026. Choose somebody who is here then',
    ])
    const below = await post(
      `/people/${trust.people.agreersAgreer.assignmentId}/agreer`,
      trust.people.office.personId,
      {
        agreer: String(trust.people.clinician.personId),
        ...partsOf('2026-11-21'),
      },
    )
    expect((await refusal(below))[1]).toContain('Sam agreersAgreer is in the line')
    expect((await refusal(await setTo('somebody')))[1]).toBe('Choose who agrees')
    expect((await refusal(await setTo('nobody', '2026-02-30')))[1]).toContain('Enter a real date')
    expect((await refusal(await setTo('nobody', '')))[1]).toContain('Enter a real date')
    expect((await assignmentRow(trust.people.clinician.assignmentId)).agreer_person_id).toBe(
      trust.people.agreer.personId,
    )
  })

  test('shows nobody twice, and says what goes only where something was set', async () => {
    const { assignmentId } = trust.people.clinician
    const choices = async () => {
      const { text } = await get(`/people/${assignmentId}/agreer`, trust.people.office.personId)
      return { words: text, people: [...text.matchAll(/name="agreer"[^>]*value="([^"]+)"/g)].map(([, value]) => value) }
    }
    await setTo('record')
    const asRecorded = await choices()
    expect(asRecorded.people).toEqual(['record', 'nobody'])
    expect(asRecorded.words).not.toContain('Takes away what the office has set')
    expect(asRecorded.words).toContain('and the plans of everybody under Sam clinician.')
    await setTo(trust.people.agreer.personId)
    const asSet = await choices()
    expect(asSet.people).toEqual([String(trust.people.agreer.personId), 'record', 'nobody'])
    expect(asSet.words).toContain('Takes away what the office has set')
    expect(asSet.words).toMatch(/id="fromOn-day"[^>]*value="21"/)
  })

  test('finds people by name', async () => {
    const path = `/people/${trust.people.clinician.assignmentId}/agreer`
    const { text } = await get(`${path}?search=outsid`, trust.people.office.personId)
    expect(text).toContain('Sam outsider')
    expect((await get(`${path}?search=zzz`, trust.people.office.personId)).text).toContain('Nobody here has “zzz”')
    expect((await get(path, trust.people.clinician.personId)).status).toBe(403)
  })
})

test('the imports are for the office and the auditor', async () => {
  expect((await get('/imports', trust.people.office.personId)).text).toContain('Nothing imported yet')
  expect((await get('/imports', trust.people.auditor.personId)).status).toBe(200)
  expect((await get('/imports', trust.people.clinician.personId)).status).toBe(403)
})

test('everyone may read how staff are sorted', async () => {
  const { text } = await get('/staff-rules', trust.people.clinician.personId)
  expect(text).toContain('Operating Department Practitioner')
  expect(text).toContain('A consultant in Wales.')
})

describe('the plans in the list', () => {
  const plan = (assignmentId: number, state: string, fromOn: string, toOn: string, nextSide: string | null) =>
    sql`insert into job_plan (organisation_id, assignment_id, from_on, to_on, holds, state, next_side, since, document, saved_at,
        contract, unit, total_units, dcc_units, contracted_units, breaches)
      values (${trust.organisationId}, ${assignmentId}, ${fromOn}::date, ${toOn}::date, daterange(${fromOn}::date, ${toOn}::date),
        ${state}, ${nextSide}, '2026-11-12T12:00:00Z', '{}', now(), 'agenda-for-change', 'hour', 1, 1, 1, 0)`

  test('are the one that holds today, the one being worked on beside it, and none that is over', async () => {
    const { clinician, agreer, outsider, office } = trust.people
    await app.database.asOwner(async (tx) => {
      await plan(clinician.assignmentId, 'agreed', '2026-04-01', '2027-04-01', null).execute(tx)
      await plan(clinician.assignmentId, 'signed-by-clinician', '2027-04-01', '2028-04-01', 'agreer').execute(tx)
      await plan(agreer.assignmentId, 'agreed', '2025-04-01', '2026-04-01', null).execute(tx)
      await plan(outsider.assignmentId, 'draft', '2026-12-01', '2027-12-01', 'either').execute(tx)
    })
    const listed = async (show: string) => namesIn((await get(`/people?show=${show}`, office.personId)).text)
    expect(await listed('agreed')).toEqual(['clinician'])
    expect(await listed('waiting')).toEqual(['clinician'])
    expect(await listed('in-discussion')).toEqual(['outsider'])
    expect(await listed('no-plan')).toContain('agreer')
    expect(await listed('no-plan')).not.toContain('clinician')
    const textOf = async (search: string) => {
      const { text } = await get(`/people?search=${search}&sort=since`, office.personId)
      return text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    }
    expect(await textOf('clinician')).toContain(
      'Agreed since 12 November 2026 Next: Signed by the clinician Sam agreer’s move, since 12 November 2026',
    )
    expect(await textOf('agreer')).toContain('Agreed ended 31 March 2026')
  })

  test('move with a corrected professional group, so that its lead sees them', async () => {
    const { outsider, office } = trust.people
    const form = { contract: 'as-proposed', band: 'as-proposed', scope: 'as-proposed' }
    await post(`/people/${outsider.assignmentId}/correct`, office.personId, {
      ...form,
      professionalGroup: 'podiatrist',
    })
    const plans = await app.database.asOwner((tx) =>
      tx
        .selectFrom('job_plan')
        .select('professional_group')
        .where('assignment_id', '=', outsider.assignmentId)
        .execute(),
    )
    expect(plans).toEqual([{ professional_group: 'podiatrist' }])
  })
})

// The last: the names that the tests before it know are others after it.
test('finds a name without its accents, in either order, here, among accounts and in a team', async () => {
  const { office, agreer } = trust.people
  const names = ['Siân', "O'Brién", 'Søren Łukasz', 'Zoë-Ann']
  await app.database.asOwner((tx) =>
    tx
      .updateTable('person')
      .set({ first_name: 'Siân', last_name: 'Llŷr' })
      .where('person_id', '=', trust.people.clinician.personId)
      .execute(),
  )
  for (const search of ['sian', 'Siân', 'llyr, sian', 'SIAN LLYR']) {
    expect((await get(`/people?search=${encodeURIComponent(search)}`, office.personId)).text).toContain('Siân Llŷr</a>')
    expect((await get(`/accounts?search=${encodeURIComponent(search)}`, office.personId)).text).toContain('Siân Llŷr')
    expect((await get(`/team?q=${encodeURIComponent(search)}`, agreer.personId)).text).toContain('Siân Llŷr</a>')
  }
  expect((await get('/people?search=sian+nobody', office.personId)).text).toContain('Nobody matches')
  // What the database keeps is what the search asks for.
  const kept = await app.database.asOwner(async (tx) => {
    await tx
      .updateTable('person')
      .set({ last_name: names.join(' ') })
      .where('person_id', '=', office.personId)
      .execute()
    return tx.selectFrom('person').select(['sort_name', 'last_name', 'first_name']).execute()
  })
  for (const { sort_name, last_name, first_name } of kept)
    expect(sort_name).toBe(plainName(`${last_name} ${first_name}`))
})
