import { expect, it } from 'vitest'
import { freePort } from '../../tests/support/free-port.ts'
import { diskFull } from '../db/room-on-disk.ts'
import { openServer } from '../db/server.ts'
import { asUnavailable } from '../db/unavailable.ts'
import { sayRefusal } from './say-refusal.ts'

it('says of a database server that nobody runs what to do', async () => {
  const database = openServer({ url: `postgres://nobody@127.0.0.1:${await freePort()}/nowhere` })
  const failed = await database.script('select 1').catch((error) => error)
  await database.close()
  expect(sayRefusal(failed)).toBe(
    'The database server does not answer (ECONNREFUSED). See that it runs, and check DATABASE_URL.',
  )
})

const withCode = (code: string) => Object.assign(new Error('words of a library'), { code })

it.each([
  ['3D000', /no database of that name/],
  ['28P01', /does not let this login in/],
  ['42501', /DATABASE_OWNER_URL/],
  ['53300', /no connection left/],
  ['57P03', /starting or stopping/],
  ['57014', /took too long/],
  ['ENOTFOUND', /does not answer \(ENOTFOUND\)/],
])('says %s in plain words', (code, words) => {
  expect(sayRefusal(asUnavailable(withCode(code), 'nothing-done'))).toMatch(words)
})

it('says what the driver has words alone for, a full disk, and a file in the place of a folder', () => {
  const late = new Error('timeout exceeded when trying to connect')
  expect(sayRefusal(asUnavailable(late, 'nothing-done'))).toMatch(/does not answer \(no answer in time\)/)
  expect(sayRefusal(diskFull())).toBe('The disk of the database is full. Make room.')
  expect(sayRefusal(withCode('ENOTDIR'))).toMatch(/^A file is where a folder should be/)
})
