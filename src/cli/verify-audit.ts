import { parseArgs } from 'node:util'
import { readConfig } from '../platform/settings/config.ts'
import type { ChainReport } from '../records/audit-chain.ts'
import { readErrand } from '../upkeep/errands.ts'
import { Refusal } from '../upkeep/refusal.ts'
import { WrongWords } from './wrong-words.ts'

export const USE = `Use: concord verify-audit [--head CODE:NUMBER:DIGEST]… [--json]
  --head  a head that was published in the log, for the organisation with this code: a cut tail is seen by it alone`

const HEAD = /^[^:\s]+:\d+:[0-9a-f]{64}$/

/** Runs `concord verify-audit`: status 1 when any row is not as it was written. */
export async function run(words: string[]): Promise<number> {
  const asked = readWords(words)
  const question = new URLSearchParams(asked.heads.map((head) => ['head', head]))
  const reports = await readErrand<ChainReport>(readConfig(process.env), 'verify-audit', question)
  const unknown = asked.heads.filter((head) => !reports.some((report) => head.startsWith(`${report.organisation}:`)))
  if (unknown.length > 0) throw new Refusal(`There is no organisation with the code of --head ${unknown.join(', ')}.`)
  console.log(asked.json ? JSON.stringify(reports, null, 2) : reports.map(sayReport).join('\n'))
  return reports.every(({ problems }) => problems.length === 0) ? 0 : 1
}

function readWords(words: string[]): { heads: string[]; json: boolean } {
  const { values } = parseArgs({
    args: words,
    options: { head: { type: 'string', multiple: true, default: [] }, json: { type: 'boolean', default: false } },
  })
  const wrong = values.head.find((head) => !HEAD.test(head))
  if (wrong !== undefined) throw new WrongWords(`--head ${wrong} is not CODE:NUMBER:DIGEST.`)
  return { heads: values.head, json: values.json }
}

/** An organisation's chain in words: whole, or each row that is not. */
export function sayReport({ organisation, rows, erased, head, problems, more }: ChainReport): string {
  const counted = `${rows} ${rows === 1 ? 'row' : 'rows'}${erased > 0 ? `, ${erased} with what they say erased` : ''}`
  if (problems.length === 0)
    return `${organisation}: whole. ${counted}. Head ${organisation}:${head.number}:${head.digest}`
  const lines = problems.map(({ sentence }) => `  ${sentence}`)
  return [`${organisation}: NOT WHOLE. ${counted}.`, ...lines, ...(more > 0 ? [`  And ${more} more.`] : [])].join('\n')
}
