/** The rules of style that neither the compiler nor Biome checks, over the whole tree. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, readFiles, readPackages } from '../src/repository.ts'
import { type FileRule, type Finding, format } from '../src/tidy/finding.ts'
import { noCommentedOutCode, todoNeedsIssue } from '../src/tidy/rules/comments.ts'
import { checkDeadFiles } from '../src/tidy/rules/dead-files.ts'
import { fileNames } from '../src/tidy/rules/names.ts'
import { checkPackage } from '../src/tidy/rules/packages.ts'
import { checkPurity, isPure } from '../src/tidy/rules/purity.ts'
import { fileLength, lineLength } from '../src/tidy/rules/size.ts'

/** More escapes than this need a better design, or a raised number in a reviewed change. */
const ESCAPES_MAX = 0

const FOLDERS = ['libs', 'services', 'tools', 'infra']
const SOURCES = FOLDERS.flatMap((folder) => readFiles(folder, ['.ts', '.mjs']))
const CODE = SOURCES.filter((file) => /\.(?:ts|mjs)$/.test(file.path))

function expectNone(findings: readonly Finding[]): void {
  expect(findings.map(format)).toEqual([])
}

test('there is a tree to look at', () => {
  expect(CODE.length).toBeGreaterThan(100)
  expect(readPackages().length).toBeGreaterThan(20)
})

test.each<[string, FileRule]>([
  ['lines are at most 120 columns', lineLength],
  ['files are at most 300 lines', fileLength],
  ['file names are kebab-case and say something', fileNames],
  ['no TODO without an issue', todoNeedsIssue],
  ['no commented-out code', noCommentedOutCode],
])('%s', (_, rule) => {
  expectNone(CODE.flatMap(rule))
})

test('pure code uses no time, randomness, I/O or promises', () => {
  const results = CODE.filter((file) => isPure(file.path)).map(checkPurity)
  expectNone(results.flatMap((result) => result.findings))
  expect(results.reduce((sum, result) => sum + result.escapes, 0)).toBeLessThanOrEqual(ESCAPES_MAX)
})

test('no dead files', () => {
  const modules = CODE.filter((file) => /^(?:libs|services|tools)\//.test(file.path))
  expectNone(checkDeadFiles(ROOT, modules, readPackages()))
})

test('every package has the one shape', () => {
  const turbo = JSON.parse(readFileSync(join(ROOT, 'turbo.json'), 'utf8')) as {
    boundaries: { tags: Record<string, unknown> }
  }
  const tags = new Set(Object.keys(turbo.boundaries.tags))
  expectNone(readPackages().flatMap((workspace) => checkPackage(ROOT, workspace, tags)))
})
