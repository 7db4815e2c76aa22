import { GreekTable } from './greek-table.ts'
import type { InstrumentTable } from './instrument-table.ts'
import { BUY } from './order-request.ts'
import type { Scopes } from './scopes.ts'

/** Numbers of a cell, and their places in it. */
export const CELL = 8
export const POSITION = 0
export const OPEN_BUY = 1
export const OPEN_SELL = 2
export const GROSS = 3
export const LONG_MONEY = 4
export const SHORT_MONEY = 5

/**
 * Positions and open quantity of the firm, each account and each strategy (rows) in each instrument, and their sums: by
 * underlying (in units of the underlying) and in money. Everything is an integer, so adding and taking away leaves no
 * residue. A cell's money is revalued when it changes or when its mark moves, never per decision; so are the units of
 * the underlying that an inverse contract stands for.
 *
 *     cell = row * instrumentCount + instrument          base cell = row * underlyingCount + underlying
 *     long = position + open buys          short = position - open sells          gross = max(|long|, |short|) x mark
 */
export class ExposureTable {
  readonly rowCount: number
  readonly instrumentCount: number
  readonly underlyingCount: number
  /**
   * Of cell n at n * CELL + POSITION, OPEN_BUY, OPEN_SELL (lots), GROSS, LONG_MONEY, SHORT_MONEY (money units):
   * together, so that a decision fetches a cell as one line of the processor's cache.
   */
  readonly cells: Float64Array
  /** Underlying units x 1e8, by base cell. */
  readonly positionBase: Float64Array
  readonly openBuyBase: Float64Array
  readonly openSellBase: Float64Array
  /** Sums over instruments, money units, by row. */
  readonly grossSum: Float64Array
  readonly longSum: Float64Array
  readonly shortSum: Float64Array
  /** Margin reserved outside the gateway, money units, by row. */
  readonly reserved: Float64Array
  /** Working orders by scope key. */
  readonly openOrders: Int32Array
  readonly greeks: GreekTable
  /** By underlying: inverse contracts that have a position or open orders but no mark, so that nothing bounds them. */
  readonly unmarked: Int32Array
  readonly #isUnmarked: Uint8Array
  readonly #scopes: Scopes
  readonly #instruments: InstrumentTable
  /** Money units of one lot at the mark, by instrument. */
  readonly #lotMoney: Float64Array

