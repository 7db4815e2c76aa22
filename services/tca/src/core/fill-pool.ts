/**
 * Fills that wait for their horizons, in slots of fixed number, with what their measurements must name. Ids longer than
 * a slot has room for are not kept: such a fill counts in the aggregates, but its markouts are not told one by one.
 *
 *     slot: numbers (columns) | id bytes: ExecID, ClOrdID, Account, StrategyID, OrderID
 */

export const ID_COUNT = 5
export const ID = { EXEC: 0, CL_ORD: 1, ACCOUNT: 2, STRATEGY: 3, ORDER: 4 } as const
export const NO_SLOT = -1

const ID_LENGTH_MAX = 48

export class FillPool {
  /** Signed: +1 buy, -1 sell. */
  readonly side: Int8Array
  readonly instrument: Int32Array
  readonly cell: Int32Array
  readonly sizeBucket: Int32Array
  readonly liquidity: Int32Array
  /** Horizons still to come. */
  readonly waiting: Int32Array
  /** 1 once the fill itself is in its cell. */
  readonly isCounted: Uint8Array
  readonly fillNs: Float64Array
  readonly priceTicks: Float64Array
  readonly priceE8: Float64Array
  readonly qtyE8: Float64Array
  /** Mid strictly before the fill, as known when it was told; NaN. */
  readonly mid: Float64Array
  readonly feesBps: Float64Array
  readonly slippageBps: Float64Array
  readonly causeId: Float64Array
  readonly ingestNs: Float64Array
  readonly ids: Uint8Array
  readonly #idLengths: Int32Array
  readonly #next: Int32Array
  #free = 0
  #size = 0

  /** @param slots fills that may wait; one slot more takes the fill in hand when all are taken. */
  constructor(slots: number) {
    const capacity = slots + 1
    this.side = new Int8Array(capacity)
    this.instrument = new Int32Array(capacity)
    this.cell = new Int32Array(capacity)
    this.sizeBucket = new Int32Array(capacity)
    this.liquidity = new Int32Array(capacity)
    this.waiting = new Int32Array(capacity)
    this.isCounted = new Uint8Array(capacity)
    this.fillNs = new Float64Array(capacity)
    this.priceTicks = new Float64Array(capacity)
    this.priceE8 = new Float64Array(capacity)
    this.qtyE8 = new Float64Array(capacity)
    this.mid = new Float64Array(capacity)
    this.feesBps = new Float64Array(capacity)
    this.slippageBps = new Float64Array(capacity)
    this.causeId = new Float64Array(capacity)
    this.ingestNs = new Float64Array(capacity)
    this.ids = new Uint8Array(capacity * ID_COUNT * ID_LENGTH_MAX)
    this.#idLengths = new Int32Array(capacity * ID_COUNT)
    this.#next = Int32Array.from({ length: capacity }, (_, slot) => (slot + 1 < slots ? slot + 1 : NO_SLOT))
  }

  get size(): number {
    return this.#size
  }

  /** The slot beyond the free list: for a fill that finds no room to wait. */
  get spareSlot(): number {
    return this.side.length - 1
  }

  /** @returns a free slot, or NO_SLOT when as many fills wait as may. */
  take(): number {
    const slot = this.#free
    if (slot === NO_SLOT) return NO_SLOT
    this.#free = this.#next[slot]!
    this.#size++
    return slot
  }

  release(slot: number): void {
    this.#next[slot] = this.#free
    this.#free = slot
    this.#size--
  }

  setId(slot: number, id: number, bytes: Uint8Array, offset: number, length: number): void {
    const index = slot * ID_COUNT + id
    this.#idLengths[index] = length
    if (length > ID_LENGTH_MAX) return
    const start = index * ID_LENGTH_MAX
    for (let i = 0; i < length; i++) this.ids[start + i] = bytes[offset + i]!
  }

  idOffset(slot: number, id: number): number {
    return (slot * ID_COUNT + id) * ID_LENGTH_MAX
  }

  idLength(slot: number, id: number): number {
    return this.#idLengths[slot * ID_COUNT + id]!
  }

  /** Whether every id found room. */
  hasIds(slot: number): boolean {
    for (let id = 0; id < ID_COUNT; id++) if (this.idLength(slot, id) > ID_LENGTH_MAX) return false
    return true
  }

  /** The slot of a waiting fill of this execution, or NO_SLOT. A scan: for busts, which are rare. */
  find(bytes: Uint8Array, offset: number, length: number): number {
    for (let slot = 0; slot < this.spareSlot; slot++) {
      if (this.waiting[slot] === 0 || this.idLength(slot, ID.EXEC) !== length) continue
      let i = 0
      const start = this.idOffset(slot, ID.EXEC)
      while (i < length && this.ids[start + i] === bytes[offset + i]) i++
      if (i === length) return slot
    }
    return NO_SLOT
  }
}
