import { readFileSync } from 'node:fs'
import { ReflexError } from '@reflex/base'
import { DictionaryError, type FixDictionary, loadDictionary } from '@reflex/fix'

/** Reads a dictionary in QuickFIX's XML format. @throws ReflexError REFLEX_USAGE that names the file and the reason. */
export function readDictionary(path: string): FixDictionary {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ReflexError('REFLEX_USAGE', `cannot read the dictionary ${path}: ${(error as Error).message}`)
  }
  try {
    return loadDictionary(text)
  } catch (error) {
    if (!(error instanceof DictionaryError)) throw error
    throw new ReflexError('REFLEX_USAGE', `${path} is no FIX dictionary in QuickFIX's format: ${error.message}`)
  }
}
