import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ReflexError } from '@reflex/base'

/** What a venue's messages look like: decides sequence rules and the kind of contract. */
export type VenueKind = 'binance-spot' | 'binance-usdm' | 'binance-coinm'

/** Market identifiers of recorded venues, as in the desk file. */
export const VENUE_NAMES: Readonly<Record<VenueKind, string>> = {
  'binance-spot': 'BINANCE-SPOT',
  'binance-usdm': 'BINANCE-USDM',
  'binance-coinm': 'BINANCE-COINM',
}

const IGNORED = /^(readme|expected|license)|\.(json|md|txt|csv|html)$/i

/** The files of a recording, by name. @throws ReflexError REFLEX_RECORDING_NOT_FOUND. */
export function recordingFiles(dir: string): string[] {
  let names: string[]
  try {
    names = readdirSync(dir)
  } catch (error) {
    throw new ReflexError('REFLEX_RECORDING_NOT_FOUND', `cannot read the folder ${dir}`, { cause: error })
  }
  const files = names
    .filter((name) => !name.startsWith('.') && !IGNORED.test(name))
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile())
    .filter(looksRecorded)
    .sort()
  if (files.length === 0) {
    throw new ReflexError(
      'REFLEX_RECORDING_NOT_FOUND',
      `${dir} holds no file of lines '<receive time> <JSON>' (plain or gzip)`,
    )
  }
  return files
}

/** Whether the file begins as a recording does. */
function looksRecorded(path: string): boolean {
  return /^\d{13,19} \{/.test(headOf(path))
}

/** The first characters of a file, unpacked; '' when that fails. */
function headOf(path: string): string {
  const file = openSync(path, 'r')
  const head = Buffer.alloc(16 * 1024)
  let length: number
  try {
    length = readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  const bytes = head.subarray(0, length)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('latin1', 0, 64)
  try {
    return gunzipSync(bytes, { finishFlush: 2 /* Z_SYNC_FLUSH: the head of a stream is no error */ }).toString(
      'latin1',
      0,
      64,
    )
  } catch {
    return basename(path).endsWith('.gz') ? '0000000000000 {' : ''
  }
}
