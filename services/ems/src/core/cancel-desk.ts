import { putInteger, putText } from '@reflex/base'
import { EXEC_TYPE } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { EmsState } from './ems-state.ts'
import { NO_REQUEST, ORDER_STATE } from './order-table.ts'

const DASH = '-'.charCodeAt(0)

/** Takes orders off the market: on request of the firm, or of our own accord. */
export class CancelDesk {
  readonly #state: EmsState
  readonly #requestId = new Uint8Array(64)
  readonly #terms = {
    request: 0,
    origRequest: NO_REQUEST,
    execType: EXEC_TYPE.CANCELED,
    ordRejReason: Number.NaN,
    text: 'EMS: cancelled before it was sent',
  }

  constructor(state: EmsState) {
    this.#state = state
    putText(this.#requestId, 0, 'X-')
  }

  /** Sends a cancel under the id of a request. The venue must be up. */
  send(order: number, request: number, nowNs: number, out: Outbox): void {
    const { orders, venues, counters } = this.#state
    orders.pendingCancel[order] = request
    orders.sentNs[order] = nowNs
    orders.cancelNs[order] = nowNs
    venues[orders.venueId[order]!]!.dialect.cancel(order, request, nowNs, out)
    counters.increment('cancels')
  }

  /**
   * A cancel of our own making, repeated until the order has ended. Once a turn at most: whatever asks for it, and how
   * often, the outbox holds one cancel for each order. @returns whether the order
   * is being cancelled.
   */
  cancelNow(order: number, nowNs: number, out: Outbox): boolean {
    const { orders, venues } = this.#state
    if (!orders.isLive(order)) return false
    const venue = venues[orders.venueId[order]!]
    if (venue === undefined) {
      this.endUnsent(order, orders.clOrdId[order]!, nowNs, out)
      return true
    }
    orders.isUnwanted[order] = 1
    if (!venue.isUp) return false
    if (orders.cancelNs[order] !== nowNs) this.send(order, this.#ownRequest(order), nowNs, out)
    return true
  }

  /** Cancels at the venue what has ended in our books and turned up there after all. */
  cancelGone(order: number, nowNs: number, out: Outbox): void {
    const { orders, venues, counters } = this.#state
    const venue = venues[orders.venueId[order]!]
    if (venue?.isUp !== true || orders.cancelNs[order] === nowNs) return
    orders.cancelNs[order] = nowNs
    venue.dialect.cancel(order, this.#ownRequest(order), nowNs, out)
    counters.increment('cancels')
  }

  /** Ends an order that no venue has seen. @param request ClOrdID to answer. */
  endUnsent(order: number, request: number, nowNs: number, out: Outbox): void {
    const terms = this.#terms
    const { orders, publisher } = this.#state
    orders.setState(order, ORDER_STATE.CANCELED)
    terms.request = request
    terms.origRequest = request === orders.clOrdId[order] ? NO_REQUEST : orders.clOrdId[order]!
    publisher.own(order, terms, nowNs, out)
  }

  /** Id of a cancel of our own: X-life-number, the same in a replay on any day. */
  #ownRequest(order: number): number {
    const state = this.#state
    const bytes = this.#requestId
    let length = 2 + putInteger(bytes, 2, state.life)
    bytes[length++] = DASH
    length += putInteger(bytes, length, ++state.cancelCount)
    const request = state.orders.requests.intern(bytes, 0, length)
    state.orders.bind(request, order)
    return request
  }
}
