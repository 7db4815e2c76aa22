/**
 * The smallest useful strategy, and the example for those who write their own: when an instrument trades off its own
 * basis by more than a threshold, it takes the mispriced side, once in a while, up to a position limit.
 */

import { ASK, BID } from '@reflex/book'
import { BaseStrategy, type StrategyContext, type StrategyKind } from '../strategy.ts'

const BPS = 1e4

export interface BasisTakerParameters {
  /** Distance of the touch from the fair value at which it takes, bps. */
  readonly thresholdBps: number
  /** Quantity of an order, lots. */
  readonly lots: number
  /** Largest position of a line, lots. */
  readonly positionMaxLots: number
  /** Rest after each order, ms. */
  readonly cooldownMs: number
}

export const basisTaker: StrategyKind<BasisTakerParameters> = {
  parameters: [{ name: 'thresholdBps', min: 0.1, max: 1000 }],
  create: (context, parameters) => new BasisTaker(context, parameters),
}

export class BasisTaker extends BaseStrategy {
  readonly #parameters: BasisTakerParameters
  readonly #threshold: number
  readonly #nextNs: Float64Array

  constructor(context: StrategyContext, parameters: BasisTakerParameters) {
    super(context)
    this.#parameters = parameters
    for (const line of context.lines) context.parameters.declare('thresholdBps', line, parameters.thresholdBps)
    this.#threshold = context.parameters.idOf('thresholdBps')
    this.#nextNs = new Float64Array(Math.max(0, ...context.lines) + 1)
  }

  override onBook(nowNs: number, instrument: number): void {
    const { context } = this
    const line = context.lineOf(instrument)
    if (line < 0) return
    // A wish that could not be sent with the last event is out of date.
    context.board.withdraw(line)
    const { market, fairValue, inventory, board } = context
    if (!market.isLive(instrument) || !market.isTwoSided(instrument) || nowNs < this.#nextNs[line]!) return
    if (!fairValue.isAvailable(context.instruments.underlyings[instrument]!)) return
    const fair = Math.exp(fairValue.instrumentBps[instrument]! / BPS) / fairValue.tickPrices[instrument]!
    const edge = (context.parameters.value(this.#threshold, line) * fair) / BPS
    const { lots, positionMaxLots, cooldownMs } = this.#parameters
    const position = inventory.lotsOf(context.account, instrument)
    if (market.askTicks[instrument]! < fair - edge && position + lots <= positionMaxLots) {
      board.take(line, BID, market.askTicks[instrument]!, Math.min(lots, market.askLots[instrument]!))
    } else if (market.bidTicks[instrument]! > fair + edge && position - lots >= -positionMaxLots) {
      board.take(line, ASK, market.bidTicks[instrument]!, Math.min(lots, market.bidLots[instrument]!))
    } else return
    this.#nextNs[line] = nowNs + cooldownMs * 1e6
  }
}
