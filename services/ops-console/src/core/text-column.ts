/**
 * Short texts of a bounded table, one cell a row, in one array: ids of orders and executions come and go without
 * garbage, which no table of interned texts could promise (it only grows). Longer texts are cut.
 *
 *     bytes   |row 0: width bytes|row 1|...      lengths [n, ...]   hashes [h, ...]
 */

import type { FieldReader } from '@reflex/fix'

export const NO_ROW = -1
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

export class TextColumn {
  readonly rows: number
  readonly width: number
  readonly #bytes: Uint8Array
  readonly #lengths: Uint8Array
  readonly #hashes: Int32Array

  /** @param width bytes kept of each text, 1..255. */
  constructor(rows: number, width: number) {
    this.rows = rows
    this.width = width
    this.#bytes = new Uint8Array(rows * width)
    this.#lengths = new Uint8Array(rows)
    this.#hashes = new Int32Array(rows)
  }

  set(row: number, bytes: Uint8Array, offset: number, length: number): void {
    const kept = length < this.width ? length : this.width
    const start = row * this.width
    for (let i = 0; i < kept; i++) this.#bytes[start + i] = bytes[offset + i]!
    this.#lengths[row] = kept
    this.#hashes[row] = hashOf(bytes, offset, kept)
  }

  /** The value of a field, or nothing when it is absent. */
  setField(row: number, source: FieldReader, tag: number): void {
    const slot = source.find(tag)
    if (slot < 0) this.clear(row)
    else this.set(row, source.bytes, source.offsets[slot]!, source.lengths[slot]!)
  }

  clear(row: number): void {
    this.#lengths[row] = 0
    this.#hashes[row] = 0
  }

  /**
   * @returns the first row with this text, or NO_ROW. Compares a word a row: a few hundred rows take a fraction of a
   * microsecond.
   */
  find(bytes: Uint8Array, offset: number, length: number): number {
    const kept = length < this.width ? length : this.width
    if (kept < 1) return NO_ROW
    const hashes = this.#hashes
    const hash = hashOf(bytes, offset, kept)
    for (let row = 0; row < hashes.length; row++) {
      if (hashes[row] === hash && this.#isAt(row, bytes, offset, kept)) return row
    }
    return NO_ROW
  }

  findField(source: FieldReader, tag: number): number {
    const slot = source.find(tag)
    return slot < 0 ? NO_ROW : this.find(source.bytes, source.offsets[slot]!, source.lengths[slot]!)
  }

  /** For screens: allocates. */
  text(row: number): string {
    const start = row * this.width
    let text = ''
    for (let i = start; i < start + this.#lengths[row]!; i++) text += String.fromCharCode(this.#bytes[i]!)
    return text
  }

  #isAt(row: number, bytes: Uint8Array, offset: number, length: number): boolean {
    if (this.#lengths[row] !== length) return false
    const start = row * this.width
    for (let i = 0; i < length; i++) if (this.#bytes[start + i] !== bytes[offset + i]) return false
    return true
  }
}

/** FNV-1a; never 0, which marks an empty cell. */
function hashOf(bytes: Uint8Array, offset: number, length: number): number {
  let hash = FNV_OFFSET
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[offset + i]!, FNV_PRIME)
  return hash | 0 || 1
}
