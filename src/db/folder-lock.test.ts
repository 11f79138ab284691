import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Another process that takes the folder and says so, or says why not, and lives until it is ended. */
async function another() {
  const file = fileURLToPath(new URL('folder-lock.ts', import.meta.url))
  const script = `
    import { lockFolder } from ${JSON.stringify(file)}
    try { lockFolder(${JSON.stringify(folder)}); console.log('mine') } catch (error) { console.log(error.message) }
    setInterval(() => {}, 60_000)`
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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

const refusal = /^Another Concord is using the folder .*\. Stop it first, or set CONCORD_DATA to another folder\.$/

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
