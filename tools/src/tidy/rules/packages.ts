/**
 * Every package has the one shape: README, tests, tsconfig over the base, a turbo tag, sources under the `source`
 * condition.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkspacePackage } from '../../repository.ts'
import type { Finding } from '../finding.ts'

const README_LINES_MAX = 80

export function checkPackage(root: string, workspace: WorkspacePackage, tags: ReadonlySet<string>): Finding[] {
  const problems = [
    ...checkReadme(root, workspace),
    ...checkTests(root, workspace),
    ...checkTsconfig(root, workspace),
    ...checkTags(root, workspace, tags),
    ...checkExports(root, workspace),
  ]
  return problems.map((message) => ({ path: workspace.folder, line: 0, rule: 'package-shape', message }))
}

function checkReadme(root: string, { folder }: WorkspacePackage): string[] {
  const path = join(root, folder, 'README.md')
  if (!existsSync(path)) return ['has no README.md (one screen: what it is, what it is not, how to run its tests)']
  const count = readFileSync(path, 'utf8').split('\n').length
  return count > README_LINES_MAX ? [`README.md has ${count} lines; one screen, at most ${README_LINES_MAX}`] : []
}

function checkTests(root: string, { folder }: WorkspacePackage): string[] {
  const test = join(root, folder, 'test')
  const names = existsSync(test) ? readdirSync(test, { recursive: true }).map(String) : []
  return names.some((name) => name.endsWith('.test.ts')) ? [] : ['has no test/*.test.ts']
}

function checkTsconfig(root: string, { folder }: WorkspacePackage): string[] {
  const path = join(root, folder, 'tsconfig.json')
  if (!existsSync(path)) return ['has no tsconfig.json']
  const { extends: base } = JSON.parse(readFileSync(path, 'utf8')) as { extends?: string }
  return base?.endsWith('tsconfig.base.json') === true ? [] : ['tsconfig.json does not extend tsconfig.base.json']
}

function checkTags(root: string, { folder }: WorkspacePackage, known: ReadonlySet<string>): string[] {
  const path = join(root, folder, 'turbo.json')
  if (!existsSync(path)) return ['has no turbo.json with its tag']
  const { tags } = JSON.parse(readFileSync(path, 'utf8')) as { tags?: string[] }
  if (tags?.length !== 1) return ['needs exactly one tag in turbo.json']
  return known.has(tags[0]!) ? [] : [`tag '${tags[0]}' is not in the boundaries of the root turbo.json`]
}

function checkExports(root: string, { folder, manifest }: WorkspacePackage): string[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([key, target]) => {
    if (target.source === undefined) return [`export '${key}' has no source condition`]
    return existsSync(join(root, folder, target.source)) ? [] : [`export '${key}' names a missing ${target.source}`]
  })
}
