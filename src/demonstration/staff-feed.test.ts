import { describe, expect, test } from 'vitest'
import { planImport } from '../domain/staff/compare-staff.ts'
import { proposer } from '../domain/staff/propose.ts'
import { NO_STAFF, staffOn, unitPath } from '../domain/staff/staff-record.ts'
import { readFeed } from '../platform/esr-go2/read-feed.ts'
import { identityOf, PERSONAS, type PersonaKey } from './people.ts'
import { demonstrationAgreers, demonstrationStaffFeed } from './staff-feed.ts'

const MONTH = '2026-11-01'

function feedOf(month: string, people?: number) {
  const { fileName, bytes } = demonstrationStaffFeed(month, people === undefined ? {} : { people })
  const reading = readFeed(bytes, fileName)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.feed
}

const feed = feedOf(MONTH)
const plan = planImport(NO_STAFF, feed, MONTH)
const staff = staffOn(plan.next, MONTH)
const propose = proposer(staff)
const proposals = new Map(
  [...staff.assignments.values()].map((assignment) => [assignment.assignmentId, propose(assignment)]),
)
const of = <K extends 'professionalGroup' | 'contract' | 'scope' | 'presence'>(field: K) =>
  Map.groupBy(proposals.values(), (proposal) => proposal[field])

describe('the invented trust', () => {
  test('is a snapshot in which everything refers to something', () => {
    expect(feed.kind).toBe('snapshot')
    expect(plan.problems).toEqual([])
    expect(feed.people).toHaveLength(300)
  })

  test('has every professional group, all four contracts and every scope', () => {
    const professions = [...of('professionalGroup').keys()].filter((group) => group !== null).sort()
    expect(professions).toEqual(
      [
        ...[
          'medical-consultant',
          'sas-doctor',
          'nursing-midwifery',
          'pharmacy',
          'healthcare-science',
          'psychology',
          'ahp-support',
        ],
        ...['art-therapist', 'dramatherapist', 'music-therapist', 'podiatrist', 'dietitian', 'occupational-therapist'],
        ...[
          'operating-department-practitioner',
          'orthoptist',
          'osteopath',
          'paramedic',
          'physiotherapist',
          'prosthetist',
        ],
        ...['orthotist', 'diagnostic-radiographer', 'therapeutic-radiographer', 'speech-and-language-therapist'],
      ].sort(),
    )
    expect([...of('contract').keys()].sort()).toEqual(
      ['agenda-for-change', 'consultant-england-2003', 'consultant-wales-2003', 'sas-england-2021', 'unknown'].sort(),
    )
    expect([...of('scope').keys()].sort()).toEqual(['in-scope', 'in-training', 'not-clinical', 'single-area-ward'])
  })

  test('has people away, leavers, second jobs, part time and promotions', () => {
    expect(of('presence').get('away')?.length).toBeGreaterThan(3)
    expect(feed.people.filter((person) => person.leftOn !== null).length).toBeGreaterThan(2)
    expect(feed.assignments.filter((assignment) => assignment.isPrimary === false).length).toBeGreaterThan(1)
    expect(feed.assignments.filter((assignment) => Number(assignment.fte) < 1).length).toBeGreaterThan(50)
    const histories = Map.groupBy(feed.assignments, (assignment) => assignment.assignmentId)
    const bands = [...histories.values()].map((rows) => new Set(rows.map((row) => row.grade)).size)
    expect(bands.filter((count) => count === 2).length).toBeGreaterThan(2)
  })

  test('has an agreer for nearly everyone, up chains of four or more, and reasons for the rest', () => {
    const without = [...proposals.values()].filter((proposal) => proposal.agreer.personId === null)
    expect(without.map(({ agreer }) => agreer.why)).toEqual(
      expect.arrayContaining(['The supervisor has left.', 'The staff record names no supervisor.']),
    )
    expect(without.length).toBeLessThan(15)
    const above = (personId: string | null): number => {
      const assignment = [...staff.assignments.values()].find((row) => row.personId === personId && row.isPrimary)
      return assignment?.supervisorPersonId ? 1 + above(assignment.supervisorPersonId) : 0
    }
    const depths = [...staff.assignments.values()].map((row) => above(row.personId))
    expect(Math.max(...depths)).toBeGreaterThanOrEqual(5)
  })

  test('has units three to four levels deep', () => {
    const depths = [...staff.units.keys()].map((unitId) => unitPath(staff.units, unitId).length)
    expect(Math.max(...depths)).toBe(4)
    expect(Math.min(...depths)).toBe(1)
  })

  test('has surgeons whose plans someone other than the supervisor agrees', () => {
    const agreers = Object.entries(demonstrationAgreers())
    expect(agreers.length).toBeGreaterThan(20)
    for (const [assignmentId, personId] of agreers) {
      expect(staff.people.has(personId)).toBe(true)
      expect(proposals.get(assignmentId)?.agreer.personId ?? personId).not.toBe(assignmentId)
      expect(staff.assignments.get(assignmentId)?.supervisorPersonId ?? null).not.toBe(personId)
    }
  })

  test('keeps its accents, and gives each person an address of their own', () => {
    expect(feed.people.some((person) => person.firstName === 'Siân')).toBe(true)
    expect(feed.people.some((person) => person.firstName === 'Zoë')).toBe(true)
    const addresses = feed.people.map((person) => person.email)
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(addresses.every((address) => /^[a-z0-9.]+@northmoor\.example$/.test(address ?? ''))).toBe(true)
  })
})

