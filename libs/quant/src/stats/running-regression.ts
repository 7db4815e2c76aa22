/**
 * Streaming least squares y = intercept + slope x, weighted, forgetting by decay: OFI impact, Kyle's lambda, intensity
 * fits.
 */

export class RunningRegression {
  count = 0
  weight = 0
  #meanX = 0
  #meanY = 0
  #xx = 0
  #xy = 0
  #yy = 0

  /** @param weight > 0; 1 for ordinary least squares. */
  add(x: number, y: number, weight: number): void {
    this.count++
    this.weight += weight
    const dx = x - this.#meanX
    const dy = y - this.#meanY
    this.#meanX += (dx * weight) / this.weight
    this.#meanY += (dy * weight) / this.weight
    this.#xx += weight * dx * (x - this.#meanX)
    this.#xy += weight * dx * (y - this.#meanY)
    this.#yy += weight * dy * (y - this.#meanY)
  }

  /** Multiplies the weight of everything seen by `factor` in (0, 1]: exponential forgetting. */
  decay(factor: number): void {
    this.weight *= factor
    this.#xx *= factor
    this.#xy *= factor
    this.#yy *= factor
  }

  /** NaN below two points or when x does not vary. */
  get slope(): number {
    return this.#xx > 0 ? this.#xy / this.#xx : Number.NaN
  }

  get intercept(): number {
    return this.#meanY - this.slope * this.#meanX
  }

  /** Share of the variance of y explained, 0..1; NaN when undefined. */
  get r2(): number {
    return (this.#xy * this.#xy) / (this.#xx * this.#yy)
  }

  /** Standard error of the slope for unit weights; NaN below three points. */
  get slopeStandardError(): number {
    if (this.count < 3) return Number.NaN
    const residual = Math.max(0, this.#yy - this.slope * this.#xy)
    return Math.sqrt(residual / (this.count - 2) / this.#xx)
  }
}
