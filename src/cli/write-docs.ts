import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { sayAgreement } from '../domain/agreement/state-words.ts'
import { sayRuleBook } from '../domain/contracts/rule-book.ts'
import { evaluationSchema } from '../domain/job-plan/evaluation.schema.ts'
import { jobPlanSchema } from '../domain/job-plan/job-plan.schema.ts'

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url))

/** Every document that is written from the code, by its path under `docs/`. */
export const WRITTEN_DOCS: Readonly<Record<string, () => string>> = {
  'formats/concord.job-plan-1.schema.json': () => jsonSchema(jobPlanSchema, 'A job plan: concord.job-plan/1'),
  'formats/concord.evaluation-1.schema.json': () =>
    jsonSchema(evaluationSchema, 'What the rules make of a job plan: concord.evaluation/1'),
  'domain/agreement.md': sayAgreement,
  'domain/rule-book.md': sayRuleBook,
}

function jsonSchema(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }, null, 2)}\n`
}

/** The paths of written documents that no longer say what the code does. */
export function staleDocs(): string[] {
  return Object.entries(WRITTEN_DOCS).flatMap(([path, write]) => (readDoc(path) === write() ? [] : [path]))
}

function readDoc(path: string): string | undefined {
  try {
    return readFileSync(`${DOCS}${path}`, 'utf8')
  } catch {
    return undefined
  }
}

export const USE = 'Use: concord docs'

/** Writes the documents that are stale, and says which. */
export function run(): number {
  const stale = staleDocs()
  for (const path of stale) writeFileSync(`${DOCS}${path}`, WRITTEN_DOCS[path]?.() ?? '')
  console.log(stale.length === 0 ? 'Nothing to write.' : stale.map((path) => `Wrote docs/${path}`).join('\n'))
  return 0
}
