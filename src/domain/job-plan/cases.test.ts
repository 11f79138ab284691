import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import { evaluationSchema } from './evaluation.schema.ts'
import type { Evaluation } from './evaluation.ts'
import { parseJobPlan } from './job-plan.schema.ts'

/**
 * Every case was worked out by hand from the rules: `why` says how. It expects some of the evaluation (`expect`), findings
 * (every one of a rule's as [amount, activities]; or the plan's whole list as [severity, rule, amount, activities]),
 * or that the plan is refused at just these paths (`refused`).
 */
type Case = {
  why: string
  plan: unknown
  expect?: Partial<Evaluation>
  findings?: Record<string, [string, string[]][]> | [string, string, string, string[]][]
  refused?: string[]
}

const FOLDER = new URL('./cases/', import.meta.url)
const FILES = readdirSync(FOLDER).map((file) => ({
  file,
  cases: JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Case[],
}))

describe.each(FILES)('$file', ({ cases }) => {
  test.each(cases)('$why', ({ plan, expect: expected, findings, refused }) => {
    const parsed = parseJobPlan(plan)
    if (refused) {
      expect(parsed.ok ? [] : parsed.errors.map(({ path }) => path).sort()).toEqual(refused.toSorted())
      return
    }
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
    const evaluation = evaluate(parsed.plan)
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation)
    if (expected) expect({ guide2017: null, ...evaluation }).toMatchObject(expected)
    if (Array.isArray(findings))
      expect(evaluation.findings.map((of) => [of.severity, of.rule, of.amount, of.activities])).toEqual(findings)
    else
      for (const [rule, found] of Object.entries(findings ?? {}))
        expect(evaluation.findings.filter((of) => of.rule === rule).map((of) => [of.amount, of.activities])).toEqual(
          found,
        )
  })
})
