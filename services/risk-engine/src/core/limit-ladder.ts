import { LEVEL } from './levels.ts'

export interface LadderStep {
  readonly percent: number
  /** RiskAction (10212) from this step on. */
  readonly action: number
}

export interface LadderOptions {
  readonly id: string
  /** What is measured, as in reports: GROSS, DELTA ... */
  readonly metric: string
  /** Index of the scope its actions are about. */
  readonly scope: number
  readonly limitE8: number
  /** What it is about, -1 for all. */
  readonly underlying: number
  readonly steps: readonly LadderStep[]
  readonly hysteresisPercent: number
  readonly cooldownNs: number
  /** How much further the value may go after a release, in percent of the limit. */
  readonly releasePercent: number
  /** Loss limits trip at the limit itself, others beyond it. */
  readonly tripsAtLimit: boolean
  readonly currency: string
  /** Reads the value, E8. */
  readonly valueE8: () => number
}

/**
 * The graduated response of one limit. Goes up at once; comes down only after the value has stayed clearly below the
 * step (hysteresis) for the whole cool-down. A halt it asked for is latched by ActionDesk, not here; once an operator
 * accepts the value, the ladder asks for a halt again only when the value has grown by the allowance of a release.
 */
export class LimitLadder {
  readonly options: LadderOptions
  action: number = LEVEL.NORMAL
  valueE8 = 0
  /** A halt is not asked for below this value. */
  acceptedE8 = Number.NEGATIVE_INFINITY
  #belowSinceNs = Number.NaN

  constructor(options: LadderOptions) {
    this.options = options
  }

  /** Fraction of the limit in use, in percent. */
  get percent(): number {
    return (this.valueE8 / this.options.limitE8) * 100
  }

  /** @returns whether the action changed. */
  update(nowNs: number): boolean {
    this.valueE8 = this.options.valueE8()
    const wanted = this.#actionAt(0)
    if (wanted > this.action) return this.#become(wanted)
    if (wanted === this.action) {
      this.#belowSinceNs = Number.NaN
      return false
    }
    const kept = this.#actionAt(this.options.hysteresisPercent)
    if (kept >= this.action) {
      this.#belowSinceNs = Number.NaN
      return false
    }
    if (Number.isNaN(this.#belowSinceNs)) this.#belowSinceNs = nowNs
    return nowNs - this.#belowSinceNs >= this.options.cooldownNs && this.#become(kept)
  }

  /** An operator accepts the value as it is. */
  accept(): void {
    if (this.action !== LEVEL.HALT) return
    this.acceptedE8 = this.valueE8 + (this.options.limitE8 * this.options.releasePercent) / 100
    this.#become(this.#actionAt(0))
  }

  #become(action: number): boolean {
    this.action = action
    this.#belowSinceNs = Number.NaN
    return true
  }

  /** The action of the highest step reached, with every step lowered by `slack` percent. */
  #actionAt(slack: number): number {
    const { steps, limitE8, tripsAtLimit } = this.options
    let action: number = LEVEL.NORMAL
    for (const step of steps) {
      // Whole numbers on both sides: exactly at a step is seen as that.
      const [used, from] = [this.valueE8 * 100, limitE8 * (step.percent - slack)]
      const isReached = tripsAtLimit || slack > 0 ? used >= from : used > from
      if (!isReached || (step.action === LEVEL.HALT && this.valueE8 < this.acceptedE8)) continue
      action = step.action
    }
    return action
  }
}
