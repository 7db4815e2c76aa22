/** A matching book whose orders are entered in one line and whose events are values. */

import { ASK, BID, MatchingBook, OrderRequest } from '../src/index.ts'
import { type Event, EventLog } from './event-log.ts'

export class Market {
  readonly log = new EventLog()
  readonly matching = new MatchingBook(this.log)

  /** The resting orders. */
  get book(): MatchingBook['book'] {
    return this.matching.book
  }

  buy(orderId: number, qtyLots: number, priceTicks: number, fields: Partial<OrderRequest> = {}): number {
    return this.matching.submit(
      Object.assign(new OrderRequest(), { orderId, side: BID, qtyLots, priceTicks, ...fields }),
    )
  }

  sell(orderId: number, qtyLots: number, priceTicks: number, fields: Partial<OrderRequest> = {}): number {
    return this.matching.submit(
      Object.assign(new OrderRequest(), { orderId, side: ASK, qtyLots, priceTicks, ...fields }),
    )
  }

  /** @returns the events so far and forgets them. */
  take(): Event[] {
    return this.log.take()
  }

  /** As `take`, without the level changes. */
  takeOrders(): Event[] {
    return this.take().filter(([name]) => name !== 'level')
  }
}
