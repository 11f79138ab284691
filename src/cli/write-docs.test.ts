import { expect, test } from 'vitest'
import { staleDocs } from './write-docs.ts'

test('the schemas and the rule book say what the code does (if not, run: npx concord docs)', () => {
  expect(staleDocs()).toEqual([])
})
