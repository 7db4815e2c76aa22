/**
 * From measured execution quality to better quotes. The *edge* of a fill is its markout at the horizon less fees, bps,
 * positive good. Lines whose edge is below the target quote wider and smaller, those above it narrower and larger; a
 * line without enough fills of its own follows its venue. Every step is small, bounded and published. A window ends
 * with the change it led to: the next one measures the new setting.
 */

import { RunningMoments } from '@reflex/quant'
import type { Instruments } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { ParameterKeeper } from './parameter-keeper.ts'
import { NO_PARAMETER, type ParameterTable } from './parameter-table.ts'
import type { StrategyTable } from './strategy-table.ts'

export interface TcaFeedbackOptions {
  readonly intervalNs: number
  /** Fills (or samples of a venue) below which nothing is concluded. */
  readonly samplesMin: number
  /** Edge that quotes are held to, bps. */
  readonly targetEdgeBps: number
  /** Relative change of the half-spread for each bps that the edge misses the target. */
  readonly gainPerBps: number
  /** Largest relative change of a parameter at once, 0..1. */
  readonly stepMax: number
  /** Smallest relative change worth a message. */
  readonly stepMin: number
  /** Standard errors by which an edge must differ from zero before sizes follow. */
  readonly confidence: number
  /** Share of orders that should fill; below it a venue's quotes move in. 0: never. */
  readonly fillRatioMin: number
}

/** Parameters that a strategy declares in order to be tuned. */
export const SPREAD_MULTIPLIER = 'spreadMultiplier'
export const SIZE_MULTIPLIER = 'sizeMultiplier'

const VENUES_MAX = 128

export class TcaFeedback {
  readonly #options: TcaFeedbackOptions
  readonly #strategies: StrategyTable
  readonly #parameters: ParameterTable
  readonly #keeper: ParameterKeeper
  readonly #spread: number
  readonly #size: number
  /** By line: edges of fills since its last change. */
  readonly #edges: readonly RunningMoments[]
  /** By line: maker fee, bps. */
  readonly #feeBps: Float64Array
  readonly #venueOfLine: Int32Array
  /** By venue id: latest statistics. */
  readonly #venueMarkout = new Float64Array(VENUES_MAX).fill(Number.NaN)
  readonly #venueError = new Float64Array(VENUES_MAX)
  readonly #venueSamples = new Float64Array(VENUES_MAX)
  readonly #venueFillRatio = new Float64Array(VENUES_MAX).fill(Number.NaN)
  readonly #venueOrders = new Float64Array(VENUES_MAX)
  /** By line: samples and orders of its venue that its last change rested on. */
  readonly #usedSamples: Float64Array
  readonly #usedOrders: Float64Array
  readonly #dueNs = new Float64Array(1)
  /** By line: 1 when the last evaluation changed it. */
  readonly changed: Uint8Array

  constructor(
    options: TcaFeedbackOptions,
    strategies: StrategyTable,
    instruments: Instruments,
    parameters: ParameterTable,
    keeper: ParameterKeeper,
  ) {
    this.#options = options
    this.#strategies = strategies
    this.#parameters = parameters
    this.#keeper = keeper
    this.#spread = parameters.idOf(SPREAD_MULTIPLIER)
    this.#size = parameters.idOf(SIZE_MULTIPLIER)
    const lines = [...strategies.instrumentOfLine]
    this.#edges = lines.map(() => new RunningMoments())
    this.#venueOfLine = Int32Array.from(lines, (instrument) => instruments.venueIds[instrument]!)
    const feeOf = new Map(instruments.venues.map((venue) => [venue.id, Number(venue.makerFeeBps)]))
    this.#feeBps = Float64Array.from(this.#venueOfLine, (venue) => feeOf.get(venue) ?? 0)
    this.#usedSamples = new Float64Array(lines.length)
    this.#usedOrders = new Float64Array(lines.length)
    this.changed = new Uint8Array(lines.length)
  }

  /** Maker fee of the line's venue, bps; a rebate is negative. */
  feeBps(line: number): number {
    return this.#feeBps[line]!
  }

