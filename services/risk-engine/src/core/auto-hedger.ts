/**
 * Brings the delta of the hedger's account back to its target, an underlying at a time: outside the band (or, by
 * configuration, only while a limit asks for hedging) it sends one immediate-or-cancel order of at most the clip, at
 * the mid plus the urgency, and waits for the position it leads to before the next. Orders are those of a strategy of
 * its own and go through the gateway like any other.
 */

import { type Instruments, NewOrderSingleEncoder, ORD_TYPE, SIDE, STREAM, TIME_IN_FORCE } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { Marks } from './marks.ts'
import type { Portfolio } from './portfolio.ts'
import type { RiskFigures } from './risk-figures.ts'

const E8 = 1e8

export interface HedgeRule {
  readonly underlying: number
  readonly underlyingName: string
  /** Instrument hedges are done in: linear or spot. */
  readonly instrument: number
  /** Units of the underlying, scaled by 1e8. */
  readonly bandE8: number
  readonly targetE8: number
  readonly clipE8: number
  /** How far beyond the mid an order may trade, basis points. */
  readonly urgencyBps: number
  /** Hedge whenever the band is left, not only at the level `hedge`. */
  readonly isAlways: boolean
}

export interface HedgerOptions {
  readonly account: string
  readonly strategy: string
  /** Row of the account in the figures. */
  readonly row: number
  readonly rules: readonly HedgeRule[]
  /** Time an order has to show in the position, after which the next may go. */
  readonly waitNs: number
  readonly priceMaxAgeNs: number
}

export interface HedgeRecord {
  readonly atNs: number
  readonly underlying: string
  readonly side: 'buy' | 'sell'
  readonly qty: number
  readonly price: number
  readonly deltaBefore: number
}

const RECORDS_MAX = 100

export class AutoHedger {
  readonly options: HedgerOptions
  /** Latest last. */
  readonly records: HedgeRecord[] = []
  /** Orders sent. */
  count = 0
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #figures: RiskFigures
  readonly #portfolio: Portfolio
  readonly #order = new NewOrderSingleEncoder()
  /** By rule: not before this time, and the position at the last order. */
  readonly #dueNs: Float64Array
  readonly #positionE8: Float64Array
  #life = ''

  constructor(
    parts: { instruments: Instruments; marks: Marks; figures: RiskFigures; portfolio: Portfolio },
    options: HedgerOptions,
  ) {
    this.options = options
    this.#instruments = parts.instruments
    this.#marks = parts.marks
    this.#figures = parts.figures
    this.#portfolio = parts.portfolio
    this.#dueNs = new Float64Array(options.rules.length).fill(Number.NEGATIVE_INFINITY)
    this.#positionE8 = new Float64Array(options.rules.length)
  }

  /**
   * @param isAsked whether a limit asks for hedging in an underlying. @returns orders sent. Call only while inputs are
   * well and nothing is halted.
   */
  onTimer(nowNs: number, isAsked: (underlying: number) => boolean, out: Outbox): number {
    let sent = 0
    for (let i = 0; i < this.options.rules.length; i++) {
      const rule = this.options.rules[i]!
      if (nowNs < this.#dueNs[i]! && this.#positionE8[i] === this.#positionOf(rule)) continue
      if (!rule.isAlways && !isAsked(rule.underlying)) continue
      if (this.#hedge(i, nowNs, out)) sent++
    }
    return sent
  }

  #hedge(index: number, nowNs: number, out: Outbox): boolean {
    const rule = this.options.rules[index]!
    const { instrument, targetE8, bandE8, clipE8, urgencyBps } = rule
    const delta = this.#figures.deltaE8[this.options.row * this.#figures.underlyingCount + rule.underlying]!
    const excess = delta - targetE8
    if (Math.abs(excess) <= bandE8 || !this.#marks.isFresh(instrument, nowNs, this.options.priceMaxAgeNs)) return false
    const { lotE8s, tickE8s, multiplierE8s, maxLots, minLots } = this.#instruments
    const perUnit = multiplierE8s[instrument]! / E8
    const lots = Math.min(
      Math.floor(Math.min(Math.abs(excess), clipE8) / perUnit / lotE8s[instrument]! + 1e-9),
      maxLots[instrument]!,
    )
    const mid = this.#marks.midE8[instrument]!
    if (!(lots >= Math.max(1, minLots[instrument]!)) || !(mid > 0)) return false
    const isSell = excess > 0
    const limit = mid * (1 + ((isSell ? -1 : 1) * urgencyBps) / 1e4)
    const ticks = isSell ? Math.floor(limit / tickE8s[instrument]!) : Math.ceil(limit / tickE8s[instrument]!)
    const [qtyE8, priceE8] = [lots * lotE8s[instrument]!, ticks * tickE8s[instrument]!]
    this.#send(instrument, isSell, qtyE8, priceE8, nowNs, out)
    this.#dueNs[index] = nowNs + this.options.waitNs
    this.#positionE8[index] = this.#positionOf(rule)
    this.#record(rule, isSell, qtyE8, priceE8, delta, nowNs)
    return true
  }

  #send(instrument: number, isSell: boolean, qtyE8: number, priceE8: number, nowNs: number, out: Outbox): void {
    const { texts, symbolTexts, venueTexts } = this.#instruments
    const { account, strategy } = this.options
    if (this.#life === '') this.#life = Math.floor(nowNs / 1000).toString(36)
    this.#order
      .begin(out, STREAM.ORDERS_INTENT)
      .clOrdIdText(`${strategy}-${this.#life}-${++this.count}`)
      .accountText(account)
      .symbolFrom(texts, symbolTexts[instrument]!)
      .marketIdFrom(texts, venueTexts[instrument]!)
      .side(isSell ? SIDE.SELL : SIDE.BUY)
      .orderQtyE8(qtyE8)
      .ordType(ORD_TYPE.LIMIT)
      .priceE8(priceE8)
      .timeInForce(TIME_IN_FORCE.IMMEDIATE_OR_CANCEL)
      .transactTime(nowNs)
      .strategyIdText(strategy)
      .end()
  }

  #positionOf(rule: HedgeRule): number {
    return this.#portfolio.qtyE8[(this.options.row - 1) * this.#portfolio.instrumentCount + rule.instrument]!
  }

  #record(rule: HedgeRule, isSell: boolean, qtyE8: number, priceE8: number, delta: number, nowNs: number): void {
    this.records.push({
      atNs: nowNs,
      underlying: rule.underlyingName,
      side: isSell ? 'sell' : 'buy',
      ...{ qty: qtyE8 / E8, price: priceE8 / E8, deltaBefore: delta / E8 },
    })
    if (this.records.length > RECORDS_MAX) this.records.shift()
  }
}
