/** Each tidy rule finds what it is for and nothing else: the canary that must fail. */

import { expect, test } from 'vitest'
import { sourceFile } from '../src/repository.ts'
import { splitCode } from '../src/tidy/code-text.ts'
import { noCommentedOutCode, todoNeedsIssue } from '../src/tidy/rules/comments.ts'
import { checkDeadFiles } from '../src/tidy/rules/dead-files.ts'
import { fileNames } from '../src/tidy/rules/names.ts'
import { checkPurity, isPure } from '../src/tidy/rules/purity.ts'
import { fileLength, lineLength } from '../src/tidy/rules/size.ts'

const PATH = 'services/alpha/src/core/quote.ts'

test('code and comments are told apart', () => {
  const { code, comments } = splitCode(
    "const a = 'x // y' // why\nconst b = `t $" + "{f({ a: '}' })} /* no */` /* yes */",
  )
  expect(code[0]).toBe("const a = '      '       ")
  expect(comments[0]!.trim()).toBe('// why')
  expect(code[1]).toContain('f({ a: ')
  expect(comments[1]!.trim()).toBe('/* yes */')
})

test('a regular expression is not a comment and a division is not a regular expression', () => {
  const { code, comments } = splitCode("const r = /[/]\\/\\/ '/.test(x) // why\nconst d = a / b / c // also")
  expect(comments.map((line) => line.trim())).toEqual(['// why', '// also'])
  expect(code[1]!.trim()).toBe('const d = a / b / c')
})

test.each([
  ['Date.now()', 'Date'],
  ['performance.now()', 'performance'],
  ['Math.random()', 'Math.random'],
  ['crypto.randomUUID()', 'crypto'],
  ['setImmediate(f)', 'timers'],
  ['process.env', 'process'],
  ['await f()', 'await'],
  ['console.log(1)', 'console'],
  ["import { readFileSync } from 'node:fs'", 'node: module'],
  ["import pino from 'pino'", 'pino'],
  ["import { Gauge } from 'prom-client'", 'prom-client'],
  ["import { z } from 'zod'", 'zod'],
])('pure code may not use %s', (line, what) => {
  const { findings } = checkPurity(sourceFile(PATH, `const a = 1\n${line}\n`))
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ path: PATH, line: 2, rule: 'purity' })
  expect(findings[0]!.message).toMatch(new RegExp(`^${what}.*instead: `))
})

test.each([
  "const text = 'Date.now()'",
  '// Date.now() is banned',
  'this.process.run()',
  'updateDate(x)',
  'order.console.x',
])('pure code may say %s', (line) => {
  expect(checkPurity(sourceFile(PATH, line)).findings).toEqual([])
})

test('an escape with a reason is counted, one without is none', () => {
  const escaped = checkPurity(sourceFile(PATH, '// tidy-ok: printed once at start\nconst a = Date.now()\n'))
  expect(escaped).toMatchObject({ findings: [], escapes: 1 })
  expect(checkPurity(sourceFile(PATH, 'const a = Date.now() // tidy-ok:\n')).findings).toHaveLength(1)
})

test('pure are the cores and the run time of four libraries', () => {
  expect(['libs/book/src/l2-book.ts', 'libs/sbe/src/runtime.ts', PATH].filter(isPure)).toHaveLength(3)
  const others = [
    'libs/sbe/src/generate/flyweight.ts',
    'services/alpha/src/config.ts',
    'libs/book/test/l2-book.test.ts',
  ]
  expect(others.filter(isPure)).toEqual([])
})

test('sizes', () => {
  expect(lineLength(sourceFile(PATH, `a ${'x'.repeat(120)} b`))).toHaveLength(1)
  expect(lineLength(sourceFile(PATH, 'x'.repeat(200)))).toEqual([])
  expect(fileLength(sourceFile(PATH, 'a\n'.repeat(301)))).toHaveLength(1)
  expect(fileLength(sourceFile(PATH, 'a\n'.repeat(300)))).toEqual([])
})

test.each(['Quote.ts', 'quote_manager.ts', 'utils.ts', 'types.ts'])('%s is no file name', (name) => {
  expect(fileNames(sourceFile(`libs/a/src/${name}`, ''))).toHaveLength(1)
})

test.each(['quote-manager.ts', 'l2-book.property.test.ts', 'vitest.mjs'])('%s is a file name', (name) => {
  expect(fileNames(sourceFile(`libs/a/src/${name}`, ''))).toEqual([])
})

test('a TODO needs an issue', () => {
  expect(todoNeedsIssue(sourceFile(PATH, '// TODO later'))).toHaveLength(1)
  expect(todoNeedsIssue(sourceFile(PATH, "// TODO(#12) later\nconst a = 'TODO'"))).toEqual([])
})

test.each([
  '// const a = 1',
  '// this.#run(a, b)',
  '// if (a > b) {',
  '// }',
  "// import { a } from 'b'",
  '// return f(x)',
])('%s is commented-out code', (line) => {
  expect(noCommentedOutCode(sourceFile(PATH, line))).toHaveLength(1)
})

test.each([
  '// return codes are negative',
  '// a = b in the paper of Guéant',
  '// see §4 (queues)',
  '/** const a = 1 */',
])('%s is prose', (line) => {
  expect(noCommentedOutCode(sourceFile(PATH, line))).toEqual([])
})

test('a module that nothing imports is dead', () => {
  const manifest = { name: 'a', exports: { '.': { source: './src/index.ts' } } }
  const packages = [{ folder: 'libs/base', name: 'a', manifest }]
  const root = new URL('../..', import.meta.url).pathname
  const files = [
    sourceFile('libs/base/src/index.ts', "export { a } from './a.ts'"),
    sourceFile('libs/base/src/a.ts', "new Worker(new URL('./worker.ts', import.meta.url))"),
    sourceFile('libs/base/src/worker.ts', ''),
    sourceFile('libs/base/src/dead.ts', ''),
    sourceFile('libs/base/test/a.test.ts', "import './naive.ts'"),
    sourceFile('libs/base/test/naive.ts', ''),
  ]
  expect(checkDeadFiles(root, files, packages).map((finding) => finding.path)).toEqual(['libs/base/src/dead.ts'])
})
