/** A module nobody imports is dead: reachability over the imports, from the entry points of every package. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import type { SourceFile, WorkspacePackage } from '../../repository.ts'
import type { Finding } from '../finding.ts'

const SPECIFIER = /['"](\.{1,2}\/[^'"]+)['"]/g
/** A module started by its path (a child process, a worker): from the file, its package or the root. */
const PATH = /['"]((?:[\w-]+\/)*[\w.-]+\.(?:ts|mjs))['"]/g
/**
 * Entry points by name: a service's own process, tests, benches, examples, workers started by path, tools run by hand.
 */
const ENTRY =
  /(?:\/src\/main\.ts|\/bin\/[^/]+\.mjs|\/test\/.*\.test\.ts|\/(?:bench|examples)\/.*\.ts|^tools\/ci\/.*(?:main|grafana-stand-in)\.(?:ts|mjs))$/

export function checkDeadFiles(
  root: string,
  files: readonly SourceFile[],
  packages: readonly WorkspacePackage[],
): Finding[] {
  const known = new Map(files.map((file) => [file.path, file]))
  const reached = new Set<string>()
  const queue = [...entryPoints(root, packages), ...files.filter(isEntry).map((file) => file.path)]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    const text = known.get(path)?.text ?? readGenerated(root, path)
    queue.push(...importsOf(path, text))
  }
  return [...known.keys()]
    .filter((path) => !reached.has(path))
    .map((path) => ({ path, line: 0, rule: 'dead-file', message: 'nothing imports it; delete it or use it' }))
}

/** Declarations of types for a package without them, and tools whose header says how to run them, need no import. */
function isEntry({ path, text }: SourceFile): boolean {
  return (
    ENTRY.test(path) ||
    path.endsWith('.d.ts') ||
    (text.startsWith('/**') && text.includes(`tsx --conditions=source ${path}`))
  )
}

function entryPoints(root: string, packages: readonly WorkspacePackage[]): string[] {
  return packages.flatMap(({ folder, manifest }) => {
    const sources = Object.values(manifest.exports ?? {}).flatMap((target) => target.source ?? [])
    const scripts = scriptsOf(root, folder)
    return [...sources, ...Object.values(manifest.bin ?? {}), ...scripts].map((path) => posix.join(folder, path))
  })
}

/** TypeScript files named in the scripts of a package and, for `tools`, of the root. */
function scriptsOf(root: string, folder: string): string[] {
  const read = (path: string) => {
    const { scripts } = JSON.parse(readFileSync(path, 'utf8')) as { scripts?: Record<string, string> }
    return Object.values(scripts ?? {}).flatMap((script) => [...script.matchAll(/[\w./-]+\.(?:ts|mjs)/g)].map(String))
  }
  const own = read(join(root, folder, 'package.json'))
  const prefix = `${folder}/`
  const fromRoot = read(join(root, 'package.json')).filter((path) => path.startsWith(prefix))
  return [...own, ...fromRoot.map((path) => path.slice(prefix.length))]
}

function importsOf(path: string, text: string): string[] {
  const folder = dirname(path)
  const owner = path
    .split('/')
    .slice(0, path.startsWith('tools/') ? 1 : 2)
    .join('/')
  const imported = [...text.matchAll(SPECIFIER)].map((match) => posix.join(folder, match[1]!))
  const started = [...text.matchAll(PATH)].flatMap((match) =>
    [folder, owner, '.'].map((from) => posix.join(from, match[1]!)),
  )
  return [...imported, ...started]
}

/** Generated files are not checked themselves but lead to others. */
function readGenerated(root: string, path: string): string {
  return existsSync(join(root, path)) && /\.(?:ts|mjs)$/.test(path) ? readFileSync(join(root, path), 'utf8') : ''
}
