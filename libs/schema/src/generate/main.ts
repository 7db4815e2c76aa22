/**
 * Writes what is generated from the catalogue. Run: npx tsx --conditions=source libs/schema/src/generate/main.ts
 * The names of standard fields come from the FIX dictionaries (REFLEX_FIX, default ../shared/fix); without them that
 * file stays as it is.
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogueFiles, dictionariesOf, standardFiles } from './files.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const dictionaries = dictionariesOf(process.env['REFLEX_FIX'] ?? join(root, '../shared/fix'))
const files = catalogueFiles()
if (dictionaries.length > 0) for (const [path, text] of standardFiles(dictionaries)) files.set(path, text)
else console.log('no FIX dictionaries: names of standard fields left as they are')
const generatedFolder = join(root, 'libs/schema/src/generated')
mkdirSync(generatedFolder, { recursive: true })
for (const name of readdirSync(generatedFolder)) {
  if (!files.has(`libs/schema/src/generated/${name}`)) rmSync(join(generatedFolder, name))
}
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
console.log(`${files.size} files written`)
