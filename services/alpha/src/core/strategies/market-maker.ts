/**
 * The default market maker. Around each venue's own fair value (consensus + basis) it quotes the distances of Gueant,
 * Lehalle and Fernandez-Tapia by the inventory of the underlying over all venues:
 *
 *     distance = max(GLFT(inventory) + base x (spreadMultiplier - 1) + sdWeight x sd + fee + level x spacing, floor)
 *
 * in bps of the price; the position at the venue itself counts a little on its own, so that opposite positions at two
 * venues run off. The floor pays the costs of adding to the inventory; quotes that reduce it may stand at the fair
 * value. Sizes shrink toward the inventory limit; beyond it there is one side only. An empty or crossed consensus is no
 * price: everything is withdrawn.
 */

import { ASK, BID, type Side } from '@reflex/book'
import { GlftTable, glftBaseDistance, halfSpread, quoteSize } from '@reflex/quant'
import { BaseStrategy, type StrategyContext, type StrategyKind } from '../strategy.ts'
import { SIZE_MULTIPLIER, SPREAD_MULTIPLIER } from '../tca-feedback.ts'

const BPS = 1e4
/** So that a price that lies on a tick is not moved off it by rounding in the logarithm. */
const TICK_SLACK = 1e-6
/** The table is solved again when the volatility has moved by more than this share. */
const SIGMA_CHANGE = 0.05
const INVENTORY_STEPS_MAX = 200

export interface MarketMakerParameters {
  /** By underlying, base units. */
  readonly quoteSize: Readonly<Record<string, number>>
  readonly inventoryLimit: Readonly<Record<string, number>>
  /** Position at one venue at which one side stops there, in inventory limits. */
  readonly venueLimitMultiple: number
  /** How much the position at the venue itself counts on top of the net position, 0..1. */
  readonly venueWeight: number
  readonly levels: number
  readonly levelSpacingBps: number
  /** Risk aversion, 1 / bps. */
  readonly gamma: number
  /** Decay of the fill intensity, 1 / bps. */
  readonly k: number
  /** Fill intensity at distance zero, 1 / s. */
  readonly fillRate: number
  readonly edgeBps: number
  /** Share of sigma sqrt(horizon) in the floor. */
  readonly volatilityWeight: number
  readonly horizonS: number
  readonly sdWeight: number
  readonly skewMaxBps: number
  /** Added when fewer venues than are live make the consensus. */
  readonly staleWidenBps: number
  readonly requoteToleranceBps: number
  readonly quoteLifeMs: number
}

const TUNED = ['gamma', 'k', 'fillRate', 'edgeBps', 'levelSpacingBps', 'requoteToleranceBps', 'quoteLifeMs'] as const

export const marketMaker: StrategyKind<MarketMakerParameters> = {
  parameters: [
    { name: SPREAD_MULTIPLIER, min: 0.25, max: 4 },
    { name: SIZE_MULTIPLIER, min: 0.25, max: 2 },
    { name: 'quoteSize', min: 0, max: 1e6 },
    { name: 'inventoryLimit', min: 0, max: 1e6 },
    { name: 'gamma', min: 1e-4, max: 10 },
    { name: 'k', min: 0.01, max: 100 },
    { name: 'fillRate', min: 0.001, max: 1000 },
    { name: 'edgeBps', min: -10, max: 50 },
    { name: 'levelSpacingBps', min: 0, max: 100 },
    { name: 'requoteToleranceBps', min: 0, max: 100 },
    { name: 'quoteLifeMs', min: 0, max: 60_000 },
  ],
  create: (context, parameters) => new MarketMaker(context, parameters),
}

/** What is kept for each line. */
class LineModel {
  readonly line: number
  readonly instrument: number
  readonly underlying: number
  table: GlftTable
  /** Price step in bps, set with each quote. */
  readonly costs = { tick: 0.5, volatilityWeight: 0.5, adverseSelectionWeight: 0, fee: 0.5, rebate: 0.5, edge: 0.5 }
  readonly glft = { sigma: 0.5, fillRate: 0.5, k: 0.5, gamma: 0.5 }
  version = -1
  /** Of the parameters at `version`. */
  readonly now = {
    spreadMultiplier: 0.5,
    sizeMultiplier: 0.5,
    quoteSize: 0.5,
    inventoryLimit: 0.5,
    levelSpacingBps: 0.5,
    toleranceBps: 0.5,
    quoteLifeNs: 0.5,
    /** Half-spread of the model without inventory, bps. */
    baseBps: 0.5,
  }
  isPatienceSet = false

  constructor(line: number, instrument: number, underlying: number) {
    this.line = line
    this.instrument = instrument
    this.underlying = underlying
    this.table = new GlftTable(1)
  }
}

