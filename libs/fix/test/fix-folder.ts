import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FixDictionary, loadDictionary } from '../src/index.ts'

/** Third-party FIX material, read by path. Tests that need it are skipped, visibly, where it is absent. */
export const FIX_FOLDER = process.env['REFLEX_FIX'] ?? fileURLToPath(new URL('../../../../shared/fix', import.meta.url))
export const HAS_FIX = existsSync(join(FIX_FOLDER, 'dictionaries', 'FIX44.xml'))

export function dictionary(name: string): FixDictionary {
  return loadDictionary(readFileSync(join(FIX_FOLDER, 'dictionaries', `${name}.xml`), 'utf8'))
}

/** '|' for SOH, BodyLength and CheckSum computed: `message('FIX.4.4', '35=0|49=A|...')`. */
export function message(beginString: string, body: string): Uint8Array {
  const bodyText = body.replaceAll('|', '\x01')
  const head = `8=${beginString}\x019=${bodyText.length}\x01${bodyText}`
  let sum = 0
  for (let i = 0; i < head.length; i++) sum += head.charCodeAt(i)
  return Buffer.from(`${head}10=${String(sum & 255).padStart(3, '0')}\x01`, 'latin1')
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text.replaceAll('|', '\x01'), 'latin1')
}
