/** The house is built as docs/guides/house.md says: what a tool cannot check is checked here, and fails closed. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import walls from './walls.json' with { type: 'json' }

const root = new URL('../../', import.meta.url).pathname
const textFiles = ['src', 'tests', 'bench', 'torture', 'bin', 'docs', 'deploy', '.ci']
  .filter((folder) => existsSync(`${root}${folder}`))
  .flatMap(filesUnder)
  .concat(['README.md', 'package.json', 'vite.config.ts', 'vitest.config.ts', 'playwright.config.ts'])
const sources = textFiles.filter((path) => /^src\/.*\.tsx?$/.test(path))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

function filesUnder(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => statSync(`${root}${path}`).isFile() && !/\.(png|ico)$/.test(path))
}

describe('folders', () => {
  const roomOf = (path: string) => {
    const [, first = '', second = ''] = path.split('/')
    return first === 'domain' ? `domain/${second}` : first.replace(/\.tsx?$/, '')
  }
  it('every room of src has its walls', () => {
    const rooms = [...new Set(sources.map(roomOf))].filter((room) => !['main', 'app'].includes(room))
    expect(rooms.filter((room) => !(room in walls))).toEqual([])
  })
  it('nothing is called what says nothing', () => {
    const empty = /(^|[/.-])(utils?|helpers?|common|lib|services|controllers|models|managers?|misc|info)([/.-]|$)/
    // Data protection is a matter of its own, and has its pages.
    const emptyInCode = /(^|[/.-])(data|process(es)?)([/.-]|$)/
    const isEmpty = (path: string) => empty.test(path) || (!path.startsWith('docs/') && emptyInCode.test(path))
    expect(textFiles.filter(isEmpty)).toEqual([])
  })
  it('there are no barrels', () => {
    expect(sources.filter((path) => /\/index\.tsx?$/.test(path))).toEqual([])
  })
})

describe('files', () => {
  it('a source past 300 lines says why in its first lines', () => {
    const long = sources.filter((path) => !/\.test\.tsx?$/.test(path) && read(path).split('\n').length > 300)
    expect(long.filter((path) => !/past 300 lines/i.test(read(path).slice(0, 600)))).toEqual([])
  })
  it('no page writes a style attribute or an inline handler, which the content policy forbids', () => {
    const pages = sources.filter((path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'))
    expect(pages.filter((path) => /\sstyle=|\son[a-z]+=["{]/.test(read(path)))).toEqual([])
  })
  it('a handler reads a query by its request alone, where the attacks find every name', () => {
    const handling = sources.filter(
      (path) => /^src\/(app|features|web)/.test(path) && !/\.test\.tsx?$|\.browser\.ts$/.test(path),
    )
    const aside = handling.filter((path) => /searchParams|\bqueries\(|[^.\w]search\b.*new URL\(/.test(read(path)))
    // To the sign-in page and back, and the digest of what was sent: both take the query whole. The editor's runs in a browser.
    expect(aside.sort()).toEqual([
      'src/app.tsx',
      'src/features/job-plans/week-editor/plan-screen.ts',
      'src/web/once/once.ts',
    ])
  })
  it('nothing names a machine, a registry or a secret', () => {
    const forbidden = [
      /\/work\//,
      /registry\.npmjs|deb\.debian\.org/,
      /-----BEGIN [A-Z ]*PRIVATE KEY/,
      /["'\s]\/home\/[a-z]/,
    ]
    const offenders = textFiles.filter(
      (path) => path !== 'tests/architecture/house.test.ts' && forbidden.some((word) => word.test(read(path))),
    )
    expect(offenders).toEqual([])
  })
})

describe('decisions', () => {
  const decisions = filesUnder('docs/decisions')
  it('are numbered without a gap', () => {
    const numbers = decisions.map((path) => Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1])).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })
  for (const path of decisions)
    it(`${path} names a test that holds it, and it exists`, () => {
      const named = [...read(path).matchAll(/`((?:src|tests|bench)\/[\w./-]+)`/g)].map((match) => match[1] ?? '')
      expect(read(path)).toMatch(/## Held by/)
      const heldBy = read(path).split('## Held by')[1] ?? ''
      expect(heldBy).toMatch(/`(src|tests|bench)\//)
      for (const file of named) expect(() => statSync(`${root}${file}`), file).not.toThrow()
    })
})

describe('the hazard log', () => {
  const log = read('docs/safety/hazard-log.md').replaceAll(/\n +/g, ' ')
  it('names tests that there are, by their own words', () => {
    const named = [...log.matchAll(/`((?:src|tests|torture)\/[\w./-]+)`((?:[^`]*?“[^”]+”)*)/g)].flatMap(
      ([, file = '', after = '']) =>
        [...after.matchAll(/“([^”]+)”/g)].map(([, words = '']) => ({ file, words })).concat({ file, words: '' }),
    )
    expect(named.length).toBeGreaterThan(20)
    const isThere = ({ file, words }: { file: string; words: string }) =>
      existsSync(`${root}${file}`) && read(file).includes(words)
    expect(named.filter((each) => !isThere(each))).toEqual([])
  })
  it('has for each hazard its owner, its status, and its risk before and with the controls', () => {
    const hazards = [...log.matchAll(/^### (H\d+)\. /gm)].map(([, number]) => number)
    const judged = [
      ...log.matchAll(/^\| (H\d+) \|(?: [\w ]+ \|){2} \d \| [\w ]+ \| \d \| [\w ;]+ \| (?:open|accepted)/gm),
    ]
    expect(judged.map(([, number]) => number)).toEqual(hazards)
    expect(hazards.length).toBeGreaterThan(9)
  })
})
