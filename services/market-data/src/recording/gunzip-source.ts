/**
 * Unpacks gzip (RFC 1951, 1952) as it is asked for, synchronously and in bounded memory: node:zlib offers one or the
 * other. Holds the last 32 KiB that matches may point to and what has not been taken yet.
 *
 *     window: | ...32 KiB of history... | taken | not taken yet | room |
 */

import { Crc32 } from '../core/crc32.ts'
import { BitReader } from './bit-reader.ts'
import type { ByteSource } from './byte-source.ts'
import { HuffmanTable, LENGTH_MASK, SYMBOL_SHIFT } from './huffman.ts'

const HISTORY_LENGTH = 32 * 1024
const WINDOW_LENGTH = 256 * 1024
const MATCH_MAX = 258
/** Unpacking stops here, so that one more match fits. */
const FULL = WINDOW_LENGTH - MATCH_MAX
const END_OF_BLOCK = 256
const FIXED_LENGTHS = Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))
const FIXED_DISTANCES = new Uint8Array(30).fill(5)
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const LENGTH_BASES = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_EXTRAS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_EXTRAS = Array.from({ length: 30 }, (_, i) => (i < 2 ? 0 : (i - 2) >> 1))
const DISTANCE_BASES = DISTANCE_EXTRAS.map((extra, i) => (i < 2 ? i + 1 : 1 + ((2 + (i & 1)) << extra)))

const BEFORE_MEMBER = 0
const BEFORE_BLOCK = 1
const IN_STORED = 2
const IN_CODES = 3
const AFTER_MEMBER = 4
const AT_END = 5

const FLAG_HEADER_CRC = 2
const FLAG_EXTRA = 4
const FLAG_NAME = 8
const FLAG_COMMENT = 16

export class GunzipSource implements ByteSource {
  readonly #source: ByteSource
  readonly #in: BitReader
  readonly #window = new Uint8Array(WINDOW_LENGTH)
  readonly #literals = new HuffmanTable()
  readonly #distances = new HuffmanTable()
  readonly #lengths = new Uint8Array(320)
  readonly #crc = new Crc32()
  #state = BEFORE_MEMBER
  #isLastBlock = false
  #storedLeft = 0
  #memberLength = 0
  #taken = 0
  #end = 0

  constructor(source: ByteSource) {
    this.#source = source
    this.#in = new BitReader(source)
  }

