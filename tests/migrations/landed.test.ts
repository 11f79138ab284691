/** A migration that has been released is never changed: databases that had it would not have the change. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { listMigrations } from '../../src/db/migrate.ts'
import { oldSchemas } from './old-schema.ts'

const landed = readFileSync(new URL('landed.sha256', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/) as [digest: string, name: string])

it.each(landed)('%s is the digest of %s', (digest, name) => {
  const text = readFileSync(new URL(`../../src/db/migrations/${name}`, import.meta.url))
  expect(
    createHash('sha256').update(text).digest('hex'),
    `${name} was released: put the change in a new migration`,
  ).toBe(digest)
})

it('comes before every migration that has not been released', () => {
  expect(listMigrations().slice(0, landed.length)).toEqual(landed.map(([, name]) => name))
})

it('has data of its time, where it was the last of a release', () => {
  expect(oldSchemas()).toContain(landed.at(-1)?.[1].slice(0, 4))
})
