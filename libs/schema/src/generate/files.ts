/**
 * Everything generated: path from the root of the repository -> text. The drift test compares it with what is
 * committed.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FixDictionary, loadDictionary } from '@reflex/fix'
import { BUS_MESSAGES, MESSAGES } from '../catalogue/index.ts'
import { STREAMS } from '../streams.ts'
import { extensionXml } from './extension-xml.ts'
import { namesFile } from './fix-names.ts'
import { indexPage, streamPage, venuePage } from './protocol-pages.ts'
import { typescriptFiles } from './typescript.ts'

/** Newest first. */
const DICTIONARIES = ['FIX50SP2', 'FIXT11', 'FIX44', 'FIX42']

/** @returns the dictionaries under a folder, none when it is absent. */
export function dictionariesOf(fixFolder: string): FixDictionary[] {
  const paths = DICTIONARIES.map((name) => join(fixFolder, 'dictionaries', `${name}.xml`))
  return paths.every((path) => existsSync(path)) ? paths.map((path) => loadDictionary(readFileSync(path, 'utf8'))) : []
}

/** What needs nothing but the catalogue. */
export function catalogueFiles(): Map<string, string> {
  const files = new Map<string, string>()
  for (const [name, text] of typescriptFiles(MESSAGES)) files.set(`libs/schema/src/generated/${name}`, text)
  files.set('libs/schema/dictionary/FIX50SP2-INTERNAL.xml', extensionXml(BUS_MESSAGES))
  for (const stream of STREAMS) {
    if (stream.encoding === 'fix') files.set(`docs/protocol/${stream.name}.md`, streamPage(stream, BUS_MESSAGES))
  }
  files.set('docs/protocol/venues.md', venuePage(MESSAGES))
  files.set('docs/protocol/README.md', indexPage(STREAMS))
  return files
}

/** What needs the FIX dictionaries too. */
export function standardFiles(dictionaries: readonly FixDictionary[]): Map<string, string> {
  return new Map([['libs/fix/src/generated/names.ts', namesFile(dictionaries, MESSAGES)]])
}
