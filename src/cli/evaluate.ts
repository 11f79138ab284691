import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { evaluate } from '../domain/job-plan/evaluate.ts'
import { type ParsedJobPlan, parseJobPlan } from '../domain/job-plan/job-plan.schema.ts'
import { onOneLine } from '../domain/job-plan/problem.ts'
import { readJson } from '../domain/job-plan/read-json.ts'
import { WrongWords } from './wrong-words.ts'

export const USE = 'Use: concord evaluate FILE… [--explain]'

/**
 * Prints one line of JSON for each file, in order. A file that cannot be read prints an empty line, its problems go to
 * standard error as `file: path: message`, the rest still run, and the status is 1.
 */
export function run(words: string[]): number {
  const asked = readWords(words)
  let status = 0
  const lines = asked.files.map((file) => {
    const read = readPlan(file)
    if (read.ok) return JSON.stringify(evaluate(read.plan, { explain: asked.explain }))
    status = 1
    for (const { path, message } of read.errors) console.error(onOneLine(`${file}: ${path}: ${message}`))
    return ''
  })
  console.log(lines.join('\n'))
  return status
}

function readWords(words: string[]): { files: string[]; explain: boolean } {
  const { positionals: files, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { explain: { type: 'boolean', default: false } },
  })
  if (files.length === 0) throw new WrongWords('Say which files to work out.')
  return { files, explain: values.explain }
}

function readPlan(file: string): ParsedJobPlan {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    return { ok: false, errors: [{ path: 'document', message: `cannot be read: ${sayReason(error)}` }] }
  }
  const read = readJson(text)
  return read.ok ? parseJobPlan(read.json) : read
}

function sayReason(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text'
  return message ?? String(error)
}
