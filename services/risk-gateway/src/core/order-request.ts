import type { InstrumentTable } from './instrument-table.ts'
import { NO_SCOPE, type Scopes } from './scopes.ts'

export const BUY = 0
export const SELL = 1

/** FIX codes of the types this gateway can value. */
export const MARKET = 49
export const LIMIT = 50

/** Positions of the applicable scopes in `keys`. */
export const FIRM = 0
export const ACCOUNT = 1
export const STRATEGY = 2
export const INSTRUMENT = 3
export const VENUE = 4

/**
 * The order, replace or cancel in hand, as numbers. One object, reused. Indexes are -1 when unknown. Quantities are
 * lots, prices ticks of the instrument; an off-grid quantity or price is rounded up (away from us) and marked, so that
 * every other check can still be evaluated.
 */
export class OrderRequest {
  nowNs = 0.5
  /** SendingTime, ns since the session epoch. */
  sendingNs = 0.5
  account = -1
  strategy = -1
  instrument = -1
  venue = -1
  underlying = -1
  /** Scope keys: firm, account, strategy, instrument, venue; NO_SCOPE where unknown. */
  readonly keys = new Int32Array(5).fill(NO_SCOPE)
  /**
   * Cells of firm, account, strategy and instrument in tables by key and instrument; -1 where unknown. See LimitTable.
   */
  readonly cells = new Int32Array(4).fill(-1)
  /** Cells of firm, account and strategy in tables by row and underlying. */
  readonly bases = new Int32Array(3).fill(-1)
  side = BUY
  /** Total order quantity (38). */
  qtyLots = 0.5
  isOnLot = true
  /** False for market orders. */
  hasPrice = true
  priceTicks = 0.5
  isOnTick = true
  ordType = LIMIT
  timeInForce = 48
  isDuplicate = false
  /** 77=C: the sender asks that it may only reduce. */
  isCloseOnly = false
  /** Fields missing or unreadable that the checks need: refused as unsupported. */
  isMalformed = false
  /** The venue is left to the router; `instrument` is then one of `venueChoices` of the symbol. */
  isRouted = false
  venueChoices = 1
  /** Messages to the venue that have to find room with this one: more for the legs of a multi-leg order. */
  messageCount = 1
  /** Twice the reference price in ticks, NO_REFERENCE when none is fresh. Set by decide(). */
  reference2 = 0.5
  isReplace = false
  /** Replace: open quantity the order already counts with; a new order: 0. */
  countedLots = 0.5
  /** Replace: lots already executed. */
  cumLots = 0.5

  constructor() {
    this.clear()
  }

  /** Also gives every number its lasting representation (see Decision). */
  clear(): void {
    this.nowNs = 0
    this.sendingNs = 0
    this.account = -1
    this.strategy = -1
    this.instrument = -1
    this.venue = -1
    this.underlying = -1
    this.keys.fill(NO_SCOPE)
    this.cells.fill(-1)
    this.bases.fill(-1)
    this.side = BUY
    this.qtyLots = 0
    this.isOnLot = true
    this.hasPrice = true
    this.priceTicks = 0
    this.isOnTick = true
    this.ordType = LIMIT
    this.timeInForce = 48
    this.isDuplicate = false
    this.isCloseOnly = false
    this.isMalformed = false
    this.isRouted = false
    this.venueChoices = 1
    this.messageCount = 1
    this.reference2 = 0
    this.isReplace = false
    this.countedLots = 0
    this.cumLots = 0
  }

  /** Fills in the scopes that follow from account, strategy and instrument. */
  setScopes(scopes: Scopes, instruments: InstrumentTable): void {
    const { keys, cells, bases, instrument } = this
    this.venue = instrument < 0 ? -1 : instruments.venue[instrument]!
    this.underlying = instrument < 0 ? -1 : instruments.underlying[instrument]!
    keys[FIRM] = 0
    keys[ACCOUNT] = scopes.account(this.account)
    keys[STRATEGY] = scopes.strategy(this.strategy)
    keys[INSTRUMENT] = scopes.instrument(instrument)
    keys[VENUE] = scopes.venue(this.venue)
    for (let i = FIRM; i <= STRATEGY; i++) {
      const isKnown = keys[i]! >= 0 && instrument >= 0
      cells[i] = isKnown ? keys[i]! * instruments.count + instrument : -1
      bases[i] = isKnown ? keys[i]! * instruments.underlyingCount + this.underlying : -1
    }
    cells[INSTRUMENT] = instrument < 0 ? -1 : scopes.rowCount * instruments.count + instrument
  }

  /**
   * Quantity this message adds to the worst case on its side. A replace counts as max(old, new) until acknowledged, so
   * a smaller one adds nothing.
   */
  get addedLots(): number {
    if (!this.isReplace) return this.qtyLots
    const added = this.qtyLots - this.cumLots - this.countedLots
    return added > 0 ? added : 0
  }

  /** A replace that adds no quantity: no limit on size or exposure can refuse it. */
  get isNotLarger(): boolean {
    return this.isReplace && this.addedLots === 0
  }
}
