import { CHECK_COUNT } from './check-catalogue.ts'
import type { InstrumentTable } from './instrument-table.ts'
import type { Scopes } from './scopes.ts'

/**
 * The limits in force, compiled to numbers that can be compared without arithmetic: quantities in lots, amounts in
 * money units. Infinity: no limit. Exactly at a limit passes.
 *
 *     by scope key            row (firm, account, strategy) | instrument | venue
 *     by key and instrument   row * instrumentCount + instrument | the instrument's own at rowCount * instrumentCount +
 *     instrument
 */
export class LimitTable {
  version = 1
  /** By key and instrument. */
  readonly orderQtyLots: Float64Array
  /** In money units. */
  readonly orderNotional: Float64Array
  /** By scope key. */
  readonly openOrders: Float64Array
  readonly collarBps: Float64Array
  readonly collarTicks: Float64Array
  /** 1: only prices worse than the reference for us are collared. */
  readonly isCollarAggressive: Uint8Array
  readonly repeatedExecutions: Float64Array
  readonly rejectStorm: Float64Array
  readonly orderAgeNs: Float64Array
  /** Largest order in 1/100 percent of the average daily volume; of strategies and instruments. */
  readonly advBps: Float64Array
  /** Bit n: the character '0' + n is allowed; of strategies, instruments and venues. */
  readonly ordTypeMask: Int32Array
  readonly timeInForceMask: Int32Array
  /** By row and underlying, in 1e-8 underlying units. */
  readonly longBase: Float64Array
  readonly shortBase: Float64Array
  /** Largest order, and largest projected delta either way, in the same units. */
  readonly orderBase: Float64Array
  readonly deltaBase: Float64Array
  /** By instrument, in lots. */
  readonly longLots: Float64Array
  readonly shortLots: Float64Array
  /** By row, in money units. */
  readonly gross: Float64Array
  readonly net: Float64Array
  readonly credit: Float64Array
  readonly marginBps: Float64Array
  readonly dayLoss: Float64Array
  readonly drawdown: Float64Array
  /** Projected vega either way, E8 of the quote currency a point of volatility. */
  readonly vega: Float64Array
  /** 1: a strategy owned by risk, entitled to flatten and to nothing else. */
  readonly isFlattener: Uint8Array
  /**
   * Accounts a strategy may use: strategy * accountCount + account. Instruments it may trade: strategy *
   * instrumentCount + instrument.
   */
  readonly isPermitted: Uint8Array
  readonly isTradable: Uint8Array
  /** By account and instrument: account * instrumentCount + instrument. */
  readonly isRestricted: Uint8Array
  /** Self-trades are looked for in the whole firm, or only within an account. */
  isSelfTradeFirmWide = true
  /** Age up to which the engine's Greeks are believed, ns. */
  greeksAgeMaxNs = Number.POSITIVE_INFINITY
  /** Orders that do not raise gross or net exposure pass those two limits even when they are already exceeded. */
  isReductionExempt = true
  /** How much further a loss may go after a release, in percent of its limit. */
  releasePercent = 50
  /** By check and scope key: 1 only watches. */
  readonly observe: Uint8Array

  constructor(scopes: Scopes, instruments: InstrumentTable) {
    const { rowCount, keyCount, accountCount, strategyCount } = scopes
    const unlimited = (length: number) => new Float64Array(length).fill(Number.POSITIVE_INFINITY)
    this.orderQtyLots = unlimited((rowCount + 1) * instruments.count)
    this.orderNotional = unlimited((rowCount + 1) * instruments.count)
    this.openOrders = unlimited(keyCount)
    this.collarBps = unlimited(keyCount)
    this.collarTicks = new Float64Array(keyCount)
    this.isCollarAggressive = new Uint8Array(keyCount)
    this.repeatedExecutions = unlimited(keyCount)
    this.rejectStorm = unlimited(keyCount)
    this.orderAgeNs = unlimited(keyCount)
    this.advBps = unlimited(keyCount)
    this.ordTypeMask = new Int32Array(keyCount).fill(-1)
    this.timeInForceMask = new Int32Array(keyCount).fill(-1)
    this.longBase = unlimited(rowCount * instruments.underlyingCount)
    this.shortBase = unlimited(rowCount * instruments.underlyingCount)
    this.orderBase = unlimited(rowCount * instruments.underlyingCount)
    this.deltaBase = unlimited(rowCount * instruments.underlyingCount)
    this.longLots = unlimited(instruments.count)
    this.shortLots = unlimited(instruments.count)
    this.gross = unlimited(rowCount)
    this.net = unlimited(rowCount)
    this.credit = unlimited(rowCount)
    this.marginBps = new Float64Array(rowCount)
    this.dayLoss = unlimited(rowCount)
    this.drawdown = unlimited(rowCount)
    this.vega = unlimited(rowCount)
    this.isFlattener = new Uint8Array(strategyCount)
    this.isPermitted = new Uint8Array(strategyCount * accountCount).fill(1)
    this.isTradable = new Uint8Array(strategyCount * instruments.count).fill(1)
    this.isRestricted = new Uint8Array(accountCount * instruments.count)
    this.observe = new Uint8Array(CHECK_COUNT * keyCount)
  }
}
