import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { passwordProblem } from './password-strength.ts'

const about = ['Amara', 'Osei', 'amara.osei@northshire.example', 'Northshire NHS Foundation Trust']

test.each([
  ['short words', '12 or more'],
  ['a'.repeat(201), '200 characters or fewer'],
  ['aaaaaaaaaaaaaa', 'guessed soon'],
  ['Password1234!', 'guessed soon'],
  ['P@ssw0rd12345', 'guessed soon'],
  ['qwertyuiop123', 'guessed soon'],
  ['letmeinletmein', 'guessed soon'],
  ['liverpool2024', 'guessed soon'],
  ['concordconcord', 'guessed soon'],
  ['blue amara kettles', 'Leave “amara” out'],
  ['NORTHSHIRE kettles', 'Leave “northshire” out'],
  ['my osei boats sail', 'Leave “osei” out'],
  // Signs between words hide nothing from whoever guesses.
  ['mustang-sally69', 'guessed soon'],
  ['Summer2024!Summer', 'guessed soon'],
  ['Liverpool-Everton-1', 'guessed soon'],
  ['Jessica&Daniel2019', 'guessed soon'],
  ['dragon monkey shadow', 'guessed soon'],
  ['mypasswordissecure', 'guessed soon'],
  // Long, and known to everybody, however it is written.
  ['correcthorsebatterystaple', 'guessed soon'],
  ['correct horse battery staple', 'guessed soon'],
  ['Correct-Horse-Battery-Staple-7!', 'guessed soon'],
  ['c0rrecth0rseb@tterystaple', 'guessed soon'],
  ['elpatsyrettabesrohtcerroc', 'guessed soon'],
  ['correct horse battery staple kettle', 'guessed soon'],
  ['An apple a day keeps the doctor away', 'guessed soon'],
  ['Stay home, protect the NHS, save lives', 'guessed soon'],
  ['Better late than never!', 'guessed soon'],
  ['to be or not to be', 'guessed soon'],
  ['Friends, Romans, countrymen', 'guessed soon'],
  ['Our Father, who art in heaven', 'guessed soon'],
  ['May the Force be with you', 'guessed soon'],
  ['You’ll never walk alone', 'guessed soon'],
  ['Too many cooks spoil the broth', 'guessed soon'],
  // Three words, of which one is among the first passwords that are tried.
  ['facedown friday secret', 'guessed soon'],
  ['prowlingamuckmarine', 'guessed soon'],
])('%s is refused', async (password, why) => {
  expect(await passwordProblem(password, about, null)).toContain(why)
})

test.each([
  'seven small boats at dawn',
  'sevensmallboatsatdawn',
  'trust no kettle here',
  'kettle piano gravel',
  'kettle-piano-gravel',
  'kettlepianogravel',
  'abacus abdomen abide',
  'prowling amuck marine',
  'immorally turtle scorch kettle',
  'to be or not to be a kettle of gravel',
  // As a program makes them: what is left without the signs is short, and the signs count.
  'x9$K!p@2#Lq&7z',
  '$%&*(!@^#)_+{}',
])('%s is good enough', async (password) => {
  expect(await passwordProblem(password, about, null)).toBeNull()
})

test('a long password is weighed by its beginning, so that no length takes long', async () => {
  expect(await passwordProblem(`${'a'.repeat(72)} seven small boats at dawn`, about, null)).toContain('guessed soon')
  expect(await passwordProblem(`seven small boats at dawn ${'a'.repeat(170)}`, about, null)).toBeNull()
})

let stop: () => Promise<unknown> = async () => {}
afterEach(() => stop())

/** A list of breached passwords on this machine; it keeps what it was asked. */
async function list(answer: (path: string) => { status: number; body: string }) {
  const asked: { path: string; padding: string | undefined }[] = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', padding: request.headers['add-padding']?.toString() })
    const { status, body } = answer(request.url ?? '')
    response.writeHead(status).end(body)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  stop = () => new Promise((closed) => server.close(closed))
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/` }
}

const good = 'seven small boats at dawn'
const digest = createHash('sha1').update(good).digest('hex').toUpperCase()
const padding = `${'0'.repeat(35)}:0`

test('a breached password is refused, and only five figures of its digest leave the machine', async () => {
  const { asked, url } = await list(() => ({ status: 200, body: `${padding}\r\n${digest.slice(5)}:12\r\n` }))
  expect(await passwordProblem(good, about, url)).toContain('known from a break-in')
  expect(asked).toEqual([{ path: `/range/${digest.slice(0, 5)}`, padding: 'true' }])
})

test('one that the list has not, or only as padding, is taken', async () => {
  const { url } = await list(() => ({ status: 200, body: `${padding}\r\n${digest.slice(5)}:0` }))
  expect(await passwordProblem(good, about, url)).toBeNull()
})

test('a list that fails keeps nobody out, and the lists here still stand', async () => {
  const { url } = await list(() => ({ status: 503, body: 'later' }))
  expect(await passwordProblem(good, about, url)).toBeNull()
  expect(await passwordProblem('Password1234!', about, url)).toContain('guessed soon')
  await stop()
  stop = async () => {}
  expect(await passwordProblem(good, about, url)).toBeNull()
})