export class MarketMaker extends BaseStrategy {
  readonly #parameters: MarketMakerParameters
  readonly #models: readonly LineModel[]
  /** By underlying: the models that quote it. */
  readonly #byUnderlying: readonly (readonly LineModel[])[]
  readonly #ids: Readonly<Record<string, number>>
  readonly #fill = new Float64Array(9)

  constructor(context: StrategyContext, parameters: MarketMakerParameters) {
    super(context)
    this.#parameters = parameters
    const { instruments } = context
    this.#models = context.lines.map((line) => {
      const instrument = context.instrumentOf(line)
      return new LineModel(line, instrument, instruments.underlyings[instrument]!)
    })
    this.#byUnderlying = instruments.underlyingNames.map((_, u) => this.#models.filter((m) => m.underlying === u))
    for (const model of this.#models) this.#declare(model)
    const names = marketMaker.parameters.map((definition) => definition.name)
    this.#ids = Object.fromEntries(names.map((name) => [name, context.parameters.idOf(name)]))
    for (const model of this.#models) this.#refresh(model)
  }

  override onBook(_nowNs: number, instrument: number): void {
    const models = this.#byUnderlying[this.context.instruments.underlyings[instrument]!]!
    for (let i = 0; i < models.length; i++) this.#quote(models[i]!)
  }

  /** The volatility has moved, or a parameter. */
  override onTimer(_nowNs: number): void {
    for (let i = 0; i < this.#models.length; i++) {
      const model = this.#models[i]!
      const sigma = this.context.fairValue.sigmaBps(model.underlying)
      const isMoved = Math.abs(sigma - model.glft.sigma) > SIGMA_CHANGE * model.glft.sigma
      if (isMoved || model.version !== this.context.parameters.versions[model.line]) this.#refresh(model)
    }
  }

  override onControl(nowNs: number): void {
    this.onTimer(nowNs)
  }

  override onTca(nowNs: number, _line: number): void {
    this.onTimer(nowNs)
  }

  #declare(model: LineModel): void {
    const { parameters: table, instruments } = this.context
    const underlying = instruments.underlyingNames[model.underlying]!
    const { line } = model
    table.declare(SPREAD_MULTIPLIER, line, 1)
    table.declare(SIZE_MULTIPLIER, line, 1)
    const size = this.#parameters.quoteSize[underlying] ?? 0
    const limit = this.#parameters.inventoryLimit[underlying] ?? 0
    table.declare('quoteSize', line, size, 0, 5 * size)
    table.declare('inventoryLimit', line, limit, 0, 2 * limit)
    for (const name of TUNED) table.declare(name, line, this.#parameters[name])
    const fee = Number(
      instruments.venues.find((v) => v.id === instruments.venueIds[model.instrument])?.makerFeeBps ?? 0,
    )
    model.costs.fee = Math.max(0, fee)
    model.costs.rebate = Math.max(0, -fee)
    model.costs.volatilityWeight = this.#parameters.volatilityWeight
  }

  #value(name: string, line: number): number {
    return this.context.parameters.value(this.#ids[name]!, line)
  }

  /**
   * Takes parameters and volatility, and solves the distances again: some ten microseconds, when one of them has
   * changed.
   */
  #refresh(model: LineModel): void {
    const { line, instrument, glft, now } = model
    model.version = this.context.parameters.versions[line]!
    glft.sigma = this.context.fairValue.sigmaBps(model.underlying)
    glft.gamma = this.#value('gamma', line)
    glft.k = this.#value('k', line)
    glft.fillRate = this.#value('fillRate', line)
    model.costs.edge = this.#value('edgeBps', line)
    now.spreadMultiplier = this.#value(SPREAD_MULTIPLIER, line)
    now.sizeMultiplier = this.#value(SIZE_MULTIPLIER, line)
    now.quoteSize = this.#value('quoteSize', line)
    now.inventoryLimit = this.#value('inventoryLimit', line)
    now.levelSpacingBps = this.#value('levelSpacingBps', line)
    now.toleranceBps = this.#value('requoteToleranceBps', line)
    now.quoteLifeNs = this.#value('quoteLifeMs', line) * 1e6
    now.baseBps = glftBaseDistance(glft)
    const steps = Math.round(now.inventoryLimit / now.quoteSize)
    const inventoryMax = steps >= 1 ? Math.min(INVENTORY_STEPS_MAX, steps) : 1
    if (inventoryMax !== model.table.inventoryMax) model.table = new GlftTable(inventoryMax)
    model.table.solveStationary(glft)
    const { market, fairValue } = this.context
    this.#setPatience(model, market.bidTicks[instrument]! * fairValue.tickPrices[instrument]!)
  }

  #setPatience(model: LineModel, price: number): void {
    const { line, instrument, now } = model
    const ticks = (now.toleranceBps * price) / BPS / this.context.fairValue.tickPrices[instrument]!
    model.isPatienceSet = ticks >= 0
    this.context.setPatience(line, ticks >= 1 ? Math.round(ticks) : 1, now.quoteLifeNs)
  }

  #quote(model: LineModel): void {
    const { board, fairValue, inventory, market } = this.context
    const { line, instrument, underlying } = model
    if (model.version !== this.context.parameters.versions[line]) this.#refresh(model)
    if (!fairValue.isAvailable(underlying) || !market.isLive(instrument)) {
      board.withdraw(line)
      return
    }
    const f = this.#fill
    f[FAIR] = fairValue.instrumentBps[instrument]!
    f[PRICE] = Math.exp(f[FAIR]! / BPS)
    inventory.measure(this.context.account, underlying, fairValue.prices)
    f[UNITS] = inventory.unitsOf(this.context.account, underlying)
    f[OWN] = inventory.lotsOf(this.context.account, instrument)
    f[LOT] = inventory.lotUnits[instrument]! / (inventory.isInverse[instrument] === 1 ? f[PRICE]! : 1)
    const tick = fairValue.tickPrices[instrument]!
    if (!model.isPatienceSet) this.#setPatience(model, f[PRICE]!)
    model.costs.tick = (BPS * tick) / f[PRICE]!
    f[FLOOR] = halfSpread(model.costs, model.glft.sigma, this.#parameters.horizonS, 0)
    this.#setExtra(model)
    this.#quoteSide(model, BID, 1)
    this.#quoteSide(model, ASK, -1)
  }

  /**
   * What both sides stand farther away by, beyond the model: the tuned multiplier, fees, doubt about the fair value.
   */
  #setExtra(model: LineModel): void {
    const { fairValue } = this.context
    const { underlying, costs, now } = model
    const { sdWeight, staleWidenBps } = this.#parameters
    const isThin = fairValue.usedCount(underlying) < this.#liveCount(underlying)
    this.#fill[EXTRA] =
      now.baseBps * (now.spreadMultiplier - 1) +
      sdWeight * fairValue.sdBps[underlying]! +
      costs.fee -
      costs.rebate +
      (isThin ? staleWidenBps : 0)
  }

  #liveCount(underlying: number): number {
    const members = this.context.fairValue.members[underlying]!
    let count = 0
    for (let i = 0; i < members.length; i++) if (this.context.market.isLive(members[i]!)) count++
    return count
  }

  /** @param sign +1 bid, -1 ask. */
  #quoteSide(model: LineModel, side: Side, sign: number): void {
    const { board, instruments } = this.context
    const { line, instrument, now } = model
    const f = this.#fill
    const unitsPerLot = f[LOT]!
    const { venueWeight, venueLimitMultiple } = this.#parameters
    const own = sign * f[OWN]! * f[LOT]!
    f[HELD] = (sign * f[UNITS]! + venueWeight * own) / now.quoteSize
    this.#setDistance(model)
    const distance = f[DISTANCE]!
    const sizeLots = Math.floor((now.quoteSize * now.sizeMultiplier) / unitsPerLot + TICK_SLACK)
    const limitLots = now.inventoryLimit / unitsPerLot
    const lots = quoteSize(1, (sign * f[UNITS]!) / unitsPerLot, sizeLots, limitLots)
    const isVenueFull = own >= venueLimitMultiple * now.inventoryLimit
    const isQuoted = !isVenueFull && distance < Number.POSITIVE_INFINITY && lots >= instruments.minLots[instrument]!
    const spacing = now.levelSpacingBps
    const tick = this.context.fairValue.tickPrices[instrument]!
    for (let level = 0; level < this.#parameters.levels; level++) {
      const ticks = Math.exp((f[FAIR]! - sign * (distance + level * spacing)) / BPS) / tick
      const rounded = sign > 0 ? Math.floor(ticks + TICK_SLACK) : Math.ceil(ticks - TICK_SLACK)
      if (isQuoted) board.set(line, side, level, rounded, Math.min(lots, instruments.maxLots[instrument]!))
      else board.clear(line, side, level)
    }
  }

  /** From HELD, inventory in quote sizes, positive when the side would add to it. Infinity: no quote. */
  #setDistance(model: LineModel): void {
    const f = this.#fill
    const base = model.now.baseBps
    const glft = model.table.bidDistanceAt(f[HELD]!)
    const cap = this.#parameters.skewMaxBps
    const distance = base + Math.min(cap, Math.max(-cap, glft - base)) + f[EXTRA]!
    f[DISTANCE] = glft < Number.POSITIVE_INFINITY ? Math.max(distance, f[HELD]! >= 0 ? f[FLOOR]! : 0) : glft
  }
}

const FAIR = 0
const PRICE = 1
const UNITS = 2
const FLOOR = 3
const EXTRA = 4
const HELD = 5
const DISTANCE = 6
const LOT = 7
const OWN = 8
