/**
 * Measures fills: what can be said at once (slippage, effective spread, fees), and one markout for each horizon when
 * the quotes that decide it have come. The mid of a fill is looked up again when its first horizon is ripe, so that a
 * quote which was still on its way counts; aggregates hold that one.
 *
 *     reference mid = last quote strictly before the fill        mid at t + h = last quote at or before; none held
 *     after it: missing
 */

import { E8 } from '@reflex/base'
import { FILL_MEASURE, FILL_MEASURE_COUNT, measureFill, type RunningMoments } from '@reflex/quant'
import type { Outbox } from '@reflex/service-host'
import type { FillPool } from './fill-pool.ts'
import type { MarkoutSchedule } from './markout-schedule.ts'
import type { MeasureCells } from './measure-cells.ts'
import type { MeasurementPublisher } from './measurement-publisher.ts'
import type { QuoteBoard, QuoteListener } from './quote-board.ts'

export interface FillMeterOptions {
  readonly pool: FillPool
  readonly schedule: MarkoutSchedule
  readonly cells: MeasureCells
  readonly publisher: MeasurementPublisher
  /** Index of the horizon whose markout less fees is the score. */
  readonly scoreHorizon: number
}

export class FillMeter implements QuoteListener {
  /** Markouts that had no mid, at the fill or at the horizon. */
  missing = 0
  markouts = 0
  /** Of the fill in hand, at a horizon; see FILL_MEASURE. */
  readonly measures = new Float64Array(FILL_MEASURE_COUNT)
  /** By instrument: 1 when something about it has changed since the venues were told. */
  readonly isChanged: Uint8Array
  readonly #pair = new Float64Array(2)
  readonly #pool: FillPool
  readonly #schedule: MarkoutSchedule
  readonly #cells: MeasureCells
  readonly #publisher: MeasurementPublisher
  readonly #scoreHorizon: number
  /** By instrument: 1 when ripe markouts wait for room in the outbox. */
  readonly #isBehind: Uint8Array
  #behindCount = 0
  #board: QuoteBoard | undefined
  #out: Outbox | undefined

  constructor(instruments: number, options: FillMeterOptions) {
    this.#pool = options.pool
    this.#schedule = options.schedule
    this.#cells = options.cells
    this.#publisher = options.publisher
    this.#scoreHorizon = options.scoreHorizon
    this.isChanged = new Uint8Array(instruments)
    this.#isBehind = new Uint8Array(instruments)
  }

  /** The board and the meter know each other. */
  attach(board: QuoteBoard): void {
    this.#board = board
  }

  /** Where markouts go that the messages of this turn make ripe. */
  begin(out: Outbox): void {
    this.#out = out
  }

  /** Measures a fill as known now, into `measures`; its columns in the pool are set. */
  measure(slot: number): void {
    this.#lookUpMid(slot)
    this.#pool.mid[slot] = this.#pair[1]!
    this.measures[FILL_MEASURE.LATER_MID] = Number.NaN
    this.#compute(slot)
  }

  /** Waits for the horizons of a measured fill. */
  wait(slot: number): void {
    const pool = this.#pool
    pool.waiting[slot] = this.#schedule.horizonCount
    pool.isCounted[slot] = 0
    this.#schedule.add(pool.instrument[slot]!, slot, pool.fillNs)
    // The quotes that decide it may be here already (a report that came late).
    this.onQuote(pool.instrument[slot]!)
  }

  /** Adds a fill to its cell as known now: when it cannot wait. */
  countNow(slot: number): void {
    this.#count(slot)
  }

  /** A busted fill is measured no further. What was already told stays told. */
  drop(slot: number): void {
    this.#pool.cell[slot] = -1
    this.#pool.isCounted[slot] = 1
    this.#pool.side[slot] = 0
  }

  onQuote(instrument: number): void {
    const schedule = this.#schedule
    const quotes = this.#board!.lastNs
    for (let horizon = 0; horizon < schedule.horizonCount; horizon++) {
      while (!this.#out!.isCrowded) {
        const entry = schedule.takeDue(instrument, horizon, quotes)
        if (entry < 0) break
        this.#ripen(entry)
      }
    }
    if (this.#out!.isCrowded && this.#isBehind[instrument] === 0) {
      this.#isBehind[instrument] = 1
      this.#behindCount++
    }
  }

