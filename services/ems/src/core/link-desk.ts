import {
  NETWORK_STATUS_RESPONSE_TYPE,
  networkCounterpartySystemStatusResponseEncoder,
  STATUS_VALUE,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { CancelDesk } from './cancel-desk.ts'
import { DECISION } from './decision-queue.ts'
import type { EmsState, VenueState } from './ems-state.ts'
import { KNOWLEDGE, NO_ORDER } from './order-table.ts'

/** What the ems knows of the venues themselves: sessions up and down, and what must be asked after a silence. */
export class LinkDesk {
  readonly #state: EmsState
  readonly #cancels: CancelDesk

  constructor(state: EmsState, cancels: CancelDesk) {
    this.#state = state
    this.#cancels = cancels
  }

  /**
   * A new life: whatever we believed live may be anything now, and nobody is logged on yet. @param life when it began,
   * s since 1970.
   */
  onStarted(nowNs: number, life: number, out: Outbox): void {
    const state = this.#state
    const { orders } = state
    state.isStarted = true
    state.life = life
    state.isSevered = false
    for (const id of state.venueIds) {
      const venue = state.venues[id]!
      venue.isUp = false
      venue.wasUp = false
    }
    orders.forget(0)
    for (let place = orders.liveCount - 1; place >= 0; place--) {
      const order = orders.liveAt(place)
      // Approved in the turn in which we died: it was never sent.
      if (orders.venueId[order] === 0) this.#cancels.endUnsent(order, orders.clOrdId[order]!, nowNs, out)
    }
    state.updateGauges()
  }

  onLink(nowNs: number, venueId: number, isUp: boolean, out: Outbox): void {
    const state = this.#state
    const venue = state.venues[venueId]
    if (venue === undefined || venue.isUp === isUp) return
    const isFirst = !venue.wasUp
    venue.isUp = isUp
    venue.wasUp ||= isUp
    if (isUp) this.#reconcile(venue, isFirst, nowNs, out)
    else state.orders.forget(venueId)
    this.report(NETWORK_STATUS_RESPONSE_TYPE.INCREMENTAL_UPDATE, out)
    state.updateGauges()
  }

  /**
   * A venue is back: it is asked what became of its orders; after our own restart, and while trading is stopped, they
   * go.
   */
  #reconcile(venue: VenueState, isFirst: boolean, nowNs: number, out: Outbox): void {
    const { orders, isStopped } = this.#state
    out.ingestNs = Number.NaN
    for (let place = orders.liveCount - 1; place >= 0; place--) {
      const order = orders.liveAt(place)
      if (orders.venueId[order] !== venue.config.id) continue
      if (isFirst || isStopped || orders.isUnwanted[order] === 1) this.#cancels.cancelNow(order, nowNs, out)
      venue.dialect.status(order, out)
    }
  }

  /** @returns whether `retry` would do something now. */
  isRetryDue(nowNs: number): boolean {
    const { orders } = this.#state
    for (let place = 0; place < orders.liveCount; place++) {
      const order = orders.liveAt(place)
      if (this.#isUpFor(order) && (this.#isToAsk(order, nowNs) || this.#isToCancel(order, nowNs))) return true
    }
    return false
  }

  /** Asks about what is not known or overdue, cancels again what must go. */
  retry(nowNs: number, out: Outbox): void {
    const { orders, venues } = this.#state
    out.ingestNs = Number.NaN
    for (let place = orders.liveCount - 1; place >= 0; place--) {
      const order = orders.liveAt(place)
      if (!this.#isUpFor(order)) continue
      if (this.#isToCancel(order, nowNs)) this.#cancels.cancelNow(order, nowNs, out)
      if (!this.#isToAsk(order, nowNs)) continue
      if (orders.knowledge[order] === KNOWLEDGE.KNOWN) orders.knowledge[order] = KNOWLEDGE.DOUBTFUL
      venues[orders.venueId[order]!]!.dialect.status(order, out)
    }
  }

  /** States the links on the execution stream. */
  report(responseType: number, out: Outbox): void {
    const { venues, venueIds } = this.#state
    const encoder = networkCounterpartySystemStatusResponseEncoder
      .begin(out, STREAM.EXECUTIONS)
      .networkStatusResponseType(responseType)
      .noCompIds(venueIds.length)
    for (const id of venueIds) {
      const venue = venues[id]!
      encoder.refCompIdText(venue.config.name)
      encoder.statusValue(venue.isUp ? STATUS_VALUE.CONNECTED : STATUS_VALUE.NOT_CONNECTED_UNEXPECTED)
    }
    encoder.end()
  }

  /** Remembers that the time has come; `retry` follows when the journal has it. */
  decideRetry(nowNs: number): number {
    if (!this.isRetryDue(nowNs)) return 0
    this.#state.decisions.push(DECISION.RETRY, NO_ORDER, 0)
    return 1
  }

  upCount(): number {
    let count = 0
    for (const id of this.#state.venueIds) if (this.#state.venues[id]!.isUp) count++
    return count
  }

  #isUpFor(order: number): boolean {
    return this.#state.venues[this.#state.orders.venueId[order]!]?.isUp === true
  }

  #isToAsk(order: number, nowNs: number): boolean {
    const { orders, answerTimeoutNs } = this.#state
    if (orders.knowledge[order] !== KNOWLEDGE.KNOWN) return true
    return orders.isWaiting(order) && nowNs - orders.sentNs[order]! >= answerTimeoutNs
  }

  #isToCancel(order: number, nowNs: number): boolean {
    const { orders, isStopped, statusRetryNs } = this.#state
    if (!isStopped && orders.isUnwanted[order] === 0) return false
    return nowNs - orders.cancelNs[order]! >= statusRetryNs
  }
}
