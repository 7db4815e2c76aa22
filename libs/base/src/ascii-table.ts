/**
 * Interns byte strings (order ids, execution ids, symbols): the same bytes give the same small integer, so that cores
 * compare and index by number and never make a JavaScript string per message. Ids are dense from 0 in order of arrival;
 * entries are not removed one by one (a day's ids stay, as duplicate detection wants it).
 *
 *     slots:  open addressing over ids          arena:  |bytes of id 0|bytes of id 1|...
 */

export const NOT_FOUND = -1

/** Bytes copied at once; the arena is longer by so many. */
const WORD = 4

export class AsciiTable {
  #slots: Int32Array
  #mask: number
  #hashes: Int32Array
  #starts: Float64Array
  #arena: Uint8Array
  #arenaView: DataView
  #size = 0

  constructor(capacity = 1024, averageLength = 16) {
    let length = 16
    while (length < capacity * 2) length *= 2
    this.#slots = new Int32Array(length).fill(NOT_FOUND)
    this.#mask = length - 1
    this.#hashes = new Int32Array(length / 2)
    this.#starts = new Float64Array(length / 2 + 1)
    this.#arena = new Uint8Array((length / 2) * averageLength + WORD)
    this.#arenaView = new DataView(this.#arena.buffer)
  }

  get size(): number {
    return this.#size
  }

  /** @returns the id of these bytes, or NOT_FOUND. */
  find(bytes: Uint8Array, offset: number, length: number): number {
    const hash = hashBytes(bytes, offset, length)
    let i = hash & this.#mask
    while (true) {
      const id = this.#slots[i]!
      if (id === NOT_FOUND) return NOT_FOUND
      if (this.#hashes[id] === hash && this.#equals(id, bytes, offset, length)) return id
      i = (i + 1) & this.#mask
    }
  }

  /** @returns the id of these bytes, adding them when new: compare `size` before and after to know which. */
  intern(bytes: Uint8Array, offset: number, length: number): number {
    const hash = hashBytes(bytes, offset, length)
    let i = hash & this.#mask
    while (true) {
      const id = this.#slots[i]!
      if (id === NOT_FOUND) break
      if (this.#hashes[id] === hash && this.#equals(id, bytes, offset, length)) return id
      i = (i + 1) & this.#mask
    }
    if (this.#size === this.#hashes.length) {
      this.#grow()
      return this.intern(bytes, offset, length)
    }
    const id = this.#size++
    const start = this.#starts[id]!
    if (start + length + WORD > this.#arena.length) this.#growArena(start + length + WORD)
    for (let k = 0; k < length; k++) this.#arena[start + k] = bytes[offset + k]!
    this.#starts[id + 1] = start + length
    this.#hashes[id] = hash
    this.#slots[i] = id
    return id
  }

  internString(text: string): number {
    const bytes = Buffer.from(text, 'latin1')
    return this.intern(bytes, 0, bytes.length)
  }

  lengthOf(id: number): number {
    return this.#starts[id + 1]! - this.#starts[id]!
  }

  /** Copies the bytes of `id` to `target`. @returns how many. */
  copyTo(id: number, target: Uint8Array, offset: number): number {
    const start = this.#starts[id]!
    const length = this.#starts[id + 1]! - start
    for (let k = 0; k < length; k++) target[offset + k] = this.#arena[start + k]!
    return length
  }

  /** Copies the bytes of `id`, four at a time: writes up to three bytes behind them. @returns how many the text has. */
  putTo(id: number, target: DataView, offset: number): number {
    const start = this.#starts[id]! | 0
    const length = (this.#starts[id + 1]! | 0) - start
    const arena = this.#arenaView
    for (let k = 0; k < length; k += WORD) target.setInt32(offset + k, arena.getInt32(start + k, true), true)
    return length
  }

  /** For the edge (logs, screens): allocates. */
  text(id: number): string {
    return Buffer.from(this.#arena.subarray(this.#starts[id]!, this.#starts[id + 1]!)).toString('latin1')
  }

  clear(): void {
    this.#slots.fill(NOT_FOUND)
    this.#size = 0
  }

  #equals(id: number, bytes: Uint8Array, offset: number, length: number): boolean {
    const start = this.#starts[id]!
    if (this.#starts[id + 1]! - start !== length) return false
    for (let k = 0; k < length; k++) if (this.#arena[start + k] !== bytes[offset + k]) return false
    return true
  }

  #grow(): void {
    const length = this.#slots.length * 2
    this.#slots = new Int32Array(length).fill(NOT_FOUND)
    this.#mask = length - 1
    const hashes = new Int32Array(length / 2)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    const starts = new Float64Array(length / 2 + 1)
    starts.set(this.#starts)
    this.#starts = starts
    for (let id = 0; id < this.#size; id++) {
      let i = this.#hashes[id]! & this.#mask
      while (this.#slots[i] !== NOT_FOUND) i = (i + 1) & this.#mask
      this.#slots[i] = id
    }
  }

  #growArena(needed: number): void {
    const arena = new Uint8Array(Math.max(needed, this.#arena.length * 2))
    arena.set(this.#arena)
    this.#arena = arena
    this.#arenaView = new DataView(arena.buffer)
  }
}

/** FNV-1a, 32 bits, finished by a shift-multiply so that low bits spread. */
export function hashBytes(bytes: Uint8Array, offset: number, length: number): number {
  let h = 0x811c9dc5
  for (let k = 0; k < length; k++) h = Math.imul(h ^ bytes[offset + k]!, 0x01000193)
  h ^= h >>> 15
  return Math.imul(h, 0x2c1b3c6d) | 0
}
