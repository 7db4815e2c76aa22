/**
 * Every interval: positions whose unrealised P&L has moved with the mark, then the account totals. A round takes as
 * many turns as the outbox needs.
 */

import type { Outbox } from '@reflex/service-host'
import type { AccountTotals } from './account-totals.ts'
import type { PositionPublisher } from './position-publisher.ts'

const NO_ROUND = -1

export class PositionRefresh {
  readonly #publishers: readonly PositionPublisher[]
  readonly #totals: AccountTotals
  readonly #intervalNs: number
  #dueNs = Number.NEGATIVE_INFINITY
  #kind = 0
  #row = NO_ROUND

  constructor(publishers: readonly PositionPublisher[], totals: AccountTotals, intervalNs: number) {
    this.#publishers = publishers
    this.#totals = totals
    this.#intervalNs = intervalNs
  }

  /** @returns messages written. */
  onTimer(nowNs: number, out: Outbox): number {
    if (this.#row === NO_ROUND) {
      if (nowNs < this.#dueNs) return 0
      this.#dueNs = nowNs + this.#intervalNs
      this.#kind = 0
      this.#row = 0
    }
    let count = 0
    while (this.#kind < this.#publishers.length) {
      count += this.#refresh(this.#publishers[this.#kind]!, nowNs, out)
      if (out.isCrowded) return count
      this.#kind++
      this.#row = 0
    }
    this.#row = NO_ROUND
    return count + this.#totals.publish(nowNs, out)
  }

  #refresh(publisher: PositionPublisher, nowNs: number, out: Outbox): number {
    let count = 0
    for (; this.#row < publisher.positions.size && !out.isCrowded; this.#row++) {
      if (!publisher.hasMoved(this.#row)) continue
      publisher.publishChange(this.#row, nowNs, undefined, out)
      count++
    }
    return count
  }
}
