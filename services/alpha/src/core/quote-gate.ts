/**
 * What of a strategy's wish may go to the market: nothing when the firm is not ready, the instrument not live, the link
 * down or trading halted; only what reduces the position under reduce-only; farther away under widen; never across the
 * other side of the book. One place for all strategies, theirs and ours.
 */

import { BID, type Side } from '@reflex/book'
import { RISK_ACTION } from '@reflex/schema'
import type { ControlState } from './control-state.ts'
import type { Inventory } from './inventory.ts'
import type { MarketState } from './market-state.ts'
import { type QuoteBoard, STYLE_TAKE } from './quote-board.ts'
import type { StrategyTable } from './strategy-table.ts'
import type { VenueLinks } from './venue-links.ts'

const BPS = 1e4

export interface QuoteGateParts {
  readonly board: QuoteBoard
  readonly strategies: StrategyTable
  readonly market: MarketState
  readonly control: ControlState
  readonly inventory: Inventory
  readonly links: VenueLinks
}

export class QuoteGate {
  /** Set by the core: peers alive and ready, positions known, no unknown orders. */
  isFirmReady = false
  readonly #parts: QuoteGateParts
  #instrument = 0
  #isOpen = false
  #isReduceOnly = false
  readonly #state = new Float64Array(4)

  constructor(parts: QuoteGateParts) {
    this.#parts = parts
  }

  /** Takes the state of a line; then ask `want` for its slots, side by side and level by level. */
  look(line: number, nowNs: number): void {
    const { strategies, market, control, inventory, links } = this.#parts
    const instrument = strategies.instrumentOfLine[line]!
    const action = control.actionOf(line, nowNs)
    this.#instrument = instrument
    this.#isOpen =
      this.isFirmReady &&
      market.isLive(instrument) &&
      market.isTwoSided(instrument) &&
      links.isUsable(instrument) &&
      action < RISK_ACTION.CANCEL_ALL
    this.#isReduceOnly = action === RISK_ACTION.REDUCE_ONLY
    const position = inventory.lotsOf(strategies.accountOf[strategies.strategyOfLine[line]!]!, instrument)
    this.#state[ROOM_TO_BUY] = Math.max(0, -position)
    this.#state[ROOM_TO_SELL] = Math.max(0, position)
    const mid = 0.5 * (market.bidTicks[instrument]! + market.askTicks[instrument]!)
    this.#state[WIDEN_TICKS] = Math.ceil((control.widenBpsOf(line, nowNs) * mid) / BPS)
  }

  isOpen(line: number, nowNs: number): boolean {
    this.look(line, nowNs)
    return this.#isOpen
  }

  /** Price and lots that a slot may have: into want[0] and want[1], the latter 0 for nothing. */
  want(slot: number, side: Side, want: Float64Array): void {
    const { board } = this.#parts
    want[0] = board.prices[slot]!
    want[1] = 0
    if (!this.#isOpen || !(board.lots[slot]! > 0)) return
    let lots = board.lots[slot]!
    if (this.#isReduceOnly) {
      const room = side === BID ? ROOM_TO_BUY : ROOM_TO_SELL
      lots = Math.min(lots, this.#state[room]!)
      this.#state[room]! -= lots
    }
    if (board.styles[slot] !== STYLE_TAKE) want[0] = this.#passive(side, want[0]!)
    if (want[0]! > 0) want[1] = lots
  }

  /** Away from the other side by the widening, and at least one tick off it. */
  #passive(side: Side, priceTicks: number): number {
    const { market } = this.#parts
    const widen = this.#state[WIDEN_TICKS]!
    return side === BID
      ? Math.min(priceTicks - widen, market.askTicks[this.#instrument]! - 1)
      : Math.max(priceTicks + widen, market.bidTicks[this.#instrument]! + 1)
  }
}

const ROOM_TO_BUY = 0
const ROOM_TO_SELL = 1
const WIDEN_TICKS = 2
