/**
 * The seam between venue formats and books: a feed handler reads bytes and tells a FeedListener what the venue said.
 */

import type { Side } from '@reflex/book'
import type { AggressorSide, InstrumentState, StatusReason } from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'

/** One venue's feed in one format: sequence, epoch, recovery. Bytes in, events out. */
export interface FeedHandler {
  readonly venueId: number
  /** Datagrams or lines read. */
  readonly events: number
  /** @param frame one datagram or one line; valid only during the call. */
  onFrame(nowNs: number, frame: MessageFrame): void
  /** Acts on deadlines at or before nowNs. @returns how many. */
  onTimer(nowNs: number): number
}

/**
 * Is told the events of all venues. `instrument` is the dense index of the instrument table. Times of the event in hand
 * stand in `Cause`, so that no double has to cross a call.
 */
export interface FeedListener {
  /** The book is empty from here: the levels up to the next `onBookEvent(…, true)` are the whole book. */
  onBookReset(instrument: number): void
  /** Total quantity at a price; 0 removes it. */
  onLevel(instrument: number, side: Side, priceTicks: number, qtyLots: number): void
  /**
   * The levels so far belong together.
   * @param isLast whether the book is consistent now. @returns false when it is crossed all the same: stale from now
   * on.
   */
  onBookEvent(instrument: number, isLast: boolean): boolean
  /** @param tradeId the venue's, 0 for none. */
  onTrade(instrument: number, priceTicks: number, qtyLots: number, aggressorSide: AggressorSide, tradeId: number): void
  /** Optional values are NO_PRICE when unknown. @param nextFundingNs NO_TIME for unknown. */
  onMarkPrice(
    instrument: number,
    priceTicks: number,
    indexPriceTicks: number,
    fundingRateE9: number,
    nextFundingNs: number,
  ): void
  /** What the venue says of trading: LIVE, HALTED or CLOSED. */
  onTradingState(instrument: number, state: InstrumentState): void
  /** The book may differ from the venue's until `onLive`. */
  onStale(instrument: number, reason: StatusReason): void
  /** The book equals the venue's again. */
  onLive(instrument: number): void
}