describe('the named people', () => {
  test.each(Object.keys(PERSONAS) as PersonaKey[])('%s is in post', (key) => {
    const { personId, assignmentId, email } = identityOf(key)
    expect(staff.people.get(personId)?.email).toBe(email)
    expect(proposals.get(assignmentId)?.presence).toBe('at-work')
  })

  test('Dr Amara Osei has 10 PAs, which Dr Lee Morgan would agree', () => {
    const proposal = proposals.get(identityOf('clinician').assignmentId)
    expect(proposal).toMatchObject({
      contract: 'consultant-england-2003',
      professionalGroup: 'medical-consultant',
      scope: 'in-scope',
      time: { core: '10', additional: '0' },
      agreer: { personId: identityOf('clinical-lead').personId },
    })
    expect(staff.people.get(identityOf('clinician').personId)).toMatchObject({
      title: 'Dr',
      firstName: 'Amara',
      lastName: 'Osei',
    })
  })

  test('the physiotherapist is band 6 on 37.5 hours, agreed by the team lead', () => {
    expect(proposals.get(identityOf('physiotherapist').assignmentId)).toMatchObject({
      contract: 'agenda-for-change',
      professionalGroup: 'physiotherapist',
      band: '6',
      time: { core: '75/2' },
      agreer: { personId: identityOf('therapies-team-lead').personId },
    })
  })

  test.each(['job-planning-office', 'auditor', 'system-administrator'] as const)('%s is not clinical', (key) => {
    expect(proposals.get(identityOf(key).assignmentId)?.scope).toBe('not-clinical')
  })
})

describe('from month to month', () => {
  test('the same month gives the same bytes', () => {
    expect(demonstrationStaffFeed(MONTH).bytes).toEqual(demonstrationStaffFeed(MONTH).bytes)
  })

  test('read twice it changes nothing', () => {
    expect(planImport(plan.next, feed, MONTH).changes).toEqual([])
  })

  test('the next month has the same people and posts, and only leave and leaving days differ', () => {
    const next = planImport(plan.next, feedOf('2026-12-01'), '2026-12-01')
    expect(new Set(next.changes.map(({ kind }) => kind))).toEqual(new Set(['people', 'assignments']))
    expect(next.changes.length).toBeLessThan(40)
    expect(next.counts.people).toMatchObject({ new: 0, missing: 0 })
  })

  test('a day that is not the first of a month is refused', () => {
    expect(() => demonstrationStaffFeed('2026-11-02')).toThrow('first of a month')
  })
})

test('there is a trust of 12,000 too, in which everything refers to something', () => {
  const large = feedOf(MONTH, 12_000)
  expect(large.people).toHaveLength(12_000)
  expect(new Set(large.people.map((person) => person.email)).size).toBe(12_000)
  expect(new Set(large.units.map((unit) => unit.unitId)).size).toBe(large.units.length)
  expect(planImport(NO_STAFF, large, MONTH).problems).toEqual([])
})
