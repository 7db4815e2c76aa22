/** Literals of a zstd block: raw, repeated or Huffman-coded (RFC 8878, 3.1.1.3.1 and 4.2). */

import { BackwardBits } from './backward-bits.ts'
import { FseTable } from './fse-table.ts'

const LITERALS_MAX = 128 * 1024
const CODE_BITS_MAX = 11
const WEIGHTS_MAX = 255
const RAW = 0
const REPEATED = 1
const TREELESS = 3

export class Literals {
  readonly bytes = new Uint8Array(LITERALS_MAX)
  length = 0
  readonly #bits = new BackwardBits()
  readonly #weightTable = new FseTable()
  readonly #weights = new Uint8Array(WEIGHTS_MAX + 1)
  readonly #symbols = new Uint8Array(1 << CODE_BITS_MAX)
  readonly #lengths = new Uint8Array(1 << CODE_BITS_MAX)
  /** Bits of the longest code; 0 while there is no table. */
  #tableLog = 0

  /** A new frame: no table to repeat. */
  reset(): void {
    this.#tableLog = 0
  }

  /** Reads the literals section. @returns where it ends. @throws Error when it is damaged. */
  read(source: Uint8Array, start: number, end: number): number {
    const first = source[start]!
    const type = first & 3
    const format = (first >> 2) & 3
    if (type === RAW || type === REPEATED) return this.#readPlain(source, start, end, type, format)
    const header = format < 2 ? 3 : format + 2
    if (start + header > end) throw new Error('damaged literals')
    const sizeBits = format < 2 ? 10 : format === 2 ? 14 : 18
    let word = 0
    for (let i = header - 1; i >= 0; i--) word = word * 256 + source[start + i]!
    const sizes = Math.floor(word / 16)
    this.#setLength(sizes % 2 ** sizeBits)
    let at = start + header
    const next = at + Math.floor(sizes / 2 ** sizeBits)
    if (next > end) throw new Error('damaged literals')
    if (type !== TREELESS) at = this.#readTable(source, at, next)
    else if (this.#tableLog === 0) throw new Error('damaged literals: no table')
    if (format === 0) this.#decode(source, at, next, 0, this.length)
    else this.#decodeFour(source, at, next)
    return next
  }

  #readPlain(source: Uint8Array, start: number, end: number, type: number, format: number): number {
    const header = format === 1 ? 2 : format === 3 ? 3 : 1
    const word = source[start]! | (source[start + 1]! << 8) | (source[start + 2]! << 16)
    this.#setLength(header === 1 ? (word & 0xff) >> 3 : header === 2 ? (word & 0xffff) >> 4 : word >> 4)
    const at = start + header
    const next = at + (type === RAW ? this.length : 1)
    if (next > end) throw new Error('damaged literals')
    if (type === RAW) this.bytes.set(source.subarray(at, next))
    else this.bytes.fill(source[at]!, 0, this.length)
    return next
  }

  #setLength(length: number): void {
    if (length > LITERALS_MAX) throw new Error('damaged literals')
    this.length = length
  }

  #decodeFour(source: Uint8Array, start: number, end: number): void {
    const streams = start + 6
    const each = (this.length + 3) >> 2
    if (streams > end || each * 3 > this.length) throw new Error('damaged literals')
    let at = streams
    for (let i = 0; i < 4; i++) {
      const size = i < 3 ? source[start + 2 * i]! | (source[start + 2 * i + 1]! << 8) : end - at
      if (at + size > end) throw new Error('damaged literals')
      this.#decode(source, at, at + size, each * i, i < 3 ? each * (i + 1) : this.length)
      at += size
    }
  }

  #decode(source: Uint8Array, start: number, end: number, from: number, to: number): void {
    const bits = this.#bits
    const tableLog = this.#tableLog
    bits.wrap(source, start, end)
    for (let i = from; i < to; i++) {
      const code = bits.peek(tableLog)
      this.bytes[i] = this.#symbols[code]!
      bits.position -= this.#lengths[code]!
    }
    if (bits.position !== 0) throw new Error('damaged literals')
  }

  /** @returns where the table's description ends. */
  #readTable(source: Uint8Array, start: number, end: number): number {
    const header = source[start]!
    let count: number
    let next: number
    if (header >= 128) {
      count = header - 127
      next = start + 1 + ((count + 1) >> 1)
      if (next > end) throw new Error('damaged table')
      for (let i = 0; i < count; i++) {
        const pair = source[start + 1 + (i >> 1)]!
        this.#weights[i] = i % 2 === 0 ? pair >> 4 : pair & 15
      }
    } else {
      next = start + 1 + header
      if (next > end) throw new Error('damaged table')
      count = this.#readWeights(source, start + 1, next)
    }
    this.#build(count)
    return next
  }

  /** Weights coded by two states that take turns. @returns how many. */
  #readWeights(source: Uint8Array, start: number, end: number): number {
    const table = this.#weightTable
    const bits = this.#bits
    bits.wrap(source, table.read(source, start, end, 6, 13), end)
    let one = bits.read(table.accuracyLog)
    let other = bits.read(table.accuracyLog)
    let count = 0
    while (count < WEIGHTS_MAX) {
      this.#weights[count++] = table.symbols[one]!
      const width = table.bits[one]!
      if (bits.position < width) {
        this.#weights[count++] = table.symbols[other]!
        return count
      }
      const next = table.bases[one]! + bits.read(width)
      one = other
      other = next
    }
    throw new Error('damaged table')
  }

  /** @param count of weights read; the last one follows from the others (4.2.1.1). */
  #build(count: number): void {
    const weights = this.#weights
    let sum = 0
    for (let i = 0; i < count; i++) sum += weights[i]! > 0 ? 1 << (weights[i]! - 1) : 0
    const tableLog = 32 - Math.clz32(sum)
    const rest = (1 << tableLog) - sum
    if (sum === 0 || tableLog > CODE_BITS_MAX || (rest & (rest - 1)) !== 0) throw new Error('damaged table')
    weights[count] = 32 - Math.clz32(rest)
    let code = 0
    for (let weight = 1; weight <= tableLog; weight++)
      for (let symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] !== weight) continue
        const width = 1 << (weight - 1)
        this.#symbols.fill(symbol, code, code + width)
        this.#lengths.fill(tableLog + 1 - weight, code, code + width)
        code += width
      }
    this.#tableLog = tableLog
  }
}
