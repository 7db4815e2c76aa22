/**
 * Unpacks zstd (RFC 8878) as it is asked for, synchronously and in bounded memory; Node.js 20 has no zstd. Holds the
 * frame's window, that many bytes of room again, and one block. Dictionaries are refused; the frame's content checksum
 * is not verified (a damaged stream nearly always breaks a table or a length).
 */

import type { ByteSource } from '../byte-source.ts'
import { Literals } from './literals.ts'
import { Sequences } from './sequences.ts'

const BLOCK_MAX = 128 * 1024
/** Window above which a file is refused: zstd's own limit without --long. */
const WINDOW_MAX = 128 * 1024 * 1024
const ROOM_MIN = 1024 * 1024
const MAGIC = 0xfd2fb528
const SKIPPABLE = 0x184d2a50
const INPUT_LENGTH = 256 * 1024
/** Bytes behind a block that bit readers may touch. */
const PADDING = 8
const RAW = 0
const REPEATED = 1
const COMPRESSED = 2

export class ZstdSource implements ByteSource {
  readonly #source: ByteSource
  readonly #input = new Uint8Array(INPUT_LENGTH + PADDING)
  #inputAt = 0
  #inputEnd = 0
  #window = new Uint8Array(0)
  #windowSize = 0
  #taken = 0
  #end = 0
  #isInFrame = false
  #hasChecksum = false
  readonly #literals = new Literals()
  readonly #sequences = new Sequences()

  constructor(source: ByteSource) {
    this.#source = source
  }

  read(target: Uint8Array, offset: number, length: number): number {
    while (this.#taken === this.#end) {
      if (this.#isInFrame) this.#block()
      else if (!this.#beginFrame()) return 0
    }
    const count = Math.min(length, this.#end - this.#taken)
    target.set(this.#window.subarray(this.#taken, this.#taken + count), offset)
    this.#taken += count
    return count
  }

  close(): void {
    this.#source.close()
    this.#taken = this.#end
    this.#isInFrame = false
    this.#inputAt = this.#inputEnd
  }

  /** @returns false at the end of the file. */
  #beginFrame(): boolean {
    if (!this.#fill(4)) {
      if (this.#inputEnd > this.#inputAt) throw new Error('unexpected end of file')
      return false
    }
    const magic = this.#integer(4)
    if (magic - (magic % 16) === SKIPPABLE) {
      this.#need(4)
      this.#skip(this.#integer(4))
      return true
    }
    if (magic !== MAGIC) throw new Error('not a zstd frame')
    this.#need(1)
    const descriptor = this.#integer(1)
    const isSingle = (descriptor & 0x20) !== 0
    if ((descriptor & 8) !== 0) throw new Error('damaged frame header')
    this.#hasChecksum = (descriptor & 4) !== 0
    const dictionaryLength = [0, 1, 2, 4][descriptor & 3]!
    const sizeLength = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!
    this.#need((isSingle ? 0 : 1) + dictionaryLength + sizeLength)
    const window = isSingle ? 0 : this.#integer(1)
    if (this.#integer(dictionaryLength) !== 0) throw new Error('the file needs a zstd dictionary')
    const size = this.#integer(sizeLength) + (sizeLength === 2 ? 256 : 0)
    const base = 2 ** (10 + (window >> 3))
    this.#windowSize = isSingle ? size : base + (base / 8) * (window & 7)
    if (this.#windowSize > WINDOW_MAX) throw new Error(`a zstd window of ${this.#windowSize} bytes is too large`)
    this.#taken = 0
    this.#end = 0
    this.#isInFrame = true
    this.#literals.reset()
    this.#sequences.reset()
    return true
  }

  #block(): void {
    this.#need(3)
    const header = this.#integer(3)
    const type = (header >> 1) & 3
    const size = header >> 3
    if (type > COMPRESSED || size > BLOCK_MAX) throw new Error('damaged block')
    this.#makeRoom()
    this.#need(type === REPEATED ? 1 : size)
    const at = this.#inputAt
    if (type === RAW) this.#window.set(this.#input.subarray(at, at + size), this.#end)
    else if (type === REPEATED) this.#window.fill(this.#input[at]!, this.#end, this.#end + size)
    if (type === COMPRESSED) this.#unpack(at, at + size)
    else this.#end += size
    this.#inputAt += type === REPEATED ? 1 : size
    if ((header & 1) === 0) return
    this.#isInFrame = false
    if (!this.#hasChecksum) return
    this.#need(4)
    this.#inputAt += 4
  }

  #unpack(start: number, end: number): void {
    const literals = this.#literals
    const sequences = this.#sequences
    const window = this.#window
    sequences.begin(this.#input, literals.read(this.#input, start, end), end)
    const full = this.#end + BLOCK_MAX
    let at = this.#end
    let used = 0
    while (sequences.next()) {
      const { literalLength, matchLength, offset } = sequences
      const matchAt = at + literalLength
      if (used + literalLength > literals.length || matchAt + matchLength > full) throw new Error('damaged block')
      for (let i = 0; i < literalLength; i++) window[at + i] = literals.bytes[used + i]!
      used += literalLength
      if (offset > matchAt || offset <= 0) throw new Error('damaged offset')
      at = matchAt + matchLength
      for (let i = matchAt; i < at; i++) window[i] = window[i - offset]!
    }
    const rest = literals.length - used
    if (at + rest > full) throw new Error('damaged block')
    window.set(literals.bytes.subarray(used, literals.length), at)
    this.#end = at + rest
  }

  /** Room for one block behind what is there; keeps a window of history. */
  #makeRoom(): void {
    if (this.#end + BLOCK_MAX <= this.#window.length) return
    const wanted = this.#windowSize + Math.max(this.#windowSize, ROOM_MIN) + BLOCK_MAX
    const old = this.#window
    if (old.length < wanted) this.#window = new Uint8Array(Math.min(wanted, Math.max(old.length * 2, ROOM_MIN)))
    const kept = this.#window.length > old.length ? this.#end : Math.min(this.#end, this.#windowSize)
    this.#window.set(old.subarray(this.#end - kept, this.#end))
    this.#end = kept
    this.#taken = kept
  }

  #integer(length: number): number {
    let value = 0
    for (let i = length - 1; i >= 0; i--) value = value * 256 + this.#input[this.#inputAt + i]!
    this.#inputAt += length
    return value
  }

  #skip(length: number): void {
    for (let rest = length; rest > 0; ) {
      this.#need(1)
      const count = Math.min(rest, this.#inputEnd - this.#inputAt)
      this.#inputAt += count
      rest -= count
    }
  }

  #need(length: number): void {
    if (!this.#fill(length)) throw new Error('unexpected end of file')
  }

  /** @returns whether that many bytes are at hand. */
  #fill(length: number): boolean {
    if (this.#inputEnd - this.#inputAt >= length) return true
    this.#input.copyWithin(0, this.#inputAt, this.#inputEnd)
    this.#inputEnd -= this.#inputAt
    this.#inputAt = 0
    while (this.#inputEnd < length) {
      const count = this.#source.read(this.#input, this.#inputEnd, INPUT_LENGTH - this.#inputEnd)
      if (count === 0) return false
      this.#inputEnd += count
    }
    return true
  }
}
