/**
 * What each member account holds at one venue, in exact integers: the truth that the firm's book of record is compared
 * with. Cash is the sum of what was paid and received for fills, without fees; fees are beside it (negative: rebates
 * earned). Currency: the quote currency of linear contracts, the settlement currency of inverse ones.
 *
 * Conservation: what members hold, the rest of the market owes; cash of members + cash of the market = 0, fees of
 * members = income of the venue.
 */

import { E8, mulDivCells } from '@reflex/base'
import { BID } from '@reflex/book'
import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import { grownDoubles, grownInts } from './growth.ts'

const BPS_E8 = 1e12

export class PositionTable {
  readonly instruments: Instruments
  count = 0
  accounts = new Int32Array(64)
  instrumentIndexes = new Int32Array(64)
  lots = new Float64Array(64)
  cashE8 = new Float64Array(64)
  feesE8 = new Float64Array(64)
  fills = new Int32Array(64)
  /** Of the fill booked last: notional (positive) and fee, E8. */
  readonly last = new Float64Array(2)
  /** By maker (1) and taker (0), bps times 1e8. */
  readonly #feeBpsE8: Float64Array
  readonly #cells = new Float64Array(5)

  constructor(instruments: Instruments, takerFeeBpsE8: number, makerFeeBpsE8: number) {
    this.instruments = instruments
    this.#feeBpsE8 = Float64Array.of(takerFeeBpsE8, makerFeeBpsE8)
  }

  /** Books a fill. `last` tells its notional and fee. @param maker 1 when the order added liquidity, else 0. */
  fill(account: number, instrument: number, side: number, ticks: number, lots: number, maker: number): void {
    this.#value(instrument, ticks, lots)
    this.#fee(maker)
    const row = this.#row(account, instrument)
    const isBuy = side === BID
    this.lots[row]! += isBuy ? lots : -lots
    const isPaidByBuyer = this.instruments.kinds[instrument] !== INSTRUMENT_KIND.INVERSE_PERPETUAL
    this.cashE8[row]! += isBuy === isPaidByBuyer ? -this.last[0]! : this.last[0]!
    this.feesE8[row]! += this.last[1]!
    this.fills[row]!++
  }

  /** Books a fill of an earlier life, whose fee is known. */
  restore(account: number, instrument: number, side: number, ticks: number, lots: number, feeE8: number): void {
    this.fill(account, instrument, side, ticks, lots, 0)
    const row = this.#row(account, instrument)
    this.feesE8[row]! += feeE8 - this.last[1]!
  }

  /** Notional in E8 of the currency, rounded down. */
  #value(instrument: number, ticks: number, lots: number): void {
    const { instruments } = this
    const cells = this.#cells
    const priceE8 = ticks * instruments.tickE8s[instrument]!
    cells[0] = lots * instruments.lotE8s[instrument]!
    if (instruments.kinds[instrument] === INSTRUMENT_KIND.INVERSE_PERPETUAL) {
      cells[1] = instruments.multiplierE8s[instrument]!
      cells[2] = priceE8
      mulDivCells(cells)
    } else {
      cells[1] = priceE8
      cells[2] = E8
      mulDivCells(cells)
      cells[0] = cells[3]!
      cells[1] = instruments.multiplierE8s[instrument]!
      mulDivCells(cells)
    }
    this.last[0] = cells[3]!
  }

  /** Fee in E8, its magnitude rounded to the nearest, halves up. */
  #fee(maker: number): void {
    const rate = this.#feeBpsE8[maker]!
    const cells = this.#cells
    cells[0] = this.last[0]!
    cells[1] = rate < 0 ? -rate : rate
    cells[2] = BPS_E8
    mulDivCells(cells)
    const size = cells[4]! * 2 >= BPS_E8 ? cells[3]! + 1 : cells[3]!
    this.last[1] = rate < 0 ? -size : size
  }

  #row(account: number, instrument: number): number {
    for (let i = 0; i < this.count; i++) {
      if (this.accounts[i] === account && this.instrumentIndexes[i] === instrument) return i
    }
    if (this.count === this.accounts.length) this.#grow()
    const row = this.count++
    this.accounts[row] = account
    this.instrumentIndexes[row] = instrument
    return row
  }

  #grow(): void {
    const size = this.accounts.length * 2
    this.accounts = grownInts(this.accounts, size)
    this.instrumentIndexes = grownInts(this.instrumentIndexes, size)
    this.fills = grownInts(this.fills, size)
    this.lots = grownDoubles(this.lots, size)
    this.cashE8 = grownDoubles(this.cashE8, size)
    this.feesE8 = grownDoubles(this.feesE8, size)
  }
}
