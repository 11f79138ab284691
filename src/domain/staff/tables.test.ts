import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ASSIGNMENT_STATUSES, presenceOn } from './assignment-status.ts'
import { normalName, SCOPE_LABELS } from './classification.ts'
import { CONTRACT_RULES } from './classify.ts'
import { GRADE_RULES } from './grades.ts'
import { ROLE_RULES } from './job-roles.ts'
import type { AssignmentRow, PersonRow } from './staff-record.ts'

describe('the tables that people read on a screen', () => {
  test.each([
    ['job roles', ROLE_RULES],
    ['grades', GRADE_RULES],
    ['contracts', CONTRACT_RULES],
    ['assignment statuses', ASSIGNMENT_STATUSES],
  ])('every row of %s says why, in a sentence', (_, rows) => {
    expect(rows.filter(({ why }) => !/^[A-Z].*\.$/.test(why))).toEqual([])
  })

  test('every scope is proposed by some job role', () => {
    expect([...new Set(ROLE_RULES.map(({ scope }) => scope))].sort()).toEqual(Object.keys(SCOPE_LABELS).sort())
  })

  test('no job role stands twice without a difference in what it needs, and none after a row that takes all', () => {
    const seen = new Set<string>()
    const twice: string[] = []
    for (const { staffGroup, roles, needs } of ROLE_RULES) {
      for (const role of roles === 'any' ? ['any'] : roles.map(normalName)) {
        const row = `${staffGroup}: ${role}`
        if (seen.has(row) || seen.has(`${staffGroup}: any`)) twice.push(row)
        if (needs === undefined) seen.add(row)
      }
    }
    expect(twice).toEqual([])
  })

  test('no grade code or name stands twice', () => {
    const all = GRADE_RULES.flatMap(({ codes, names }) => [...codes, ...names])
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('presence', () => {
  const person = { leftOn: null } as PersonRow
  const presence = (status: string | null, systemStatus = 'ACTIVE_ASSIGN') =>
    presenceOn({ status, systemStatus, endedOn: null } as AssignmentRow, person, '2026-11-21')

  test.each([
    ['Active Assignment', 'at-work'],
    ['Acting Up', 'at-work'],
    ['Internal Secondment', 'at-work'],
    ['Maternity & Adoption', 'away'],
    ['Career Break', 'away'],
    ['Out on External Secondment - Paid', 'away'],
    ['Suspend With Pay', 'away'],
    ['Widow/Widower', 'ended'],
    ['Something New', 'at-work'],
    [null, 'at-work'],
  ])('%s is %s', (status, expected) => {
    expect(presence(status)).toBe(expected)
  })

  test('an unknown status of a terminated assignment has ended', () => {
    expect(presence('Something New', 'TERM_ASSIGN')).toBe('ended')
  })

  test('every national assignment status is in the table', () => {
    const path = '../shared/data/nhs-data-dictionary/assignment_status.csv'
    // The national list lies beside the repository; without it one row stands for it.
    const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(1) : ['02,Active Assignment,']
    const known = new Set(ASSIGNMENT_STATUSES.map(({ status }) => normalName(status)))
    expect(lines.map((line) => line.split(',')[1] ?? '').filter((status) => !known.has(normalName(status)))).toEqual([])
  })
})
