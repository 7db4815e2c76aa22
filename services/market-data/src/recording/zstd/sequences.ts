/** Sequences of a zstd block: literals to copy, then a match to repeat (RFC 8878, 3.1.1.3.2). */

import { BackwardBits } from './backward-bits.ts'
import { FseTable } from './fse-table.ts'

const LITERAL_COUNTS = [
  4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
]
const MATCH_COUNTS = [1, 4, 3, 2, 2, 2, 2, 2, 2, ...Array<number>(37).fill(1), -1, -1, -1, -1, -1, -1, -1]
const OFFSET_COUNTS = [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]
const LITERAL_BITS = [...Array<number>(16).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
const MATCH_BITS = [
  ...Array<number>(32).fill(0),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
]
const LITERAL_BASES = basesOf(LITERAL_BITS, 0)
const MATCH_BASES = basesOf(MATCH_BITS, 3)
const OFFSET_CODE_MAX = 31
const PREDEFINED = 0
const SINGLE = 1
const DESCRIBED = 2

/** One of the three codes of a sequence, with the table in use. */
interface Code {
  readonly table: FseTable
  readonly accuracyLog: number
  readonly counts: readonly number[]
  readonly accuracyLogMax: number
  readonly symbolsMax: number
  isSet: boolean
}

export class Sequences {
  /** How many are left to be read. */
  count = 0
  literalLength = 0
  matchLength = 0
  offset = 0
  readonly #bits = new BackwardBits()
  readonly #literal = code(6, LITERAL_COUNTS, 9, 36)
  readonly #offset = code(5, OFFSET_COUNTS, 8, 32)
  readonly #match = code(6, MATCH_COUNTS, 9, 53)
  readonly #repeats = new Float64Array(3)
  #literalState = 0
  #offsetState = 0
  #matchState = 0

  /** A new frame: no tables to repeat, the first offsets. */
  reset(): void {
    for (const each of [this.#literal, this.#offset, this.#match]) each.isSet = false
    this.#repeats.set([1, 4, 8])
  }

  /** Reads the section's header and tables. @throws Error when it is damaged. */
  begin(source: Uint8Array, start: number, end: number): void {
    if (start >= end) throw new Error('damaged sequences')
    const first = source[start]!
    let at = start + 1
    this.count = first
    if (first >= 255) {
      this.count = source[at]! + (source[at + 1]! << 8) + 0x7f00
      at += 2
    } else if (first >= 128) this.count = ((first - 128) << 8) + source[at++]!
    if (this.count === 0) return
    const modes = source[at++]!
    at = setTable(this.#literal, modes >> 6, source, at, end)
    at = setTable(this.#offset, (modes >> 4) & 3, source, at, end)
    at = setTable(this.#match, (modes >> 2) & 3, source, at, end)
    this.#bits.wrap(source, at, end)
    this.#literalState = this.#bits.read(this.#literal.table.accuracyLog)
    this.#offsetState = this.#bits.read(this.#offset.table.accuracyLog)
    this.#matchState = this.#bits.read(this.#match.table.accuracyLog)
  }

  /** Reads the next sequence. @returns false when there is none. */
  next(): boolean {
    if (this.count === 0) return false
    const bits = this.#bits
    const offsetCode = this.#offset.table.symbols[this.#offsetState]!
    const literalCode = this.#literal.table.symbols[this.#literalState]!
    const matchCode = this.#match.table.symbols[this.#matchState]!
    if (offsetCode > OFFSET_CODE_MAX) throw new Error('damaged sequences')
    const offsetValue = 2 ** offsetCode + bits.read(offsetCode)
    this.matchLength = MATCH_BASES[matchCode]! + bits.read(MATCH_BITS[matchCode]!)
    this.literalLength = LITERAL_BASES[literalCode]! + bits.read(LITERAL_BITS[literalCode]!)
    this.offset = this.#offsetOf(offsetValue)
    if (--this.count > 0) {
      this.#literalState = nextState(this.#literal.table, this.#literalState, bits)
      this.#matchState = nextState(this.#match.table, this.#matchState, bits)
      this.#offsetState = nextState(this.#offset.table, this.#offsetState, bits)
    }
    if (bits.position < 0 || (this.count === 0 && bits.position !== 0)) throw new Error('damaged sequences')
    return true
  }

  /** Values up to 3 name one of the last three offsets (3.1.1.5). */
  #offsetOf(value: number): number {
    const repeats = this.#repeats
    const index = value > 3 ? 3 : value - (this.literalLength === 0 ? 0 : 1)
    const offset = value > 3 ? value - 3 : index === 3 ? repeats[0]! - 1 : repeats[index]!
    if (index === 0) return offset
    if (index > 1) repeats[2] = repeats[1]!
    repeats[1] = repeats[0]!
    repeats[0] = offset
    return offset
  }
}

function nextState(table: FseTable, state: number, bits: BackwardBits): number {
  return table.bases[state]! + bits.read(table.bits[state]!)
}

function code(accuracyLog: number, counts: readonly number[], accuracyLogMax: number, symbolsMax: number): Code {
  return { table: new FseTable(), accuracyLog, counts, accuracyLogMax, symbolsMax, isSet: false }
}

/** @returns where the table's description ends. */
function setTable(each: Code, mode: number, source: Uint8Array, start: number, end: number): number {
  let next = start
  if (mode === PREDEFINED) each.table.setCounts(each.accuracyLog, each.counts)
  else if (mode === SINGLE) {
    if (start >= end || source[start]! >= each.symbolsMax) throw new Error('damaged sequences')
    each.table.setSingle(source[start]!)
    next = start + 1
  } else if (mode === DESCRIBED) next = each.table.read(source, start, end, each.accuracyLogMax, each.symbolsMax)
  else if (!each.isSet) throw new Error('damaged sequences: no table')
  each.isSet = true
  return next
}

function basesOf(bits: readonly number[], first: number): number[] {
  const bases: number[] = []
  let base = first
  for (const width of bits) {
    bases.push(base)
    base += 2 ** width
  }
  return bases
}
