/** The reference pages say what the code says, in both directions. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ERRORS } from '@reflex/base'
import { expect, test } from 'vitest'
import { schemaRows } from '../src/generate/json-schema-rows.ts'
import { ROOT, readFiles } from '../src/repository.ts'

const page = readFileSync(join(ROOT, 'docs/reference/errors.md'), 'utf8')
const documented = [...page.matchAll(/^\| `(REFLEX_\w+)` \| (\d) \| (.+) \|$/gm)]

test('every error is on the page as the catalogue has it, and no other', () => {
  const rows = documented.map(([, code, exitCode, action]) => [code, { exitCode: Number(exitCode), action }])
  expect(Object.fromEntries(rows)).toEqual(ERRORS)
})

test('every error of the catalogue is raised somewhere', () => {
  const files = ['libs', 'services'].flatMap((folder) => readFiles(folder, ['.ts']))
  const sources = files.filter((file) => file.path.includes('/src/') && file.path !== 'libs/base/src/errors.ts')
  const unused = Object.keys(ERRORS).filter((code) => !sources.some((file) => file.text.includes(`'${code}'`)))
  expect(unused).toEqual([])
})

test('a schema becomes one row a leaf', () => {
  const schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', description: 'What it is' },
      limitMs: { type: 'integer', minimum: 1, maximum: 9, default: 5 },
      venues: { type: 'array', items: { type: 'object', properties: { port: { type: 'integer' } } } },
      by: { type: 'object', additionalProperties: { type: 'object', properties: { a: { enum: ['x', 'y'] } } } },
    },
  }
  const rows = schemaRows(schema, '').map((row) => [row.key, row.type, row.default, row.range, row.description])
  expect(rows).toEqual([
    ['name', 'string', 'required', '', 'What it is'],
    ['limitMs', 'integer', '`5`', '>= 1, <= 9', ''],
    ['venues[].port', 'integer', '', '', ''],
    ['by.<name>.a', '`"x"` or `"y"`', '', '', ''],
  ])
})