  /** Markouts that found no room before, and those that waited long enough for a later quote. @returns how many. */
  onTimer(nowNs: number): number {
    const before = this.#schedule.size
    if (this.#behindCount > 0) this.#catchUp()
    if (nowNs >= this.#schedule.timeoutNs) this.#timeOut(nowNs)
    return before - this.#schedule.size
  }

  #catchUp(): void {
    for (let instrument = 0; instrument < this.#isBehind.length; instrument++) {
      if (this.#isBehind[instrument] === 0 || this.#out!.isCrowded) continue
      this.#isBehind[instrument] = 0
      this.#behindCount--
      this.onQuote(instrument)
    }
  }

  #timeOut(nowNs: number): void {
    const schedule = this.#schedule
    for (let list = 0; list < schedule.listCount; list++) {
      while (!this.#out!.isCrowded) {
        const entry = schedule.takeTimedOut(list, nowNs)
        if (entry < 0) break
        this.#ripen(entry)
      }
    }
    schedule.renewTimeout()
  }

  #ripen(entry: number): void {
    const pool = this.#pool
    const count = this.#schedule.horizonCount
    const slot = Math.floor(entry / count)
    const horizon = entry - slot * count
    if (pool.side[slot] !== 0) {
      this.#lookUp(slot, entry)
      if (pool.isCounted[slot] === 0) this.#count(slot)
      this.#addHorizon(slot, horizon)
    }
    if (--pool.waiting[slot]! === 0) pool.release(slot)
  }

  /** The mid again, and the one at the horizon; then all measures. */
  #lookUp(slot: number, entry: number): void {
    const pool = this.#pool
    this.#lookUpMid(slot)
    if (!Number.isNaN(this.#pair[1]!)) pool.mid[slot] = this.#pair[1]!
    this.#pair[0] = this.#schedule.dueNs[entry]!
    this.#board!.mids[pool.instrument[slot]!]!.putKnownAt(this.#pair)
    this.measures[FILL_MEASURE.LATER_MID] = this.#pair[1]!
    this.#compute(slot)
  }

  #lookUpMid(slot: number): void {
    this.#pair[0] = this.#pool.fillNs[slot]!
    this.#board!.mids[this.#pool.instrument[slot]!]!.putBefore(this.#pair)
  }

  #compute(slot: number): void {
    const { measures } = this
    measures[FILL_MEASURE.SIDE] = this.#pool.side[slot]!
    measures[FILL_MEASURE.PX] = this.#pool.priceTicks[slot]!
    measures[FILL_MEASURE.MID] = this.#pool.mid[slot]!
    measureFill(measures)
  }

  #count(slot: number): void {
    const pool = this.#pool
    pool.isCounted[slot] = 1
    this.isChanged[pool.instrument[slot]!] = 1
    const cell = this.#cells.all[pool.cell[slot]!]
    if (cell === undefined) return
    cell.fills.fillCount++
    this.#addKnown(cell.slippageBps, pool.slippageBps, slot)
    this.#addKnown(cell.feesBps, pool.feesBps, slot)
    if (!Number.isNaN(pool.mid[slot]!)) this.#add(cell.fills.effectiveSpreadBps, FILL_MEASURE.EFFECTIVE, slot)
  }

  #addKnown(moments: RunningMoments, values: Float64Array, slot: number): void {
    this.#pair[0] = values[slot]!
    this.#pair[1] = this.#pool.qtyE8[slot]! / E8
    if (!Number.isNaN(this.#pair[0]!)) moments.addPair(this.#pair)
  }

  #addHorizon(slot: number, horizon: number): void {
    const pool = this.#pool
    const { measures } = this
    if (Number.isNaN(measures[FILL_MEASURE.MARKOUT]!)) {
      this.missing++
      return
    }
    this.markouts++
    this.isChanged[pool.instrument[slot]!] = 1
    const cell = this.#cells.all[pool.cell[slot]!]
    if (cell !== undefined) {
      const at = cell.fills.horizons[horizon]!
      this.#add(at.markoutBps, FILL_MEASURE.MARKOUT, slot)
      this.#add(at.realizedSpreadBps, FILL_MEASURE.REALIZED, slot)
      this.#add(at.adverseSelectionBps, FILL_MEASURE.ADVERSE, slot) // Impact is minus twice it.
      if (horizon === this.#scoreHorizon) this.#addNetEdge(cell.netEdgeBps, slot)
    }
    this.#publisher.publishMarkout(slot, horizon, measures, this.#out!)
  }

  #add(moments: RunningMoments, measure: number, slot: number): void {
    this.#pair[0] = this.measures[measure]!
    this.#pair[1] = this.#pool.qtyE8[slot]! / E8
    moments.addPair(this.#pair)
  }

  #addNetEdge(moments: RunningMoments, slot: number): void {
    this.#pair[0] = this.measures[FILL_MEASURE.MARKOUT]! - this.#pool.feesBps[slot]!
    this.#pair[1] = this.#pool.qtyE8[slot]! / E8
    if (!Number.isNaN(this.#pair[0]!)) moments.addPair(this.#pair)
  }
}
