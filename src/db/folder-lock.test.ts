import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-lock-'))
})
const others: ChildProcess[] = []
afterEach(() => {
  for (const other of others.splice(0)) other.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Another process that takes the folder and says so, or says why not, and lives until it is ended. It keeps nothing of what it was given. */
async function another() {
  const file = fileURLToPath(new URL('folder-lock.ts', import.meta.url))
  const script = `
    import { lockFolder } from ${JSON.stringify(file)}
    try { lockFolder(${JSON.stringify(folder)}); gc(); console.log('mine') } catch (error) { console.log(error.message) }
    setInterval(() => {}, 60_000)`
  const other = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  others.push(other)
  const ended = once(other, 'exit')
  const [said] = (await once(other.stdout, 'data')) as [Buffer]
  return {
    said: String(said).trim(),
    end: (signal: NodeJS.Signals) => {
      other.kill(signal)
      return ended
    },
  }
}

const refusal =
  /^Another Concord is using the folder .*: it runs there, or one of its commands does\. Stop it or wait for its end, or set CONCORD_DATA to another folder\.$/

it('is refused to a second process in a plain sentence', async () => {
  const release = lockFolder(folder)
  const second = await another()
  await second.end('SIGKILL')
  release()
  expect(second.said).toMatch(refusal)
})

it('is refused to the same process, which keeps it', async () => {
  const release = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(refusal)
  const second = await another()
  await second.end('SIGKILL')
  release()
  expect(second.said).toMatch(refusal)
})

it('is free at once when whoever held it was killed', async () => {
  const first = await another()
  expect(first.said).toBe('mine')
  expect(() => lockFolder(folder)).toThrow(refusal)
  await first.end('SIGKILL')
  lockFolder(folder)()
})

it('can be taken again when it was given back, and holds nothing', () => {
  lockFolder(folder)()
  lockFolder(folder)()
  expect(statSync(join(folder, 'lock')).size).toBe(0)
})

it('keeps to the lock of the first version while that runs, and clears what a kill left of it', () => {
  const path = join(folder, 'lock')
  mkdirSync(path)
  expect(() => lockFolder(folder)).toThrow(refusal)
  const minuteAgo = Date.now() / 1000 - 60
  utimesSync(path, minuteAgo, minuteAgo)
  lockFolder(folder)()
  expect(statSync(path).isFile()).toBe(true)
})

it('is refused in a plain sentence where a file is in its place', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'below')]) expect(() => lockFolder(path)).toThrow('there is a file in its way')
})

it('is refused in a plain sentence where it may not be written to', () => {
  const closed = join(folder, 'closed')
  mkdirSync(join(closed, 'database'), { recursive: true })
  chmodSync(join(closed, 'database'), 0o555)
  expect(triedByNobody(closed)).toContain('may not be written to (EACCES)')
  chmodSync(closed, 0o555)
  expect(triedByNobody(closed)).toContain('may not be written to (EACCES)')
  chmodSync(closed, 0o700)
})

/**
 * What somebody is told who owns nothing. Nothing is closed to the superuser, who has a process of nobody's try it instead,
 * with all that it reads beside the folder: the superuser's own places may be closed to it.
 */
function triedByNobody(tried: string): string {
  const script = `import(${JSON.stringify(pathToFileURL(join(folder, 'folder-lock.mts')).href)})
    .then(({ lockFolder }) => lockFolder(${JSON.stringify(tried)})).catch((error) => console.log(error.message))`
  const isRoot = process.getuid?.() === 0
  const node = isRoot ? join(folder, 'node') : process.execPath
  copyFileSync(fileURLToPath(new URL('folder-lock.ts', import.meta.url)), join(folder, 'folder-lock.mts'))
  if (isRoot) copyFileSync(process.execPath, node)
  chmodSync(folder, 0o755)
  return spawnSync(node, ['--eval', script], {
    cwd: folder,
    encoding: 'utf8',
    ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
  }).stdout
}
