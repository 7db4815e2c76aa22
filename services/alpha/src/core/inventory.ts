/**
 * Positions by account and instrument, in lots, and summed by underlying in base units. The truth is the PositionReport
 * of the oms; fills that it does not contain yet (their execution number is above the report's) are added, so that the
 * inventory is right the moment a fill is seen.
 */

import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'

const PENDING_MAX = 64

export class Inventory {
  /** [account * instruments + instrument]: lots, fills not yet reported included. */
  readonly lots: Float64Array
  readonly #reported: Float64Array
  readonly #reportedSeq: Float64Array
  readonly #pendingSeq: Float64Array
  readonly #pendingLots: Float64Array
  readonly #pendingCount: Int32Array
  readonly #instruments: Instruments
  /** Base units of one lot; of an inverse contract quote currency, to be divided by the price. */
  readonly lotUnits: Float64Array
  readonly isInverse: Uint8Array
  /** [account * underlyings + underlying]: net position over all venues, base units, as measured last. */
  readonly units: Float64Array

  constructor(accountCount: number, instruments: Instruments) {
    const n = accountCount * instruments.count
    this.lots = new Float64Array(n)
    this.#reported = new Float64Array(n)
    this.#reportedSeq = new Float64Array(n).fill(-1)
    this.#pendingSeq = new Float64Array(n * PENDING_MAX)
    this.#pendingLots = new Float64Array(n * PENDING_MAX)
    this.#pendingCount = new Int32Array(n)
    this.#instruments = instruments
    this.units = new Float64Array(accountCount * instruments.underlyingNames.length)
    this.lotUnits = instruments.lotE8s.map((lot, i) => (lot / 1e8) * (instruments.multiplierE8s[i]! / 1e8))
    this.isInverse = instruments.kinds.map((kind) => (kind === INSTRUMENT_KIND.INVERSE_PERPETUAL ? 1 : 0))
  }

  lotsOf(account: number, instrument: number): number {
    return this.lots[account * this.#instruments.count + instrument]!
  }

  /** @param signedLots positive bought. @param seq number in the ems execution journal, NaN when it has none. */
  onFill(account: number, instrument: number, signedLots: number, seq: number): void {
    const row = account * this.#instruments.count + instrument
    if (seq <= this.#reportedSeq[row]!) return
    const first = row * PENDING_MAX
    const count = this.#pendingCount[row]!
    for (let i = first; i < first + count; i++) if (this.#pendingSeq[i] === seq) return
    // Full: the oms is far behind. The fill still counts; the next report sets it right.
    if (count < PENDING_MAX) {
      this.#pendingSeq[first + count] = seq
      this.#pendingLots[first + count] = signedLots
      this.#pendingCount[row] = count + 1
    }
    this.lots[row]! += signedLots
  }

  /** @param seq last execution in the position; NaN: contains all so far. */
  onReport(account: number, instrument: number, lots: number, seq: number): void {
    const row = account * this.#instruments.count + instrument
    if (seq < this.#reportedSeq[row]!) return
    if (!Number.isNaN(seq)) this.#reportedSeq[row] = seq
    this.#reported[row] = lots
    const first = row * PENDING_MAX
    let kept = 0
    let sum = lots
    for (let i = first; i < first + this.#pendingCount[row]!; i++) {
      if (!(this.#pendingSeq[i]! > seq)) continue
      this.#pendingSeq[first + kept] = this.#pendingSeq[i]!
      this.#pendingLots[first + kept] = this.#pendingLots[i]!
      sum += this.#pendingLots[i]!
      kept++
    }
    this.#pendingCount[row] = kept
    this.lots[row] = sum
  }

  /** Sums up an underlying into `units`. @param prices by underlying, quote currency; for inverse contracts. */
  measure(account: number, underlying: number, prices: Float64Array): void {
    const { count, underlyings, underlyingNames } = this.#instruments
    let sum = 0
    for (let i = 0; i < count; i++) {
      const lots = this.lots[account * count + i]!
      if (underlyings[i] !== underlying || lots === 0) continue
      sum += this.isInverse[i] === 1 ? (lots * this.lotUnits[i]!) / prices[underlying]! : lots * this.lotUnits[i]!
    }
    this.units[account * underlyingNames.length + underlying] = sum
  }

  unitsOf(account: number, underlying: number): number {
    return this.units[account * this.#instruments.underlyingNames.length + underlying]!
  }
}
