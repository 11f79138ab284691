import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const CONCORD = fileURLToPath(new URL('../../bin/concord.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'concord-'))
afterAll(() => rmSync(folder, { recursive: true }))

function concord(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CONCORD, ...words], { encoding: 'utf8' })
  return { status, stdout, stderr }
}
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const plan = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Invented Person' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
}
const good = file('good.json', JSON.stringify(plan))
const bad = file('bad.json', JSON.stringify({ ...plan, cycleWeeks: 27 }))

test('one line a file, in order; what cannot be read is an empty line, and the rest still run', () => {
  const missing = join(folder, 'missing.json')
  const latin1 = join(folder, 'latin1.json')
  writeFileSync(latin1, Buffer.from([0x22, 0xe9, 0x22]))
  const { status, stdout, stderr } = concord('evaluate', good, bad, missing, latin1, good)
  const lines = stdout.split('\n')
  expect(lines).toHaveLength(6)
  expect(lines.slice(1, 4)).toEqual(['', '', ''])
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'concord.evaluation/1', balance: { units: '-10' } })
  expect(lines[4]).toBe(lines[0])
  expect(stderr.trim().split('\n')).toEqual([
    `${bad}: cycleWeeks: must be a whole number from 1 to 26`,
    `${missing}: document: cannot be read: there is no such file`,
    `${latin1}: document: cannot be read: it is not UTF-8 text`,
  ])
  expect(status).toBe(1)
})

test('every problem is one line, whatever the file is called and has in it', () => {
  const odd = file(
    'odd\nname.json',
    JSON.stringify({ ...plan, 'a\nb': 1, onCall: ['x\u2028', 'x\u2028'].map((id) => ({ id, oneIn: 8 })) }),
  )
  const twice = file('twice.json', JSON.stringify({ ...plan, onCall: ['\r', '\r'].map((id) => ({ id, oneIn: 8 })) }))
  const notJson = file('not.json', '{\n"a":\n}\n')
  const { stderr } = concord('evaluate', odd, twice, notJson)
  const name = odd.replace('\n', String.raw`\u000a`)
  expect(stderr.trim().split(/[\r\n\u2028\u2029]/)).toEqual([
    expect.stringContaining(String.raw`${name}: ["a\nb"]: is not a field here`),
    String.raw`${twice}: onCall[1].id: "\r" is already the id at onCall[0].id; give it another`,
    expect.stringContaining(`${notJson}: document: is not JSON`),
  ])
})

test('all well is status 0, and --explain adds the trace', () => {
  const plain = concord('evaluate', good)
  expect(plain).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(plain.stdout).trace).toBeUndefined()
  expect(JSON.parse(concord('evaluate', '--explain', good).stdout).trace.length).toBeGreaterThan(0)
})

test('an unknown verb, an unknown option and no file are mistakes of use, kindly said', () => {
  expect(concord('evalute')).toMatchObject({ status: 2, stderr: expect.stringContaining('evaluate') })
  expect(concord('evaluate', '--explian', good)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Use: concord'),
  })
  expect(concord('evaluate')).toMatchObject({ status: 2 })
  expect(concord('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('evaluate') })
})
