/**
 * Sections of a snapshot, in a fixed order: numbers as little-endian doubles, columns of the first `size` rows, texts
 * with their length. Grows as needed; used between turns only.
 */

import type { AsciiTable } from '@reflex/base'

export class SnapshotWriter {
  #bytes = new Uint8Array(1 << 16)
  #view = new DataView(this.#bytes.buffer)
  #at = 0

  number(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#at, value, true)
    this.#at += 8
  }

  doubles(column: Float64Array, size: number): void {
    this.#reserve(size * 8)
    for (let i = 0; i < size; i++) this.#view.setFloat64(this.#at + i * 8, column[i]!, true)
    this.#at += size * 8
  }

  ints(column: Int32Array, size: number): void {
    this.#reserve(size * 4)
    for (let i = 0; i < size; i++) this.#view.setInt32(this.#at + i * 4, column[i]!, true)
    this.#at += size * 4
  }

  table(table: AsciiTable): void {
    this.number(table.size)
    for (let id = 0; id < table.size; id++) {
      const length = table.lengthOf(id)
      this.number(length)
      this.#reserve(length)
      table.copyTo(id, this.#bytes, this.#at)
      this.#at += length
    }
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at)
  }

  #reserve(length: number): void {
    if (this.#at + length <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + length))
    grown.set(this.#bytes)
    this.#bytes = grown
    this.#view = new DataView(grown.buffer)
  }
}

export class SnapshotReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  number(): number {
    this.#at += 8
    return this.#view.getFloat64(this.#at - 8, true)
  }

  doubles(column: Float64Array, size: number): void {
    for (let i = 0; i < size; i++) column[i] = this.#view.getFloat64(this.#at + i * 8, true)
    this.#at += size * 8
  }

  ints(column: Int32Array, size: number): void {
    for (let i = 0; i < size; i++) column[i] = this.#view.getInt32(this.#at + i * 4, true)
    this.#at += size * 4
  }

  /**
   * Interns the texts in their old order, so that ids are the same as before. @param table an empty one, or one that
   * begins with the same texts.
   */
  table(table: AsciiTable): void {
    const size = this.number()
    for (let id = 0; id < size; id++) {
      const length = this.number()
      table.intern(this.#bytes, this.#at, length)
      this.#at += length
    }
  }
}
