/**
 * The orders of the quote manager: at most one for each slot of the quote board. Parallel arrays by slot; numbers of
 * ids lead back to the slot.
 *
 *     IDLE -> PENDING_NEW -> LIVE -> PENDING_REPLACE -> LIVE -> PENDING_CANCEL -> IDLE
 *
 * Whatever is not IDLE may be in the market with `exposure` lots: an order whose state is not known counts as live.
 */

export const IDLE = 0
export const PENDING_NEW = 1
export const LIVE = 2
export const PENDING_REPLACE = 3
export const PENDING_CANCEL = 4

export const NO_SLOT = -1

/** Ids that can be found again; older ones belong to orders long gone. A power of two. */
const IDS_MAX = 65_536

export class OrderSlots {
  readonly count: number
  readonly states: Uint8Array
  /** Number of the id under which the order stands. */
  readonly ids: Float64Array
  /** Number of the first id of the order: reports with lower numbers are about its predecessors in the slot. */
  readonly firstIds: Float64Array
  /** Id of the request in flight. */
  readonly pendingIds: Float64Array
  readonly prices: Float64Array
  /** Order quantity, executed part included. */
  readonly lots: Float64Array
  readonly filled: Float64Array
  readonly pendingPrices: Float64Array
  readonly pendingLots: Float64Array
  /** When the price was set last, ns. */
  readonly setNs: Float64Array
  /** When the request in flight counts as unanswered, ns. */
  readonly deadlineNs: Float64Array
  /** Cancels of this order that came to nothing. */
  readonly attempts: Uint8Array
  readonly isTaking: Uint8Array
  openCount = 0
  readonly #slotOfId = new Int32Array(IDS_MAX)
  readonly #idAt = new Float64Array(IDS_MAX)

  constructor(count: number) {
    this.count = count
    this.states = new Uint8Array(count)
    this.ids = new Float64Array(count)
    this.firstIds = new Float64Array(count)
    this.pendingIds = new Float64Array(count)
    this.prices = new Float64Array(count)
    this.lots = new Float64Array(count)
    this.filled = new Float64Array(count)
    this.pendingPrices = new Float64Array(count)
    this.pendingLots = new Float64Array(count)
    this.setNs = new Float64Array(count)
    this.deadlineNs = new Float64Array(count)
    this.attempts = new Uint8Array(count)
    this.isTaking = new Uint8Array(count)
  }

  /** @returns the slot whose present order an id belongs to, NO_SLOT when that order is gone. */
  find(id: number): number {
    if (id < 1) return NO_SLOT
    const at = id & (IDS_MAX - 1)
    if (this.#idAt[at] !== id) return NO_SLOT
    const slot = this.#slotOfId[at]!
    return this.states[slot] !== IDLE && id >= this.firstIds[slot]! ? slot : NO_SLOT
  }

  remember(id: number, slot: number): void {
    const at = id & (IDS_MAX - 1)
    this.#idAt[at] = id
    this.#slotOfId[at] = slot
  }

  /** What a slot may still trade, lots: of a replace in flight the larger of old and new. */
  exposure(slot: number): number {
    if (this.states[slot] === IDLE) return 0
    const total = Math.max(this.lots[slot]!, this.states[slot] === PENDING_REPLACE ? this.pendingLots[slot]! : 0)
    return Math.max(0, total - this.filled[slot]!)
  }

  free(slot: number): void {
    if (this.states[slot] === IDLE) return
    this.states[slot] = IDLE
    this.openCount--
  }

  freeAll(): void {
    this.states.fill(IDLE)
    this.openCount = 0
  }
}
