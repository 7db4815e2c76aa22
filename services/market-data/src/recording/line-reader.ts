import { closeSync, openSync, readSync } from 'node:fs'
import { ReflexError } from '@reflex/base'
import { type ByteSource, FileBytes } from './byte-source.ts'
import { GunzipSource } from './gunzip-source.ts'

const NEWLINE = 10
const SPACE = 32
const CARRIAGE_RETURN = 13
const COLON = 58
const POINT = 46
const MINUS = 45
const GREATER = 62
/** configuration, https://, wss:// */
const LETTER_C = 99
const LETTER_H = 104
const LETTER_W = 119
const NS_PLACES = 9
const SECONDS_MAX = 1e11
const MS_DIGITS = 13
const BUFFER_LENGTH = 512 * 1024
/** A line that is longer is none. */
const LINE_LENGTH_MAX = 64 * 1024 * 1024

/**
 * Reads a recorded file line by line. Holds one buffer, whatever the length of the file. Lines that carry a frame:
 *
 *     <receive time> <JSON>             time of 13, 16 or 19 digits: ms, us or ns since the Unix epoch
 *     <receive time>: <JSON>            seconds since the Unix epoch with a fraction (cryptofeed)
 *     <address> -> <time>: <JSON>       answer to a REST request, seconds
 *
 * What the recorder connected to and asked for (`<address> <-> ...`, `<address> <- ...`), blank lines and
 * `configuration: ...` are passed over.
 */
export class LineReader {
  readonly path: string
  /** Holds the present line; another array after a line that was longer than any before. */
  bytes = new Uint8Array(BUFFER_LENGTH)
  view = new DataView(this.bytes.buffer)
  /** The JSON of the present line. */
  offset = 0
  length = 0
  /** Receive time of the present line: whole ms since the Unix epoch, and ns within the ms. */
  epochMs = 0
  nanos = 0
  /** Frames read. */
  lines = 0
  /** Address of a REST answer; an empty range for what came on a stream. */
  urlStart = 0
  urlEnd = 0
  readonly #source: ByteSource
  #lineNumber = 0
  #next = 0
  #end = 0
  #isAtEnd = false

  constructor(path: string) {
    this.path = path
    this.#source = isGzip(path) ? new GunzipSource(new FileBytes(path)) : new FileBytes(path)
  }

  /**
   * @returns false at the end. @throws ReflexError REFLEX_RECORDING_INVALID for a line of another kind or a damaged
   * file.
   */
  next(): boolean {
    while (true) {
      const newline = this.#newline()
      const start = this.#next
      let end = newline < 0 ? this.#end : newline
      if (start >= this.#end) return false
      this.#next = end + 1
      this.#lineNumber++
      if (end > start && this.bytes[end - 1] === CARRIAGE_RETURN) end--
      if (this.#readLine(start, end)) {
        this.lines++
        return true
      }
    }
  }

  /** @returns false for a line without a frame. */
  #readLine(start: number, end: number): boolean {
    this.urlStart = 0
    this.urlEnd = 0
    const first = this.bytes[start]!
    if (start === end || first === LETTER_C) return false
    if (first === LETTER_H || first === LETTER_W) return this.#readAddressed(start, end)
    const stampEnd = this.#stamp(start, end)
    this.offset = stampEnd + 1
    this.length = end - this.offset
    return true
  }

  /** `<address> -> <time>: <JSON>`. */
  #readAddressed(start: number, end: number): boolean {
    let i = start
    while (i < end && this.bytes[i] !== SPACE) i++
    const isAnswer = this.bytes[i + 1] === MINUS && this.bytes[i + 2] === GREATER && this.bytes[i + 3] === SPACE
    if (i + 4 >= end || !isAnswer) return false
    this.urlStart = start
    this.urlEnd = i
    this.offset = this.#stamp(i + 4, end) + 1
    this.length = end - this.offset
    return true
  }

  /** Address of a REST answer, '' for what came on a stream. */
  get url(): string {
    if (this.urlEnd === this.urlStart) return ''
    return Buffer.from(this.bytes.subarray(this.urlStart, this.urlEnd)).toString('latin1')
  }

  close(): void {
    this.#source.close()
    this.#next = this.#end
    this.#isAtEnd = true
  }

  /** Reads until the line is whole. @returns where it ends, -1 for a last line without an end. */
  #newline(): number {
    let from = this.#next
    while (true) {
      for (let i = from; i < this.#end; i++) if (this.bytes[i] === NEWLINE) return i
      if (this.#isAtEnd) return -1
      from = this.#end - this.#next
      this.#makeRoom()
      this.#read()
    }
  }

  #makeRoom(): void {
    this.bytes.copyWithin(0, this.#next, this.#end)
    this.#end -= this.#next
    this.#next = 0
    if (this.#end < this.bytes.length) return
    if (this.#end >= LINE_LENGTH_MAX) throw this.#invalid('the line is too long')
    const larger = new Uint8Array(this.bytes.length * 2)
    larger.set(this.bytes)
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }

  #read(): void {
    try {
      const count = this.#source.read(this.bytes, this.#end, this.bytes.length - this.#end)
      this.#end += count
      this.#isAtEnd = count === 0
    } catch (error) {
      throw this.#invalid(`cannot be unpacked: ${(error as Error).message}`, error)
    }
  }

  /** @returns the byte before the frame. */
  #stamp(start: number, end: number): number {
    let ms = 0
    let rest = 0
    let i = start
    for (; i < end && this.bytes[i] !== SPACE; i++) {
      const digit = this.bytes[i]! - 48
      if (digit < 0 || digit > 9) return this.#secondsStamp(start, end)
      if (i - start < MS_DIGITS) ms = ms * 10 + digit
      else rest = rest * 10 + digit
    }
    const digits = i - start
    if (i >= end || (digits !== 13 && digits !== 16 && digits !== 19)) throw this.#invalid(NO_LINE)
    this.epochMs = ms
    this.nanos = digits === 16 ? rest * 1000 : rest
    return i
  }

  /** `1626992741.06217:`, to the ns. @returns the byte before the frame. */
  #secondsStamp(start: number, end: number): number {
    let seconds = 0
    let fraction = 0
    let places = -1
    let i = start
    for (; i < end && this.bytes[i] !== COLON; i++) {
      const byte = this.bytes[i]!
      if (byte === POINT && places < 0) {
        places = 0
        continue
      }
      if (byte < 48 || byte > 57) throw this.#invalid(NO_LINE)
      if (places < 0) seconds = seconds * 10 + byte - 48
      else if (places < NS_PLACES) {
        fraction = fraction * 10 + byte - 48
        places++
      }
    }
    if (i === start || i + 1 >= end || seconds > SECONDS_MAX) throw this.#invalid(NO_LINE)
    for (let k = Math.max(0, places); k < NS_PLACES; k++) fraction *= 10
    this.epochMs = seconds * 1000 + Math.floor(fraction / 1e6)
    this.nanos = fraction % 1e6
    return this.bytes[i + 1] === SPACE ? i + 1 : i
  }

  #invalid(what: string, cause?: unknown): ReflexError {
    return new ReflexError('REFLEX_RECORDING_INVALID', `${this.path}, line ${this.#lineNumber}: ${what}`, { cause })
  }
}

const NO_LINE = 'expected a receive time of 13, 16 or 19 digits, a space and JSON'

function isGzip(path: string): boolean {
  const file = openSync(path, 'r')
  const head = new Uint8Array(2)
  try {
    readSync(file, head, 0, 2, 0)
  } finally {
    closeSync(file)
  }
  return head[0] === 0x1f && head[1] === 0x8b
}
