/**
 * Reads a file piece by piece through one buffer: `need(n)` makes the next n bytes stand in a row at `offset`. Holds
 * one buffer, whatever the length of the file.
 */

import { ReflexError } from '@reflex/base'
import type { SetFile } from './set-file.ts'

const CAPACITY = 1024 * 1024
/** A piece that is longer is none. */
const PIECE_MAX = 256 * 1024 * 1024
const NEWLINE = 10
const CARRIAGE_RETURN = 13

export class BlockReader {
  bytes = new Uint8Array(CAPACITY)
  view = new DataView(this.bytes.buffer)
  /** Where the bytes not yet taken begin. */
  offset = 0
  /** Length of the line that `nextLine` found at `offset`. */
  lineLength = 0
  readonly #path: string
  readonly #source: ReturnType<SetFile['open']>
  #end = 0
  #isAtEnd = false
  #next = 0

  constructor(file: SetFile) {
    this.#path = file.path
    this.#source = file.open()
  }

  /** Bytes at hand. */
  get available(): number {
    return this.#end - this.offset
  }

  /**
   * @param length at most 256 MiB. @returns whether that many bytes are left in the file.
   * @throws ReflexError REFLEX_RECORDING_INVALID for a damaged packed file.
   */
  need(length: number): boolean {
    if (this.#end - this.offset >= length) return true
    if (length > PIECE_MAX) throw this.damaged(`a piece of ${length} bytes`)
    if (length > this.bytes.length) this.#grow(length)
    this.bytes.copyWithin(0, this.offset, this.#end)
    this.#end -= this.offset
    this.offset = 0
    while (this.#end < length && !this.#isAtEnd) this.#read()
    return this.#end >= length
  }

  take(length: number): void {
    this.offset += length
  }

  /** Passes over bytes. @returns false when the file ends before. */
  skip(length: number): boolean {
    let rest = length
    while (rest > 0) {
      if (!this.need(1)) return false
      const count = Math.min(rest, this.available)
      this.offset += count
      rest -= count
    }
    return true
  }

  /** Takes the next line, without its end: at `offset`, `lineLength` bytes. @returns false at the end of the file. */
  nextLine(): boolean {
    this.offset = Math.max(this.offset, this.#next)
    let from = this.offset
    while (true) {
      const newline = this.bytes.subarray(0, this.#end).indexOf(NEWLINE, from)
      if (newline >= 0 || this.#isAtEnd) {
        const end = newline < 0 ? this.#end : newline
        if (newline < 0 && end === this.offset) return false
        this.#next = Math.min(end + 1, this.#end)
        this.lineLength = end - this.offset
        if (this.lineLength > 0 && this.bytes[end - 1] === CARRIAGE_RETURN) this.lineLength--
        return true
      }
      const length = this.available
      this.need(length + 1)
      from = this.offset + length
    }
  }

  close(): void {
    this.#source.close()
  }

  damaged(what: string, cause?: unknown): ReflexError {
    return new ReflexError('REFLEX_RECORDING_INVALID', `${this.#path} is damaged: ${what}`, { cause })
  }

  #grow(length: number): void {
    let size = this.bytes.length
    while (size < length) size *= 2
    const bytes = new Uint8Array(size)
    bytes.set(this.bytes.subarray(0, this.#end))
    this.bytes = bytes
    this.view = new DataView(bytes.buffer)
  }

  #read(): void {
    let count: number
    try {
      count = this.#source.read(this.bytes, this.#end, this.bytes.length - this.#end)
    } catch (error) {
      throw this.damaged(error instanceof Error ? error.message : String(error), error)
    }
    if (count === 0) this.#isAtEnd = true
    this.#end += count
  }
}
