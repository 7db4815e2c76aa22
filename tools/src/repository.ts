/** The tree as the checks and generators see it: hand-written files and workspace packages. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

/** Root of the repository this file is in. */
export const ROOT = resolve(import.meta.dirname, '../..')

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.turbo', 'coverage', 'recordings'])
const WORKSPACE_FOLDERS = ['libs', 'services'] as const

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
}

export interface WorkspacePackage {
  /** From the root, e.g. `libs/base`. */
  readonly folder: string
  readonly name: string
  readonly manifest: PackageManifest
}

export interface PackageManifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, { readonly source?: string }>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, lines: text.split('\n') }
}

/**
 * Every file below `folder` of the root whose name ends with one of `endings`, sorted by path. Generated and installed
 * files are left out.
 */
export function readFiles(folder: string, endings: readonly string[], root = ROOT): SourceFile[] {
  return listFiles(join(root, folder))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => sourceFile(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')))
    .filter((file) => !isGenerated(file.path))
}

export function isGenerated(path: string): boolean {
  return path.includes('/generated/')
}

export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? listFiles(path) : [path]
  })
}

/** All workspace packages, `tools` included. */
export function readPackages(root = ROOT): WorkspacePackage[] {
  const folders = WORKSPACE_FOLDERS.flatMap((parent) => {
    return existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : []
  })
  return [...folders, 'tools']
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageManifest
      return { folder, name: manifest.name, manifest }
    })
}
