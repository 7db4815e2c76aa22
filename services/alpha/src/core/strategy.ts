/**
 * What a strategy is. It is told what happens and writes what it wants to have in the market on the quote board; it
 * never sends an order. The quote manager makes orders follow, the quote gate holds everybody to readiness, risk
 * control and the book.
 *
 *     class Mine extends BaseStrategy {
 *       override onBook(nowNs, instrument) {
 *         const line = this.context.lineOf(instrument)
 *         this.context.board.set(line, BID, 0, priceTicks, lots)
 *       }
 *     }
 *     registry: { 'mine': { create: (context, parameters) => new Mine(context) } }
 *
 * Strategies are part of the core: no clock, no I/O, no randomness, nothing allocated per call. Prices are ticks,
 * quantities lots, instruments dense indexes, times ns since the session epoch.
 */

import type { Side } from '@reflex/book'
import type { Instruments } from '@reflex/schema'
import type { ControlState } from './control-state.ts'
import type { FairValue } from './fair-value.ts'
import type { Inventory } from './inventory.ts'
import type { MarketState } from './market-state.ts'
import type { ParameterDefinition, ParameterTable } from './parameter-table.ts'
import type { QuoteBoard } from './quote-board.ts'

/** What a strategy may look at, and the board it writes to. */
export interface StrategyContext {
  /** Number of the strategy. */
  readonly strategy: number
  /** Dense index of its account. */
  readonly account: number
  /** Its lines: one for each instrument it may trade. */
  readonly lines: readonly number[]
  readonly instruments: Instruments
  readonly market: MarketState
  readonly fairValue: FairValue
  readonly inventory: Inventory
  readonly control: ControlState
  readonly parameters: ParameterTable
  readonly board: QuoteBoard
  /** @returns the line of an instrument, -1 when the strategy may not trade it. */
  lineOf(instrument: number): number
  /** @returns the instrument of a line. */
  instrumentOf(line: number): number
  /**
   * How far a quote may stand from where it is wanted (ticks), and how long it stands at least (ns): each move costs a
   * message and a queue place.
   */
  setPatience(line: number, toleranceTicks: number, lifeMinNs: number): void
}

/** Something happened to an order of the strategy. One object, filled for each call. */
export interface ExecutionEvent {
  line: number
  side: Side
  /** ExecType(150) as a character code: F trade, 8 rejected, 4 canceled, 0 new, ... */
  execType: number
  /** Of a trade; else 0. */
  lastLots: number
  /** Of a trade; else NaN. */
  lastTicks: number
}

export interface Strategy {
  /**
   * The best bid and offer, or the state, of an instrument changed. Also for instruments it may not trade: they move
   * fair values.
   */
  onBook(nowNs: number, instrument: number): void
  /** A trade at a venue: see market.lastTrade*. */
  onTrade(nowNs: number, instrument: number): void
  onExecution(nowNs: number, event: ExecutionEvent): void
  /** The position of its account in an instrument changed. */
  onPosition(nowNs: number, instrument: number): void
  /** A line was measured: see the TCA feedback. */
  onTca(nowNs: number, line: number): void
  /** Risk control or a parameter changed. */
  onControl(nowNs: number): void
  /** About once a `timerIntervalMs`. */
  onTimer(nowNs: number): void
}

/** Does nothing; strategies override what they need. */
export class BaseStrategy implements Strategy {
  readonly context: StrategyContext

  constructor(context: StrategyContext) {
    this.context = context
  }

  onBook(_nowNs: number, _instrument: number): void {}
  onTrade(_nowNs: number, _instrument: number): void {}
  onExecution(_nowNs: number, _event: ExecutionEvent): void {}
  onPosition(_nowNs: number, _instrument: number): void {}
  onTca(_nowNs: number, _line: number): void {}
  onControl(_nowNs: number): void {}
  onTimer(_nowNs: number): void {}
}

/** A kind of strategy, by which the configuration names it. */
export interface StrategyKind<P> {
  /** Parameters that can be changed while it runs, with the bounds they never leave. */
  readonly parameters: readonly ParameterDefinition[]
  create(context: StrategyContext, parameters: P): Strategy
}
