/**
 * Market maker protection, as option venues have it (domain.md 1.1, Deribit): fills of a strategy in an underlying
 * within an interval are added up; when quantity, net delta or net vega meets its limit, the strategy's quotes there
 * are pulled and frozen. The interval starts at the first fill; a fill after its end, the end of a freeze, and a reset
 * start anew. Sums are whole numbers, scaled by the caller.
 */
export interface ProtectionLimits {
  readonly qty: number
  readonly delta: number
  readonly vega: number
  readonly intervalNs: number
  /** 0: until reset. */
  readonly frozenNs: number
}

export interface Quoting {
  readonly nowNs: number
  readonly strategy: number
  readonly underlying: number
}

export class MarketMakerProtection {
  /** False while nothing is protected. */
  isOn = false
  readonly #underlyingCount: number
  readonly #limits: (ProtectionLimits | null)[]
  readonly #startNs: Float64Array
  readonly #qty: Float64Array
  readonly #delta: Float64Array
  readonly #vega: Float64Array
  readonly #frozenUntilNs: Float64Array

  constructor(strategyCount: number, underlyingCount: number) {
    const cells = strategyCount * underlyingCount
    this.#underlyingCount = underlyingCount
    this.#limits = new Array<ProtectionLimits | null>(cells).fill(null)
    this.#startNs = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY)
    this.#qty = new Float64Array(cells)
    this.#delta = new Float64Array(cells)
    this.#vega = new Float64Array(cells)
    this.#frozenUntilNs = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY)
  }

  protect(strategy: number, underlying: number, limits: ProtectionLimits): void {
    this.isOn = true
    this.#limits[this.#cell(strategy, underlying)] = limits
  }

  isFrozen({ strategy, underlying, nowNs }: Quoting): boolean {
    return nowNs < this.#frozenUntilNs[strategy * this.#underlyingCount + underlying]!
  }

  /** @returns when quotes may go again: in the past when they may, Infinity until a reset. */
  frozenUntilNs(strategy: number, underlying: number): number {
    return this.#frozenUntilNs[this.#cell(strategy, underlying)]!
  }

  /** @returns whether this fill tripped it: then the quotes are to be pulled. */
  onFill(nowNs: number, strategy: number, underlying: number, qty: number, delta: number, vega: number): boolean {
    const cell = this.#cell(strategy, underlying)
    const limits = this.#limits[cell] ?? null
    // A fill that was on its way while frozen trips nothing anew.
    if (limits === null || nowNs < this.#frozenUntilNs[cell]!) return false
    if (!(nowNs - this.#startNs[cell]! <= limits.intervalNs)) this.#start(cell, nowNs)
    this.#qty[cell]! += qty
    this.#delta[cell]! += delta
    this.#vega[cell]! += vega
    const isTripped =
      this.#qty[cell]! >= limits.qty ||
      Math.abs(this.#delta[cell]!) >= limits.delta ||
      Math.abs(this.#vega[cell]!) >= limits.vega
    if (!isTripped) return false
    this.#frozenUntilNs[cell] = limits.frozenNs === 0 ? Number.POSITIVE_INFINITY : nowNs + limits.frozenNs
    this.#startNs[cell] = Number.NEGATIVE_INFINITY
    return true
  }

  /** Ends freeze and interval of a strategy in every underlying. */
  reset(strategy: number): void {
    for (let underlying = 0; underlying < this.#underlyingCount; underlying++) {
      const cell = this.#cell(strategy, underlying)
      this.#frozenUntilNs[cell] = Number.NEGATIVE_INFINITY
      this.#startNs[cell] = Number.NEGATIVE_INFINITY
    }
  }

  /** After a restart. */
  restore(strategy: number, underlying: number, frozenUntilNs: number): void {
    this.#frozenUntilNs[this.#cell(strategy, underlying)] = frozenUntilNs
  }

  #start(cell: number, nowNs: number): void {
    this.#startNs[cell] = nowNs
    this.#qty[cell] = 0
    this.#delta[cell] = 0
    this.#vega[cell] = 0
  }

  #cell(strategy: number, underlying: number): number {
    return strategy * this.#underlyingCount + underlying
  }
}
