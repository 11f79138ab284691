/**
 * The container's files, without a container engine: the steps of deploy/Containerfile are done in a folder as they stand there,
 * but for what needs a system of its own (apt-get, useradd); and compose.yaml asks for nothing that there is not.
 */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secretSettings } from '../../src/platform/settings/secret-files.ts'
import { type StartedConcord, startConcord } from './start-concord.ts'

const root = new URL('../..', import.meta.url).pathname
const read = (path: string) => readFileSync(join(root, path), 'utf8')

type Step = { does: string; words: string }
/** The steps of each stage, in order. */
const stages = read('deploy/Containerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split(/^FROM .*$/m)
  .slice(1)
  .map((stage): Step[] =>
    [...stage.matchAll(/^([A-Z]+) +(.+)$/gm)].map(([, does = '', words = '']) => ({ does, words })),
  )
const [buildSteps = [], imageSteps = []] = stages
/** What the guide has run in the container, every day. */
const backupCommand = /docker compose exec -T concord (.+)/.exec(read('docs/guides/back-up.md'))?.[1] ?? ''
const wordsOf = (steps: Step[], step: string) => steps.filter(({ does }) => does === step).map(({ words }) => words)

let folder: string
let concord: StartedConcord | undefined
const ignored = read('.dockerignore').trim().split('\n')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-image-'))
}, 10_000)
afterAll(async () => {
  await concord?.stop()
  rmSync(folder, { recursive: true })
})

/** What the engine is given: what git keeps, less what .dockerignore names. */
function copyContext(to: string): void {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
  for (const path of files.filter((file) => !ignored.some((each) => file === each || file.startsWith(`${each}/`)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true })
    cpSync(join(root, path), join(to, path))
  }
}

