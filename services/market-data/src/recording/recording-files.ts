import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ReflexError } from '@reflex/base'

const IGNORED = /^(readme|expected|license)|\.(json|md|txt|csv|html)$/i
/** How a recording begins: a stamped frame, or what the recorder connected to. */
const BEGINS = /^\s*(\d{13,19} [{[]|\d{9,11}(\.\d+)?: [{[]|(wss?|https?):\/\/\S+ (<->|<-|->) \d)/
const DEPTH_MAX = 4
const HEAD_CHARS = 512

/** The files of a recording and of the folders in it, by path. @throws ReflexError REFLEX_RECORDING_NOT_FOUND. */
export function recordingFiles(dir: string): string[] {
  const files = filesBelow(dir, DEPTH_MAX).filter(looksRecorded)
  if (files.length === 0) {
    throw new ReflexError(
      'REFLEX_RECORDING_NOT_FOUND',
      `${dir} holds no file of lines '<receive time> <JSON>' (plain or gzip)`,
    )
  }
  return files
}

function filesBelow(dir: string, depth: number): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => !name.startsWith('.'))
      .sort()
      .flatMap((name) => {
        const path = join(dir, name)
        if (statSync(path).isDirectory()) return depth > 0 ? filesBelow(path, depth - 1) : []
        return statSync(path).isFile() && !IGNORED.test(name) ? [path] : []
      })
  } catch (error) {
    throw new ReflexError('REFLEX_RECORDING_NOT_FOUND', `cannot read the folder ${dir}`, { cause: error })
  }
}

function looksRecorded(path: string): boolean {
  return BEGINS.test(headOf(path))
}

/** Whether a text begins as a recording does. */
export function beginsAsRecording(head: string): boolean {
  return BEGINS.test(head)
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
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('latin1', 0, HEAD_CHARS)
  try {
    return gunzipSync(bytes, { finishFlush: 2 /* Z_SYNC_FLUSH: the head of a stream is no error */ }).toString(
      'latin1',
      0,
      HEAD_CHARS,
    )
  } catch {
    return basename(path).endsWith('.gz') ? '0000000000000 {' : ''
  }
}
