import { readFileSync } from 'node:fs'
import type { Services } from './request.ts'

type Manifest = Record<string, { file: string; css?: string[]; imports?: string[]; isEntry?: boolean; src?: string }>

/** The built style sheet and scripts by name: `src/features/job-plans/week-editor/plan-week.browser.ts` is `plan-week`. */
export function readAssets(manifestPath: URL): Services['assets'] {
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest
  const entries = Object.values(manifest).filter((entry) => entry.isEntry && entry.src)
  const nameOf = (source: string) => (source.split('/').at(-1) ?? source).replace(/(\.browser)?\.ts$/, '')
  return {
    styles: entries.flatMap((entry) => entry.css ?? []).map((file) => `/${file}`),
    scripts: Object.fromEntries(entries.map((entry) => [nameOf(entry.src ?? ''), `/${entry.file}`])),
  }
}
