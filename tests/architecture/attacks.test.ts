/** The suite of attacks only grows: one that is taken out, skipped or left alone to run is missed here. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../attacks/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.db.test.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))

/** What is called in the suite with the name of an attempt first; each hands it on to `attack`. */
const NAMED = /^ *(?:attack|isNotTaken|isRefused|isHiddenFrom)\(\s*(['`])(.+?)\1/gm

/** As many as there are (80 are promised): who adds one counts it here, and one that is gone is missed. */
const KINDS = 128

test(`${KINDS} kinds of attempt are made, each with a name of its own`, () => {
  const names = files.flatMap((text) => [...text.matchAll(NAMED)].map(([, , name]) => name))
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  expect(names.length).toBe(KINDS)
})

test('no attack is skipped, and none runs alone', () => {
  expect(files.filter((text) => /\b(test|describe|it|attack)\.(skip|only|todo|fails)|\bxtest\(/.test(text))).toEqual([])
})