  constructor(scopes: Scopes, instruments: InstrumentTable) {
    const baseCells = scopes.rowCount * instruments.underlyingCount
    this.#scopes = scopes
    this.#instruments = instruments
    this.rowCount = scopes.rowCount
    this.instrumentCount = instruments.count
    this.underlyingCount = instruments.underlyingCount
    this.cells = new Float64Array(scopes.rowCount * instruments.count * CELL)
    this.positionBase = new Float64Array(baseCells)
    this.openBuyBase = new Float64Array(baseCells)
    this.openSellBase = new Float64Array(baseCells)
    this.grossSum = new Float64Array(scopes.rowCount)
    this.longSum = new Float64Array(scopes.rowCount)
    this.shortSum = new Float64Array(scopes.rowCount)
    this.reserved = new Float64Array(scopes.rowCount)
    this.openOrders = new Int32Array(scopes.keyCount)
    this.#lotMoney = instruments.moneyPerLot.slice()
    this.greeks = new GreekTable(scopes.rowCount, instruments)
    this.unmarked = new Int32Array(instruments.underlyingCount)
    this.#isUnmarked = new Uint8Array(instruments.count)
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
    if (this.#instruments.inverseBaseE8[instrument]! > 0 && mark2 > 0) this.#rebase(instrument, mark2)
    const { moneyPerHalfTickLot, moneyPerLot } = this.#instruments
    const lotMoney = mark2 * moneyPerHalfTickLot[instrument]! + moneyPerLot[instrument]!
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

  /** New Greeks of one lot, scaled by 1e8; see GreekTable. */
  onGreeks(instrument: number, delta: number, vega: number): void {
    for (let row = 0; row < this.rowCount; row++) this.#weighGreeks(row, instrument, -1)
    this.greeks.unitDelta[instrument] = delta
    this.greeks.unitVega[instrument] = vega
    for (let row = 0; row < this.rowCount; row++) this.#weighGreeks(row, instrument, 1)
  }

  /** An inverse contract stands for other units of the underlying now that its mark moved. */
  #rebase(instrument: number, mark2: number): void {
    const { inverseBaseE8, baseE8PerLot, underlying } = this.#instruments
    const baseE8 = Math.ceil(inverseBaseE8[instrument]! / mark2)
    const change = baseE8 - baseE8PerLot[instrument]!
    if (change === 0) return
    for (let row = 0; row < this.rowCount; row++) {
      const cell = row * this.instrumentCount + instrument
      const base = row * this.underlyingCount + underlying[instrument]!
      this.positionBase[base]! += this.cells[cell * CELL + POSITION]! * change
      this.openBuyBase[base]! += this.cells[cell * CELL + OPEN_BUY]! * change
      this.openSellBase[base]! += this.cells[cell * CELL + OPEN_SELL]! * change
    }
    baseE8PerLot[instrument] = baseE8
    if (this.greeks.isOwn[instrument] === 1) this.onGreeks(instrument, baseE8, this.greeks.unitVega[instrument]!)
    if (this.#isUnmarked[instrument] === 0) return
    this.#isUnmarked[instrument] = 0
    this.unmarked[underlying[instrument]!]!--
  }

  #weighGreeks(row: number, instrument: number, sign: number): void {
    const cell = row * this.instrumentCount + instrument
    this.greeks.addPosition(row, instrument, sign * this.cells[cell * CELL + POSITION]!)
    this.greeks.addOpen(row, instrument, 1, sign * this.cells[cell * CELL + OPEN_BUY]!)
    this.greeks.addOpen(row, instrument, -1, sign * this.cells[cell * CELL + OPEN_SELL]!)
  }

  #missMark(instrument: number): void {
    if (this.#isUnmarked[instrument] === 1) return
    this.#isUnmarked[instrument] = 1
    this.unmarked[this.#instruments.underlying[instrument]!]!++
  }

  #addOpenTo(row: number, instrument: number, side: number, lots: number): void {
    const cell = row * this.instrumentCount + instrument
    const base = row * this.underlyingCount + this.#instruments.underlying[instrument]!
    const lotBase = this.#instruments.baseE8PerLot[instrument]!
    const baseLots = lots * lotBase
    if (lotBase === 0) this.#missMark(instrument)
    if (this.greeks.isOn) this.greeks.addOpen(row, instrument, side === BUY ? 1 : -1, lots)
    if (side === BUY) {
      this.cells[cell * CELL + OPEN_BUY]! += lots
      this.openBuyBase[base]! += baseLots
    } else {
      this.cells[cell * CELL + OPEN_SELL]! += lots
      this.openSellBase[base]! += baseLots
    }
    this.#revalue(row, instrument)
  }

  #addPositionTo(row: number, instrument: number, lots: number): void {
    this.cells[(row * this.instrumentCount + instrument) * CELL + POSITION]! += lots
    const base = row * this.underlyingCount + this.#instruments.underlying[instrument]!
    const lotBase = this.#instruments.baseE8PerLot[instrument]!
    if (lotBase === 0) this.#missMark(instrument)
    this.positionBase[base]! += lots * lotBase
    if (this.greeks.isOn) this.greeks.addPosition(row, instrument, lots)
    this.#revalue(row, instrument)
  }

  #revalue(row: number, instrument: number): void {
    const cell = row * this.instrumentCount + instrument
    const lotMoney = this.#lotMoney[instrument]!
    const long = (this.cells[cell * CELL + POSITION]! + this.cells[cell * CELL + OPEN_BUY]!) * lotMoney
    const short = (this.cells[cell * CELL + POSITION]! - this.cells[cell * CELL + OPEN_SELL]!) * lotMoney
    const gross = Math.max(Math.abs(long), Math.abs(short))
    this.grossSum[row]! += gross - this.cells[cell * CELL + GROSS]!
    this.longSum[row]! += long - this.cells[cell * CELL + LONG_MONEY]!
    this.shortSum[row]! += short - this.cells[cell * CELL + SHORT_MONEY]!
    this.cells[cell * CELL + GROSS] = gross
    this.cells[cell * CELL + LONG_MONEY] = long
    this.cells[cell * CELL + SHORT_MONEY] = short
  }
}
