import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { ReflexError } from '@reflex/base'

const NEWLINE = 10
const SPACE = 32
const CARRIAGE_RETURN = 13
const MS_DIGITS = 13

/** Reads a recorded file line by line: `<receive time> <JSON>`, the time in ms, us or ns since the Unix epoch. */
export class LineReader {
  readonly path: string
  bytes: Uint8Array
  view: DataView
  /** The JSON of the present line. */
  offset = 0
  length = 0
  /** Receive time of the present line: whole ms since the Unix epoch, and ns within the ms. */
  epochMs = 0
  nanos = 0
  lines = 0
  #next = 0

  /** @throws ReflexError REFLEX_RECORDING_INVALID when the file cannot be unpacked. */
  constructor(path: string) {
    this.path = path
    this.bytes = unpacked(path)
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength)
  }

  /** @returns false at the end. @throws ReflexError REFLEX_RECORDING_INVALID for a line of another kind. */
  next(): boolean {
    const { bytes } = this
    const start = this.#next
    if (start >= bytes.length) return false
    const newline = bytes.indexOf(NEWLINE, start)
    let end = newline < 0 ? bytes.length : newline
    this.#next = end + 1
    if (end > start && bytes[end - 1] === CARRIAGE_RETURN) end--
    this.lines++
    const stampEnd = this.#stamp(start, end)
    this.offset = stampEnd + 1
    this.length = end - this.offset
    return true
  }

  close(): void {
    this.bytes = new Uint8Array(0)
    this.#next = 0
  }

  /** @returns where the stamp ends. */
  #stamp(start: number, end: number): number {
    let ms = 0
    let rest = 0
    let i = start
    for (; i < end && this.bytes[i] !== SPACE; i++) {
      const digit = this.bytes[i]! - 48
      if (digit < 0 || digit > 9) throw this.#invalid()
      if (i - start < MS_DIGITS) ms = ms * 10 + digit
      else rest = rest * 10 + digit
    }
    const digits = i - start
    if (i >= end || (digits !== 13 && digits !== 16 && digits !== 19)) throw this.#invalid()
    this.epochMs = ms
    this.nanos = digits === 16 ? rest * 1000 : rest
    return i
  }

  #invalid(): ReflexError {
    return new ReflexError(
      'REFLEX_RECORDING_INVALID',
      `${this.path}, line ${this.lines}: expected a receive time of 13, 16 or 19 digits, a space and JSON`,
    )
  }
}

function unpacked(path: string): Uint8Array {
  const bytes = readFileSync(path)
  if (!isGzip(bytes)) return bytes
  try {
    return gunzipSync(bytes)
  } catch (error) {
    throw new ReflexError('REFLEX_RECORDING_INVALID', `${path} cannot be unpacked: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}
