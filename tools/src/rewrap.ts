/** `npm run rewrap -- [folder...]`: breaks comment lines over 120 columns, in place. Code lines are Biome's affair. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readFiles } from './repository.ts'
import { rewrapComments } from './tidy/rewrap.ts'

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['libs', 'services', 'tools', 'infra']
for (const file of folders.flatMap((folder) => readFiles(folder, ['.ts', '.mjs']))) {
  const text = rewrapComments(file.text)
  if (text === file.text) continue
  writeFileSync(join(ROOT, file.path), text)
  console.log(file.path)
}
