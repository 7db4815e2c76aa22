/**
 * Duplicate economics: how many orders with the same strategy, instrument, side, quantity and price were approved
 * within the window. A ring of the last orders, those of one hash linked from the youngest to the oldest, so that a
 * count looks at equals and at few others however many orders are in the window.
 *
 *     heads[hash] -> number of the youngest -> previous -> ...      a number below next - capacity is forgotten
 */
const NONE = -1

export interface Economics {
  readonly nowNs: number
  readonly qtyLots: number
  readonly priceTicks: number
}

export class RecentOrders {
  /** Orders with the same economics allowed in the window; Infinity: no check. */
  readonly max: number
  readonly #windowNs: number
  readonly #mask: number
  readonly #heads: Float64Array
  readonly #previous: Float64Array
  readonly #times: Float64Array
  readonly #keys: Int32Array
  readonly #qtys: Float64Array
  readonly #prices: Float64Array
  #next = 0

  /** @param capacity a power of two: orders remembered. */
  constructor(max: number, windowNs: number, capacity: number) {
    this.max = max
    this.#windowNs = windowNs
    this.#mask = capacity - 1
    this.#heads = new Float64Array(capacity).fill(NONE)
    this.#previous = new Float64Array(capacity).fill(NONE)
    this.#times = new Float64Array(capacity).fill(Number.NEGATIVE_INFINITY)
    this.#keys = new Int32Array(capacity)
    this.#qtys = new Float64Array(capacity)
    this.#prices = new Float64Array(capacity)
  }

  /**
   * @param order an object, not its numbers: V8 boxes doubles that it passes to a call. @param key instrument, strategy
   * and side as one number. @returns same orders in (now - window, now].
   */
  countSame(order: Economics, key: number): number {
    const { nowNs, qtyLots, priceTicks } = order
    let count = 0
    const edge = nowNs - this.#windowNs
    const oldest = this.#next - this.#mask - 1
    let number = this.#heads[this.#hash(key, qtyLots, priceTicks)]!
    while (number >= oldest && number !== NONE) {
      const i = number & this.#mask
      if (this.#times[i]! <= edge) break
      if (this.#keys[i] === key && this.#qtys[i] === qtyLots && this.#prices[i] === priceTicks) count++
      number = this.#previous[i]!
    }
    return count
  }

  /** Whether `max` is finite: orders need not be remembered otherwise. */
  get isOn(): boolean {
    return this.max < Number.POSITIVE_INFINITY
  }

  add(order: Economics, key: number): void {
    const { nowNs, qtyLots, priceTicks } = order
    const i = this.#next & this.#mask
    const hash = this.#hash(key, qtyLots, priceTicks)
    this.#previous[i] = this.#heads[hash]!
    this.#heads[hash] = this.#next
    this.#times[i] = nowNs
    this.#keys[i] = key
    this.#qtys[i] = qtyLots
    this.#prices[i] = priceTicks
    this.#next++
  }

  #hash(key: number, qtyLots: number, priceTicks: number): number {
    const mixed =
      Math.imul(key, 0x9e3779b1) ^ Math.imul(qtyLots | 0, 0x85ebca6b) ^ Math.imul(priceTicks | 0, 0xc2b2ae35)
    return (mixed ^ (mixed >>> 15)) & this.#mask
  }
}
