/**
 * `npm run generate`: writes every generated file of the repository. `npm run generate -- --check` writes nothing and
 * fails when a file is not what its generator makes, or is left over.
 */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { TARGETS } from './generate/targets.ts'
import { listFiles, ROOT } from './repository.ts'

const isCheck = process.argv.includes('--check')

function leftOver(owned: readonly string[], files: ReadonlyMap<string, string>): string[] {
  return owned
    .flatMap((folder) => listFiles(join(ROOT, folder)))
    .map((path) => relative(ROOT, path).split(sep).join('/'))
    .filter((path) => !files.has(path))
}

function differs(path: string, text: string): boolean {
  const file = join(ROOT, path)
  return !existsSync(file) || readFileSync(file, 'utf8') !== text
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), text)
}

let count = 0
const drift: string[] = []
for (const target of TARGETS) {
  const files = await target.generate()
  count += files.size
  const changed = [...files].filter(([path, text]) => differs(path, text))
  const stale = leftOver(target.owns, files)
  drift.push(...changed.map(([path]) => `${path} (${target.name})`), ...stale.map((path) => `${path} is left over`))
  if (isCheck) continue
  for (const [path, text] of changed) write(path, text)
  for (const path of stale) rmSync(join(ROOT, path))
}

for (const line of drift) console.log(`${isCheck ? 'differs' : 'written'}: ${line}`)
if (isCheck && drift.length > 0) {
  console.error('Generated files are not what their generators make: run npm run generate and commit the result.')
  process.exitCode = 1
}
console.log(`${count} files of ${TARGETS.length} generators, ${drift.length} ${isCheck ? 'differ' : 'changed'}`)