  read(target: Uint8Array, offset: number, length: number): number {
    if (this.#taken === this.#end) this.#unpack()
    const count = Math.min(length, this.#end - this.#taken)
    target.set(this.#window.subarray(this.#taken, this.#taken + count), offset)
    this.#taken += count
    return count
  }

  close(): void {
    this.#source.close()
    this.#state = AT_END
    this.#taken = this.#end
  }

  /** Unpacks until the window is full or the file ends. */
  #unpack(): void {
    if (this.#end > HISTORY_LENGTH) {
      this.#window.copyWithin(0, this.#end - HISTORY_LENGTH, this.#end)
      this.#end = HISTORY_LENGTH
    }
    this.#taken = this.#end
    while (this.#end < FULL && this.#state !== AT_END) {
      const start = this.#end
      this.#step()
      this.#crc.add(this.#window, start, this.#end)
      this.#memberLength = (this.#memberLength + this.#end - start) >>> 0
    }
  }

  #step(): void {
    switch (this.#state) {
      case BEFORE_MEMBER:
        this.#beginMember()
        return
      case BEFORE_BLOCK:
        this.#beginBlock()
        return
      case IN_STORED:
        this.#copyStored()
        return
      case IN_CODES:
        this.#decode()
        return
      default:
        this.#endMember()
    }
  }

  #beginMember(): void {
    const first = this.#in.byte()
    if (first < 0) {
      this.#state = AT_END
      return
    }
    if (first !== 0x1f || this.#in.byte() !== 0x8b || this.#in.byte() !== 8) throw new Error('not gzip')
    const flags = this.#in.bits(8)
    for (let i = 0; i < 6; i++) this.#in.bits(8)
    if ((flags & FLAG_EXTRA) !== 0) for (let left = this.#in.bits(16); left > 0; left--) this.#in.bits(8)
    if ((flags & FLAG_NAME) !== 0) while (this.#in.bits(8) !== 0);
    if ((flags & FLAG_COMMENT) !== 0) while (this.#in.bits(8) !== 0);
    if ((flags & FLAG_HEADER_CRC) !== 0) this.#in.bits(16)
    this.#crc.reset()
    this.#memberLength = 0
    this.#state = BEFORE_BLOCK
  }

  #beginBlock(): void {
    this.#isLastBlock = this.#in.bits(1) === 1
    const type = this.#in.bits(2)
    if (type === 0) {
      this.#in.alignToByte()
      this.#storedLeft = this.#in.bits(16)
      if ((this.#in.bits(16) ^ 0xffff) !== this.#storedLeft) throw new Error('damaged stored block')
      this.#state = IN_STORED
      return
    }
    if (type === 3) throw new Error('damaged block')
    if (type === 1) {
      this.#literals.build(FIXED_LENGTHS, 0, FIXED_LENGTHS.length)
      this.#distances.build(FIXED_DISTANCES, 0, FIXED_DISTANCES.length)
    } else {
      this.#readCodes()
    }
    this.#state = IN_CODES
  }

  /** The code lengths of a dynamic block (RFC 1951, 3.2.7). */
  #readCodes(): void {
    const literalCount = this.#in.bits(5) + 257
    const distanceCount = this.#in.bits(5) + 1
    const codeCount = this.#in.bits(4) + 4
    const lengths = this.#lengths.fill(0)
    for (let i = 0; i < codeCount; i++) lengths[CODE_LENGTH_ORDER[i]!] = this.#in.bits(3)
    if (!this.#literals.build(lengths, 0, CODE_LENGTH_ORDER.length)) throw new Error('damaged code lengths')
    lengths.fill(0)
    const total = literalCount + distanceCount
    for (let i = 0; i < total; ) {
      const symbol = this.#symbol(this.#literals)
      if (symbol < 16) {
        lengths[i++] = symbol
        continue
      }
      if (symbol === 16 && i === 0) throw new Error('damaged code lengths')
      const repeated = symbol === 16 ? lengths[i - 1]! : 0
      const count = symbol === 16 ? 3 + this.#in.bits(2) : symbol === 17 ? 3 + this.#in.bits(3) : 11 + this.#in.bits(7)
      if (i + count > total) throw new Error('damaged code lengths')
      lengths.fill(repeated, i, i + count)
      i += count
    }
    const isGood =
      this.#literals.build(lengths, 0, literalCount) && this.#distances.build(lengths, literalCount, distanceCount)
    if (!isGood) throw new Error('damaged codes')
  }

  #copyStored(): void {
    while (this.#storedLeft > 0 && this.#end < FULL) {
      const byte = this.#in.byte()
      if (byte < 0) throw new Error('unexpected end of file')
      this.#window[this.#end++] = byte
      this.#storedLeft--
    }
    if (this.#storedLeft === 0) this.#endBlock()
  }

  #decode(): void {
    const window = this.#window
    const literals = this.#literals
    let end = this.#end
    while (end < FULL) {
      const symbol = this.#symbol(literals)
      if (symbol < END_OF_BLOCK) {
        window[end++] = symbol
        continue
      }
      if (symbol === END_OF_BLOCK) {
        this.#endBlock()
        break
      }
      const code = symbol - END_OF_BLOCK - 1
      if (code >= LENGTH_BASES.length) throw new Error('damaged length')
      const length = LENGTH_BASES[code]! + this.#in.bits(LENGTH_EXTRAS[code]!)
      const far = this.#symbol(this.#distances)
      if (far >= DISTANCE_BASES.length) throw new Error('damaged distance')
      const distance = DISTANCE_BASES[far]! + this.#in.bits(DISTANCE_EXTRAS[far]!)
      if (distance > end) throw new Error('damaged distance')
      for (let i = 0; i < length; i++, end++) window[end] = window[end - distance]!
    }
    this.#end = end
  }

  #symbol(table: HuffmanTable): number {
    const input = this.#in
    if (input.count < table.bits) input.fill()
    const entry = table.entries[input.hold & ((1 << table.bits) - 1)]!
    const length = entry & LENGTH_MASK
    if (length === 0) throw new Error('damaged code')
    if (length > input.count) throw new Error('unexpected end of file')
    input.hold >>>= length
    input.count -= length
    return entry >>> SYMBOL_SHIFT
  }

  #endBlock(): void {
    this.#state = this.#isLastBlock ? AFTER_MEMBER : BEFORE_BLOCK
  }

  #endMember(): void {
    this.#in.alignToByte()
    const crc = (this.#in.bits(16) | (this.#in.bits(16) << 16)) >>> 0
    const length = (this.#in.bits(16) | (this.#in.bits(16) << 16)) >>> 0
    if (crc !== this.#crc.value || length !== this.#memberLength) throw new Error('checksum does not match')
    this.#state = BEFORE_MEMBER
  }
}
