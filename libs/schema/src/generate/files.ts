/** Everything generated: path from the root of the repository -> text. The drift test compares it with what is committed. */

import { MESSAGES } from '../catalogue/index.ts'
import { typescriptFiles } from './typescript.ts'

/** @param _fixFolder holds dictionaries/FIX50SP2.xml. */
export function generatedFiles(_fixFolder: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const [name, text] of typescriptFiles(MESSAGES)) files.set(`libs/schema/src/generated/${name}`, text)
  return files
}
