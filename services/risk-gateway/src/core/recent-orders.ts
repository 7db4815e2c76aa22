/**
 * Duplicate economics: how many orders with the same strategy, instrument, side, quantity and price were approved
 * within the window. A ring of the last orders, walked backwards until the window's edge; the ring's length bounds the
 * walk.
 */
export class RecentOrders {
  /** Orders with the same economics allowed in the window; Infinity: no check. */
  readonly max: number
  readonly #windowNs: number
  readonly #mask: number
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
    this.#times = new Float64Array(capacity).fill(Number.NEGATIVE_INFINITY)
    this.#keys = new Int32Array(capacity)
    this.#qtys = new Float64Array(capacity)
    this.#prices = new Float64Array(capacity)
  }

  /** @param key instrument, strategy and side as one number. @returns same orders in (now - window, now]. */
  countSame(nowNs: number, key: number, qtyLots: number, priceTicks: number): number {
    let count = 0
    const edge = nowNs - this.#windowNs
    for (let back = 1; back <= this.#mask + 1; back++) {
      const i = (this.#next - back) & this.#mask
      if (this.#times[i]! <= edge) break
      if (this.#keys[i] === key && this.#qtys[i] === qtyLots && this.#prices[i] === priceTicks) count++
    }
    return count
  }

  /** Whether `max` is finite: orders need not be remembered otherwise. */
  get isOn(): boolean {
    return this.max < Number.POSITIVE_INFINITY
  }

  add(nowNs: number, key: number, qtyLots: number, priceTicks: number): void {
    const i = this.#next & this.#mask
    this.#next = (this.#next + 1) & this.#mask
    this.#times[i] = nowNs
    this.#keys[i] = key
    this.#qtys[i] = qtyLots
    this.#prices[i] = priceTicks
  }
}