test('what the steps make starts, is healthy, and holds what it needs and no tools of development', async () => {
  const [build, image] = [join(folder, 'build'), join(folder, 'image')]
  copyContext(build)
  for (const words of wordsOf(buildSteps, 'RUN').filter((step) => !step.startsWith('apt-get')))
    execFileSync('sh', ['-ec', words], { cwd: build, stdio: 'pipe', timeout: 600_000 })
  mkdirSync(image)
  for (const words of wordsOf(imageSteps, 'COPY')) {
    const [, from = '', to = ''] = /^--from=build \/concord\/(\S+) (\S+)$/.exec(words) ?? []
    cpSync(join(build, from), join(image, to === './' ? from : to), { recursive: true, verbatimSymlinks: true })
  }
  rmSync(build, { recursive: true })
  for (const tool of ['vitest', '@playwright/test', '@biomejs/biome', 'vite', 'sass', 'typescript'])
    expect([tool, existsSync(join(image, 'node_modules', tool))]).toEqual([tool, false])
  // Its bill of materials is of what npm left there, each with a licence.
  const { bomFormat, components } = JSON.parse(readFileSync(join(image, 'concord.cdx.json'), 'utf8'))
  const installed = JSON.parse(readFileSync(join(image, 'node_modules/.package-lock.json'), 'utf8'))
  const named = Object.entries<{ version: string }>(installed.packages).map(
    ([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`,
  )
  // Node itself is fetched by its package, and in no lock file.
  named.push(`node-${process.platform}-${process.arch}@${installed.packages['node_modules/node'].version}`)
  expect(bomFormat).toBe('CycloneDX')
  expect(components.map((each: { 'bom-ref': string }) => each['bom-ref']).sort()).toEqual(named.sort())
  expect(components.filter(({ licenses = [] }: { licenses?: unknown[] }) => licenses.length === 0)).toEqual([])
  expect(existsSync(join(image, 'LICENSE'))).toBe(true)
  // Anybody may read it, and nobody but its owner writes.
  expect(statSync(join(image, 'dist/server/main.js')).mode & 0o777).toBe(0o644)
  expect(execFileSync('find', [image, '-perm', '/o+w', '-not', '-type', 'l'], { encoding: 'utf8' })).toBe('')

  const environment = Object.fromEntries(
    wordsOf(imageSteps, 'ENV').flatMap((words) =>
      [...words.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    ),
  )
  expect(environment).toMatchObject({ CONCORD_MODE: 'real', NODE_ENV: 'production', HOST: '0.0.0.0' })
  expect(wordsOf(imageSteps, 'CMD').at(-1)).toBe('["node", "dist/server/main.js"]')
  writeFileSync(join(folder, 'made'), '')
  const own = { NODE_ENV: 'production', HOST: '127.0.0.1', CONCORD_DATA: join(folder, 'kept') }
  concord = await startConcord(image, own)
  const health = /CMD (\[.*\])/.exec(wordsOf(imageSteps, 'HEALTHCHECK')[0] ?? '')?.[1] ?? '[]'
  const [program, ...healthWords] = JSON.parse(health) as string[]
  const env = { PATH: `${image}/node_modules/.bin:${process.env.PATH}`, PORT: String(concord.port) }
  execFileSync(program ?? '', healthWords, { env })
  expect(() => execFileSync(program ?? '', healthWords, { env: { ...env, PORT: '1' }, stdio: 'pipe' })).toThrow()
  // The command line runs from its source, and asks the server that holds the database.
  const found = execFileSync('node', ['bin/concord.js', 'verify-audit', '--json'], {
    cwd: image,
    env: { ...env, ...own, CONCORD_MODE: 'real' },
    encoding: 'utf8',
  })
  expect(JSON.parse(found)).toEqual([])
  // A backup, as the guide says it, on a root file system that is read-only: nothing is written into the image.
  const backups = join(folder, 'backups')
  mkdirSync(backups)
  const [, ...words] = backupCommand.replace('/backups', backups).split(' ')
  writeFileSync(join(folder, 'backup-key'), 'a passphrase of a test alone\n')
  const key = { CONCORD_BACKUP_KEY_FILE: join(folder, 'backup-key') }
  execFileSync('node', words, { cwd: image, env: { ...env, ...own, ...key, CONCORD_MODE: 'real' }, stdio: 'pipe' })
  expect(readdirSync(backups)).toEqual([expect.stringMatching(/^concord-.*Z\.backup\.age$/)])
  expect(execFileSync('find', [image, '-newer', join(folder, 'made')], { encoding: 'utf8' })).toBe('')
}, 900_000)

test('it runs as a user of its own, and no secret is in it', () => {
  expect(wordsOf(imageSteps, 'USER')).toEqual(['concord'])
  expect(read('deploy/Containerfile')).not.toMatch(/password|secret|token/i)
  expect(ignored).toContain('deploy/secrets')
})

/** What a parser makes of YAML. */
const parseYaml = (input: string) =>
  JSON.parse(
    execFileSync('npx', ['--no-install', 'yaml', '--json', '--single'], { cwd: root, input, encoding: 'utf8' }),
  )

test('with mail and single sign-on taken in, compose.yaml has a file for each secret', () => {
  const opened = read('deploy/compose.yaml').replaceAll(/# (?=CONCORD_\w+_FILE:|- \w+$|\w+: \{ file)/gm, '')
  const { services, secrets } = parseYaml(opened)
  const { environment, secrets: given } = services.concord
  for (const [setting, secret] of [
    ['CONCORD_SMTP_PASSWORD_FILE', 'smtp_password'],
    ['CONCORD_SSO_CLIENT_SECRET_FILE', 'sso_secret'],
  ] as const) {
    expect(environment[setting]).toBe(`/run/secrets/${secret}`)
    expect(given).toContain(secret)
    expect(secrets[secret].file).toMatch(/^\.\/secrets\//)
  }
})

test('compose.yaml names only secrets, volumes, networks and files that there are', () => {
  const compose = parseYaml(read('deploy/compose.yaml'))
  const { database, concord: product } = compose.services
  for (const service of [database, product]) {
    expect(service.secrets.filter((name: string) => !compose.secrets[name])).toEqual([])
    expect(service.networks.filter((name: string) => !(name in compose.networks))).toEqual([])
    const given = Object.values(service.environment as Record<string, string>)
    const files = given.filter((value) => value.startsWith('/run/secrets/'))
    expect(files.filter((path) => !service.secrets.includes(path.slice('/run/secrets/'.length)))).toEqual([])
    for (const volume of service.volumes as string[]) {
      const from = volume.split(':')[0] ?? ''
      expect([from, from.startsWith('./') ? existsSync(join(root, 'deploy', from)) : from in compose.volumes]).toEqual([
        from,
        true,
      ])
    }
  }
  const named = Object.keys(product.environment).filter((name) => name.endsWith('_FILE'))
  // The key of backups is read by the command alone.
  const inFiles: readonly string[] = [...secretSettings, 'CONCORD_BACKUP_KEY']
  expect(named.filter((name) => !inFiles.includes(name.slice(0, -'_FILE'.length)))).toEqual([])
  expect(product).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    init: true,
  })
  // Its volumes have names that do not hang on the folder's, and its settings come from the file beside it.
  expect(compose.name).toBe('concord')
  expect(product.env_file).toEqual(['.env'])
  expect(database).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
  // What is kept has a volume; the image makes each place its user's own, and a new volume takes that over.
  const kept = (product.volumes as string[]).map((volume) => volume.split(':')[1])
  expect(wordsOf(imageSteps, 'RUN').join('\n')).toContain(
    `--owner concord --group concord --mode 0700 ${kept.join(' ')}`,
  )
  expect(backupCommand).toBe(`node bin/concord.js backup ${kept[1]} --keep 30`)
  expect(product.ports).toEqual(['127.0.0.1:3000:3000'])
  expect(database.ports).toBeUndefined()
  expect(compose.networks.inside).toEqual({ internal: true })
  expect(existsSync(join(root, 'deploy', product.build.context, product.build.dockerfile))).toBe(true)
})
