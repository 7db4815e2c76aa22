import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FixDictionary, loadDictionary } from '@reflex/fix'

/** Third-party FIX material, read by path. Tests that need it are skipped, visibly, where it is absent. */
export const FIX_FOLDER = process.env['REFLEX_FIX'] ?? fileURLToPath(new URL('../../../../shared/fix', import.meta.url))
export const HAS_FIX = existsSync(join(FIX_FOLDER, 'dictionaries', 'FIX50SP2.xml'))

export function dictionary(name: string): FixDictionary {
  return loadDictionary(readFileSync(join(FIX_FOLDER, 'dictionaries', `${name}.xml`), 'utf8'))
}

export const EXTENSION = fileURLToPath(new URL('../dictionary/FIX50SP2-INTERNAL.xml', import.meta.url))
