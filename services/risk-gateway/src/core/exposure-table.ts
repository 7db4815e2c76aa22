import type { InstrumentTable } from './instrument-table.ts'
import { BUY } from './order-request.ts'
import type { Scopes } from './scopes.ts'

/**
 * Positions and open quantity of the firm, each account and each strategy (rows) in each instrument, and their sums: by
 * underlying (in units of the underlying) and in money. Everything is an integer, so adding and taking away leaves no
 * residue. A cell's money is revalued when it changes or when its mark moves, never per decision.
 *
 *     cell = row * instrumentCount + instrument          base cell = row * underlyingCount + underlying
 *     long = position + open buys          short = position - open sells          gross = max(|long|, |short|) x mark
 */
export class ExposureTable {
  readonly rowCount: number
  readonly instrumentCount: number
  readonly underlyingCount: number
  /** Lots, by cell. */
  readonly position: Float64Array
  readonly openBuy: Float64Array
  readonly openSell: Float64Array
  /** Underlying units x 1e8, by base cell. */
  readonly positionBase: Float64Array
  readonly openBuyBase: Float64Array
  readonly openSellBase: Float64Array
  /** Money units, by cell. */
  readonly gross: Float64Array
  readonly longMoney: Float64Array
  readonly shortMoney: Float64Array
  /** Sums over instruments, money units, by row. */
  readonly grossSum: Float64Array
  readonly longSum: Float64Array
  readonly shortSum: Float64Array
  /** Margin reserved outside the gateway, money units, by row. */
  readonly reserved: Float64Array
  /** Working orders by scope key. */
  readonly openOrders: Int32Array
  readonly #scopes: Scopes
  readonly #instruments: InstrumentTable
  /** Money units of one lot at the mark, by instrument. */
  readonly #lotMoney: Float64Array

  constructor(scopes: Scopes, instruments: InstrumentTable) {
    const cells = scopes.rowCount * instruments.count
    const baseCells = scopes.rowCount * instruments.underlyingCount
    this.#scopes = scopes
    this.#instruments = instruments
    this.rowCount = scopes.rowCount
    this.instrumentCount = instruments.count
    this.underlyingCount = instruments.underlyingCount
    this.position = new Float64Array(cells)
    this.openBuy = new Float64Array(cells)
    this.openSell = new Float64Array(cells)
    this.positionBase = new Float64Array(baseCells)
    this.openBuyBase = new Float64Array(baseCells)
    this.openSellBase = new Float64Array(baseCells)
    this.gross = new Float64Array(cells)
    this.longMoney = new Float64Array(cells)
    this.shortMoney = new Float64Array(cells)
    this.grossSum = new Float64Array(scopes.rowCount)
    this.longSum = new Float64Array(scopes.rowCount)
    this.shortSum = new Float64Array(scopes.rowCount)
    this.reserved = new Float64Array(scopes.rowCount)
    this.openOrders = new Int32Array(scopes.keyCount)
    this.#lotMoney = new Float64Array(instruments.count)
  }

  /** Adds open quantity (may be negative) of an order to the firm, its account and its strategy (-1: none). */
  addOpen(account: number, strategy: number, instrument: number, side: number, lots: number): void {
    this.#addOpenTo(0, instrument, side, lots)
    if (account >= 0) this.#addOpenTo(this.#scopes.account(account), instrument, side, lots)
    if (strategy >= 0) this.#addOpenTo(this.#scopes.strategy(strategy), instrument, side, lots)
  }

  /** Adds signed lots to the position of an account (and with it the firm) or of a strategy. */
  addPosition(row: number, instrument: number, lots: number): void {
    if (lots === 0) return
    this.#addPositionTo(row, instrument, lots)
    if (row <= this.#scopes.accountCount) this.#addPositionTo(0, instrument, lots)
  }

  /** Counts one order in (+1) or out (-1) of every scope it belongs to. */
  countOrder(account: number, strategy: number, instrument: number, count: number): void {
    const scopes = this.#scopes
    this.openOrders[0]! += count
    if (account >= 0) this.openOrders[scopes.account(account)]! += count
    if (strategy >= 0) this.openOrders[scopes.strategy(strategy)]! += count
    this.openOrders[scopes.instrument(instrument)]! += count
    this.openOrders[scopes.venue(this.#instruments.venue[instrument]!)]! += count
  }

  /** @param mark2 twice the mark in ticks. */
  onMark(instrument: number, mark2: number): void {
    const lotMoney = mark2 * this.#instruments.moneyPerHalfTickLot[instrument]!
    if (lotMoney === this.#lotMoney[instrument]) return
    this.#lotMoney[instrument] = lotMoney
    for (let row = 0; row < this.rowCount; row++) this.#revalue(row, instrument)
  }

  /**
   * Margin in use, money units rounded up: gross exposure times the margin rate, plus what is reserved outside the
   * gateway. Whole, so that `used + margin > credit` can be compared exactly.
   */
  marginUsed(row: number, bps: number): number {
    const money = this.grossSum[row]!
    const tenThousands = Math.floor(money / 1e4)
    return this.reserved[row]! + tenThousands * bps + Math.ceil(((money - tenThousands * 1e4) * bps) / 1e4)
  }

  #addOpenTo(row: number, instrument: number, side: number, lots: number): void {
    const cell = row * this.instrumentCount + instrument
    const base = row * this.underlyingCount + this.#instruments.underlying[instrument]!
    const baseLots = lots * this.#instruments.baseE8PerLot[instrument]!
    if (side === BUY) {
      this.openBuy[cell]! += lots
      this.openBuyBase[base]! += baseLots
    } else {
      this.openSell[cell]! += lots
      this.openSellBase[base]! += baseLots
    }
    this.#revalue(row, instrument)
  }

  #addPositionTo(row: number, instrument: number, lots: number): void {
    this.position[row * this.instrumentCount + instrument]! += lots
    const base = row * this.underlyingCount + this.#instruments.underlying[instrument]!
    this.positionBase[base]! += lots * this.#instruments.baseE8PerLot[instrument]!
    this.#revalue(row, instrument)
  }

  #revalue(row: number, instrument: number): void {
    const cell = row * this.instrumentCount + instrument
    const lotMoney = this.#lotMoney[instrument]!
    const long = (this.position[cell]! + this.openBuy[cell]!) * lotMoney
    const short = (this.position[cell]! - this.openSell[cell]!) * lotMoney
    const gross = Math.max(Math.abs(long), Math.abs(short))
    this.grossSum[row]! += gross - this.gross[cell]!
    this.longSum[row]! += long - this.longMoney[cell]!
    this.shortSum[row]! += short - this.shortMoney[cell]!
    this.gross[cell] = gross
    this.longMoney[cell] = long
    this.shortMoney[cell] = short
  }
}