  /** One fill was measured. @param markoutBps at the horizon. @param feesBps paid. @param lots its size. */
  onFill(line: number, markoutBps: number, feesBps: number, lots: number): void {
    this.#edges[line]!.add(markoutBps - feesBps, lots)
  }

  /** @param errorBps standard error of the markout. */
  onVenueMarkout(venue: number, markoutBps: number, errorBps: number, samples: number): void {
    this.#venueMarkout[venue] = markoutBps
    this.#venueError[venue] = errorBps
    this.#venueSamples[venue] = samples
  }

  onVenueFillRatio(venue: number, ratio: number, orders: number): void {
    this.#venueFillRatio[venue] = ratio
    this.#venueOrders[venue] = orders
  }

  /** @returns how many lines were changed: see `changed`. */
  onTimer(nowNs: number, out: Outbox): number {
    if (nowNs < this.#dueNs[0]!) return 0
    this.#dueNs[0] = nowNs + this.#options.intervalNs
    let count = 0
    for (let line = 0; line < this.#strategies.lineCount; line++) {
      this.changed[line] = this.#spread !== NO_PARAMETER && this.#evaluate(line, out) ? 1 : 0
      count += this.changed[line]!
    }
    return count
  }

  #evaluate(line: number, out: Outbox): boolean {
    if (!this.#parameters.isDeclared(this.#spread, line)) return false
    const { samplesMin } = this.#options
    const own = this.#edges[line]!
    if (own.count >= samplesMin) {
      const isChanged = this.#move(line, own.mean, own.standardError, out)
      own.reset()
      return isChanged
    }
    const venue = this.#venueOfLine[line]!
    if (this.#venueSamples[venue]! - this.#usedSamples[line]! >= samplesMin) {
      this.#usedSamples[line] = this.#venueSamples[venue]!
      return this.#move(line, this.#venueMarkout[venue]! - this.#feeBps[line]!, this.#venueError[venue]!, out)
    }
    return this.#moveIn(line, venue, out)
  }

  /** Toward the target, by less the less certain the edge is. */
  #move(line: number, edge: number, error: number, out: Outbox): boolean {
    const { targetEdgeBps, gainPerBps, confidence, stepMax } = this.#options
    const miss = targetEdgeBps - edge
    if (Number.isNaN(miss)) return false
    const trust = Math.abs(miss) / (Math.abs(miss) + (error >= 0 ? error : Math.abs(miss)))
    const isWider = miss > 0
    let isChanged = this.#scale(this.#spread, line, gainPerBps * trust * miss, edgeReason(isWider), out)
    if (edge + confidence * error < 0)
      isChanged = this.#scale(this.#size, line, -stepMax, 'edge is negative', out) || isChanged
    else if (edge - confidence * error > targetEdgeBps) {
      isChanged = this.#scale(this.#size, line, 0.5 * stepMax, 'edge is above target', out) || isChanged
    }
    return isChanged
  }

  /** Too few fills to judge, and the venue says our orders hardly fill: move in. */
  #moveIn(line: number, venue: number, out: Outbox): boolean {
    const { fillRatioMin, samplesMin, stepMax } = this.#options
    if (!(this.#venueFillRatio[venue]! < fillRatioMin)) return false
    if (this.#venueOrders[venue]! - this.#usedOrders[line]! < 4 * samplesMin) return false
    this.#usedOrders[line] = this.#venueOrders[venue]!
    return this.#scale(this.#spread, line, -0.5 * stepMax, 'orders hardly fill', out)
  }

  #scale(parameter: number, line: number, change: number, reason: string, out: Outbox): boolean {
    const { stepMax, stepMin } = this.#options
    if (parameter === NO_PARAMETER || !this.#parameters.isDeclared(parameter, line)) return false
    const step = Math.min(stepMax, Math.max(-stepMax, change))
    if (Math.abs(step) < stepMin) return false
    const value = Math.round(1e4 * this.#parameters.value(parameter, line) * (1 + step)) / 1e4
    return this.#keeper.retune(parameter, line, value, reason, out)
  }
}

function edgeReason(isWider: boolean): string {
  return isWider ? 'edge is below target' : 'edge is above target'
}
