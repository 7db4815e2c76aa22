import { AsciiTable, NOT_FOUND } from '@reflex/base'

/**
 * ExecIDs of one venue, for exactly once, and what each fill was, for busts and corrections: those name a fill by its
 * ExecID, or by that of its last correction.
 */
export class FillMemory {
  readonly #ids: AsciiTable
  /** Order and quantity now in force of the fill an ExecID belongs to, stored at its first ExecID: `#root`. */
  #orders: Int32Array
  #qtyE8: Float64Array
  #root: Int32Array

  constructor(capacity: number) {
    this.#ids = new AsciiTable(capacity)
    this.#orders = new Int32Array(capacity)
    this.#qtyE8 = new Float64Array(capacity)
    this.#root = new Int32Array(capacity)
  }

  get size(): number {
    return this.#ids.size
  }

  /** @returns a new id, or NOT_FOUND when these bytes were seen before. */
  add(bytes: Uint8Array, offset: number, length: number): number {
    const known = this.#ids.size
    const id = this.#ids.intern(bytes, offset, length)
    if (id < known) return NOT_FOUND
    if (id >= this.#root.length) this.#grow()
    this.#root[id] = NOT_FOUND
    return id
  }

  /** The execution is a fill. */
  setFill(id: number, order: number, column: Float64Array, index: number): void {
    this.#root[id] = id
    this.#orders[id] = order
    this.#qtyE8[id] = column[index]!
  }

  /** @returns the fill of an order that an ExecID leads to, NOT_FOUND for none. */
  find(bytes: Uint8Array, offset: number, length: number, order: number): number {
    const id = this.#ids.find(bytes, offset, length)
    const root = id === NOT_FOUND ? NOT_FOUND : this.#root[id]!
    return root !== NOT_FOUND && this.#orders[root] === order ? root : NOT_FOUND
  }

  qtyE8Of(fill: number): number {
    return this.#qtyE8[fill]!
  }

  /** A bust (0) or correction with an ExecID of its own changes a fill. */
  amend(fill: number, id: number, qtyE8: number): void {
    this.#qtyE8[fill] = qtyE8
    if (id !== NOT_FOUND) this.#root[id] = fill
  }

  #grow(): void {
    const length = this.#root.length * 2
    const orders = new Int32Array(length)
    orders.set(this.#orders)
    this.#orders = orders
    const qtyE8 = new Float64Array(length)
    qtyE8.set(this.#qtyE8)
    this.#qtyE8 = qtyE8
    const root = new Int32Array(length)
    root.set(this.#root)
    this.#root = root
  }
}
