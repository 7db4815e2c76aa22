/**
 * Canonical Huffman codes of DEFLATE (RFC 1951, 3.2.2) as one table: the next 15 bits of the stream -> symbol and
 * length.
 */

export const CODE_BITS_MAX = 15
const TABLE_LENGTH = 1 << CODE_BITS_MAX
const LENGTH_BITS = 4
export const LENGTH_MASK = (1 << LENGTH_BITS) - 1
export const SYMBOL_SHIFT = LENGTH_BITS

export class HuffmanTable {
  /** By the next `bits` bits: symbol << 4 | length of its code; 0 for bits that are no code. */
  readonly entries = new Uint16Array(TABLE_LENGTH)
  bits = 0
  readonly #counts = new Uint16Array(CODE_BITS_MAX + 1)
  readonly #nextCodes = new Uint16Array(CODE_BITS_MAX + 1)

  /**
   * @param lengths length of each symbol's code, 0 for symbols that do not occur. @returns false for lengths that make
   * no code.
   */
  build(lengths: Uint8Array, first: number, count: number): boolean {
    this.#counts.fill(0)
    for (let i = 0; i < count; i++) this.#counts[lengths[first + i]!]!++
    this.#counts[0] = 0
    let code = 0
    this.bits = 1
    for (let length = 1; length <= CODE_BITS_MAX; length++) {
      code = (code + this.#counts[length - 1]!) << 1
      if (code + this.#counts[length]! > 1 << length) return false
      this.#nextCodes[length] = code
      if (this.#counts[length]! > 0) this.bits = length
    }
    const size = 1 << this.bits
    this.entries.fill(0, 0, size)
    for (let symbol = 0; symbol < count; symbol++) {
      const length = lengths[first + symbol]!
      if (length === 0) continue
      const entry = (symbol << SYMBOL_SHIFT) | length
      const start = reversed(this.#nextCodes[length]!++, length)
      for (let i = start; i < size; i += 1 << length) this.entries[i] = entry
    }
    return true
  }
}

/** Codes stand in the stream with the first bit lowest. */
function reversed(code: number, length: number): number {
  let result = 0
  for (let i = 0; i < length; i++) result = (result << 1) | ((code >>> i) & 1)
  return result
}
