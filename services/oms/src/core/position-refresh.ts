/**
 * Every interval: positions whose unrealised P&L has moved with the mark, then the account totals. A round takes as
 * many turns as the outbox needs.
 */

import type { Outbox } from '@reflex/service-host'
import type { AccountTotals } from './account-totals.ts'
import type { PositionBook } from './position-book.ts'
import type { PositionPublisher } from './position-publisher.ts'

const NO_ROUND = -1

export class PositionRefresh {
  readonly #positions: PositionBook
  readonly #publisher: PositionPublisher
  readonly #totals: AccountTotals
  readonly #intervalNs: number
  #dueNs = Number.NEGATIVE_INFINITY
  #row = NO_ROUND

  constructor(positions: PositionBook, publisher: PositionPublisher, totals: AccountTotals, intervalNs: number) {
    this.#positions = positions
    this.#publisher = publisher
    this.#totals = totals
    this.#intervalNs = intervalNs
  }

  /** @returns messages written. */
  onTimer(nowNs: number, out: Outbox): number {
    if (this.#row === NO_ROUND) {
      if (nowNs < this.#dueNs) return 0
      this.#dueNs = nowNs + this.#intervalNs
      this.#row = 0
    }
    let count = 0
    for (; this.#row < this.#positions.size && !out.isCrowded; this.#row++) {
      if (!this.#publisher.hasMoved(this.#row)) continue
      this.#publisher.publishChange(this.#row, nowNs, undefined, out)
      count++
    }
    if (this.#row < this.#positions.size) return count
    this.#row = NO_ROUND
    return count + this.#totals.publish(nowNs, out)
  }
}
