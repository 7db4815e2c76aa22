/**
 * What is remembered of orders until they end: when and at what mid they were decided and arrived, and what became of
 * them. Two generations of fixed size: when the young one is full, the old one is dropped and the young one grows old.
 * An order that is heard of moves back to the young one, so only orders that nobody spoke of for a whole generation are
 * forgotten.
 *
 *     generation: ids -> row        values: |row 0: ORDER columns|row 1: ...
 */

import { AsciiTable, NOT_FOUND } from '@reflex/base'

/** Columns of an order. Times are ns since the session epoch, mids ticks, quantities E8; NaN when not known. */
export const ORDER = {
  /** Dense index of the instrument it was approved for. */
  INSTRUMENT: 0,
  QTY_E8: 1,
  DECISION_NS: 2,
  ARRIVAL_NS: 3,
  DECISION_MID: 4,
  ARRIVAL_MID: 5,
  /** Market volume (lots) and turnover (ticks x lots) at arrival, and at the last fill. */
  VOLUME_START: 6,
  TURNOVER_START: 7,
  VOLUME_END: 8,
  TURNOVER_END: 9,
  SENT_NS: 10,
  INGEST_NS: 11,
  /** From the order leaving the ems to the first answer. */
  RESPONSE_NS: 12,
  /** Venue's time of the acknowledgement, and of the first fill. */
  ACK_NS: 13,
  FIRST_FILL_NS: 14,
  FILLED_E8: 15,
  /** Sum of fill price (ticks) x quantity (E8). */
  FILLED_VALUE: 16,
  /** Sum of fees as a fraction of notional, times quantity (E8). */
  FEES_VALUE: 17,
  SIZE_BUCKET: 18,
  /** See ORDER_STATE. */
  STATE: 19,
} as const

export const ORDER_STATE = { APPROVED: 0, ANSWERED: 1, DONE: 2 } as const

const COLUMNS = 20

class Generation {
  readonly ids: AsciiTable
  readonly values: Float64Array

  constructor(capacity: number) {
    this.ids = new AsciiTable(capacity, 24)
    this.values = new Float64Array(capacity * COLUMNS)
  }
}

export class OrderMemory {
  /** Columns of the order that `find` or `open` came to: values[at + ORDER.X]. */
  values: Float64Array
  at = 0
  /** Orders dropped with an old generation that had not ended. */
  forgotten = 0
  readonly #capacity: number
  readonly #moving = new Float64Array(COLUMNS)
  #young: Generation
  #old: Generation

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#young = new Generation(capacity)
    this.#old = new Generation(capacity)
    this.values = this.#young.values
  }

  /** @returns whether the order is remembered; then `values` and `at` are its. */
  find(bytes: Uint8Array, offset: number, length: number): boolean {
    if (length === 0) return false
    const row = this.#young.ids.find(bytes, offset, length)
    if (row !== NOT_FOUND) {
      this.#select(row)
      return true
    }
    const oldRow = this.#old.ids.find(bytes, offset, length)
    if (oldRow === NOT_FOUND) return false
    const { values } = this.#old
    for (let i = 0; i < COLUMNS; i++) this.#moving[i] = values[oldRow * COLUMNS + i]!
    values[oldRow * COLUMNS + ORDER.STATE] = ORDER_STATE.DONE
    this.#add(bytes, offset, length)
    for (let i = 0; i < COLUMNS; i++) this.values[this.at + i] = this.#moving[i]!
    return true
  }

  /** Begins to remember an order, all columns NaN but the sums. */
  open(bytes: Uint8Array, offset: number, length: number): void {
    this.#add(bytes, offset, length)
    const { values, at } = this
    for (let i = 0; i < COLUMNS; i++) values[at + i] = Number.NaN
    values[at + ORDER.FILLED_E8] = 0
    values[at + ORDER.FILLED_VALUE] = 0
    values[at + ORDER.FEES_VALUE] = 0
    values[at + ORDER.SIZE_BUCKET] = 0
    values[at + ORDER.STATE] = ORDER_STATE.APPROVED
  }

  #add(bytes: Uint8Array, offset: number, length: number): void {
    if (this.#young.ids.size === this.#capacity) this.#age()
    this.#select(this.#young.ids.intern(bytes, offset, length))
  }

  /** The old generation's arrays are taken for the new young one. */
  #age(): void {
    const { ids, values } = this.#old
    for (let row = 0; row < ids.size; row++) {
      if (values[row * COLUMNS + ORDER.STATE]! < ORDER_STATE.DONE) this.forgotten++
    }
    ids.clear()
    this.#old = this.#young
    this.#young = { ids, values }
  }

  #select(row: number): void {
    this.values = this.#young.values
    this.at = row * COLUMNS
  }
}
