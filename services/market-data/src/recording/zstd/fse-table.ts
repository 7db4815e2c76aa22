/** Tables of zstd's finite state entropy coder (RFC 8878, 4.1): state to symbol, bits to read, next state's base. */

const SYMBOLS_MAX = 256
const STATES_MAX = 512

export class FseTable {
  accuracyLog = 0
  readonly symbols = new Uint8Array(STATES_MAX)
  readonly bits = new Uint8Array(STATES_MAX)
  readonly bases = new Uint16Array(STATES_MAX)
  readonly #counts = new Int16Array(SYMBOLS_MAX)
  readonly #nexts = new Uint16Array(SYMBOLS_MAX)

  /** A table of one symbol that takes no bits. */
  setSingle(symbol: number): void {
    this.accuracyLog = 0
    this.symbols[0] = symbol
    this.bits[0] = 0
    this.bases[0] = 0
  }

  setCounts(accuracyLog: number, counts: readonly number[]): void {
    for (let i = 0; i < counts.length; i++) this.#counts[i] = counts[i]!
    this.#build(accuracyLog, counts.length)
  }

  /** Reads a description (4.1.1). @returns where it ends. @throws Error when it is damaged. */
  read(bytes: Uint8Array, start: number, end: number, accuracyLogMax: number, symbolsMax: number): number {
    let position = 0
    const bitsAt = (count: number): number => {
      const i = start + (position >>> 3)
      const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
      const value = (word >>> (position & 7)) & ((1 << count) - 1)
      position += count
      return value
    }
    const accuracyLog = bitsAt(4) + 5
    if (accuracyLog > accuracyLogMax) throw new Error('damaged table')
    let remaining = 1 << accuracyLog
    let symbol = 0
    while (remaining > 0) {
      if (symbol >= symbolsMax || start + (position >>> 3) >= end) throw new Error('damaged table')
      const width = 32 - Math.clz32(remaining + 1)
      const lowMask = (1 << (width - 1)) - 1
      const threshold = (1 << width) - 1 - (remaining + 1)
      let value = bitsAt(width)
      if ((value & lowMask) < threshold) {
        position--
        value &= lowMask
      } else if (value > lowMask) value -= threshold
      const count = value - 1
      remaining -= count < 0 ? 1 : count
      this.#counts[symbol++] = count
      if (count === 0) symbol = this.#skipZeros(bitsAt, symbol, symbolsMax)
    }
    if (remaining !== 0) throw new Error('damaged table')
    const next = start + ((position + 7) >>> 3)
    if (next > end) throw new Error('damaged table')
    this.#build(accuracyLog, symbol)
    return next
  }

  #skipZeros(bitsAt: (count: number) => number, from: number, symbolsMax: number): number {
    let symbol = from
    for (let repeat = 3; repeat === 3; ) {
      repeat = bitsAt(2)
      if (symbol + repeat > symbolsMax) throw new Error('damaged table')
      for (let i = 0; i < repeat; i++) this.#counts[symbol++] = 0
    }
    return symbol
  }

  #build(accuracyLog: number, symbolCount: number): void {
    const size = 1 << accuracyLog
    const counts = this.#counts
    const nexts = this.#nexts
    this.accuracyLog = accuracyLog
    let high = size
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      if (counts[symbol] !== -1) continue
      this.symbols[--high] = symbol
      nexts[symbol] = 1
    }
    const step = (size >> 1) + (size >> 3) + 3
    let position = 0
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      const count = counts[symbol]!
      if (count <= 0) continue
      nexts[symbol] = count
      for (let i = 0; i < count; i++) {
        this.symbols[position] = symbol
        do position = (position + step) & (size - 1)
        while (position >= high)
      }
    }
    if (position !== 0) throw new Error('damaged table')
    for (let state = 0; state < size; state++) {
      const next = nexts[this.symbols[state]!]!++
      const bits = accuracyLog - (31 - Math.clz32(next))
      this.bits[state] = bits
      this.bases[state] = (next << bits) - size
    }
  }
}
