import { isOfWords } from './wrong-words.ts'

/**
 * What a verb's file exports. `run` takes the words after the verb and returns the exit status; what it throws is said in one
 * sentence here, and under wrong words how the verb is called (`USE`).
 */
type VerbFile = { USE: string; run: (words: string[]) => number | Promise<number> }

/** `otherwise` says what is so when it fails. */
type Verb = { name: string; summary: string; otherwise?: string; load: () => Promise<VerbFile> }

/** Every verb on one row. Each is loaded only when it is asked for, so that none slows another's start. */
const VERBS: readonly Verb[] = [
  {
    name: 'evaluate',
    summary: 'Work out job plan files, one line of JSON for each: concord evaluate FILE… [--explain]',
    load: () => import('./evaluate.ts'),
  },
  {
    name: 'docs',
    summary: 'Write the JSON Schemas and the rule book again from the code',
    load: () => import('./write-docs.ts'),
  },
  {
    name: 'import',
    summary: 'Bring in the staff record: concord import esr PATH… [--yes] [--dry-run]',
    otherwise: 'Nothing was changed.',
    load: () => import('./import.ts'),
  },
  {
    name: 'generate',
    summary: 'Write an invented staff record to a file: concord generate esr PATH [--people 300]',
    load: () => import('./generate.ts'),
  },
  {
    name: 'let-in',
    summary: 'Make a link to a new password for the office, when nobody of it can sign in: concord let-in EMAIL',
    load: () => import('./let-in.ts'),
  },
  {
    name: 'backup',
    summary: 'Copy everything to a file, while Concord runs: concord backup FILE|FOLDER [--keep NUMBER]',
    otherwise: 'No backup was made.',
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    summary: 'Put a backup into an empty place: concord restore FILE',
    load: () => import('./restore.ts'),
  },
  {
    name: 'doctor',
    summary: 'Look over the installation, and say what to do about each fault: concord doctor [--json]',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'verify-audit',
    summary: 'Check that no row of the audit record was changed, taken out or moved: concord verify-audit [--head …]',
    load: () => import('./verify-audit.ts'),
  },
]

const USAGE_MISTAKE = 2

function helpText(): string {
  const width = Math.max(...VERBS.map(({ name }) => name.length))
  const rows = VERBS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return ['concord: open job planning for the NHS', '', 'Use: concord VERB …', '', ...rows].join('\n')
}

async function runConcord([name, ...words]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(helpText())
    return name === undefined ? USAGE_MISTAKE : 0
  }
  const verb = VERBS.find((known) => known.name === name)
  if (!verb) {
    console.error(`concord does not know “${name}”.\n\n${helpText()}`)
    return USAGE_MISTAKE
  }
  const { USE, run } = await verb.load()
  try {
    return await run(words)
  } catch (error) {
    if (isOfWords(error)) {
      console.error(`${error.message}\n${USE}`)
      return USAGE_MISTAKE
    }
    const { sayRefusal } = await import('../upkeep/say-refusal.ts')
    console.error([sayRefusal(error), verb.otherwise].filter(Boolean).join('\n'))
    return 1
  }
}

process.exitCode = await runConcord(process.argv.slice(2))
