import { mkdirSync, rmSync, writeFileSync } from 'node:fs'

const pathIn = (dataFolder: string) => `${dataFolder}/first-run-link`

/**
 * The line that tells how to begin. The link is a key, and what a server says is kept in logs that many read: it is said to a
 * terminal alone, and otherwise put into a file that its owner alone can read.
 */
export function tellFirstRun(link: string, given: { dataFolder: string; isTerminal: boolean }): string {
  // The one before is dead.
  forgetFirstRunLink(given.dataFolder)
  if (given.isTerminal) return `Nobody has an account yet. Open this once to begin: ${link}`
  const path = pathIn(given.dataFolder)
  mkdirSync(given.dataFolder, { recursive: true })
  writeFileSync(path, `${link}\n`, { mode: 0o600, flag: 'wx' })
  return `Nobody has an account yet. To begin, open the link in ${path} once.`
}

/** Takes the file away: it has been used, or another link takes its place. */
export const forgetFirstRunLink = (dataFolder: string): void => rmSync(pathIn(dataFolder), { force: true })
