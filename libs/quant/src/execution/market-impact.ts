/** What an order of a size costs by moving the price, as fractions of the price. */

/** Almgren, Thum, Hauptmann, Li, "Direct estimation of equity market impact", Risk, July 2005. */
const PERMANENT = 0.314
const TEMPORARY = 0.142
const SIZE_EXPONENT = 1 / 4
const RATE_EXPONENT = 3 / 5

export interface ImpactEstimate {
  /** I = gamma sigma (X / V) (Theta / V)^(1/4): what stays. */
  readonly permanent: number
  /** K = eta sigma sgn(X) |X / (V T)|^(3/5): what only this order pays. */
  readonly temporary: number
  /** J = K + I / 2. */
  readonly realized: number
}

/**
 * @param quantity X in shares, negative to sell. @param dailyVolume V in shares. @param sharesOutstanding Theta.
 * @param sigmaDaily as a fraction. @param days T, time the order takes.
 */
export function almgrenImpact(
  quantity: number,
  dailyVolume: number,
  sharesOutstanding: number,
  sigmaDaily: number,
  days: number,
): ImpactEstimate {
  const share = quantity / dailyVolume
  const permanent = PERMANENT * sigmaDaily * share * (sharesOutstanding / dailyVolume) ** SIZE_EXPONENT
  const temporary = TEMPORARY * sigmaDaily * Math.sign(quantity) * Math.abs(share / days) ** RATE_EXPONENT
  return { permanent, temporary, realized: temporary + permanent / 2 }
}

/** The square-root law: Y sigma sqrt(Q / V), Y about 1. @param quantity Q at least 0. */
export function squareRootImpact(quantity: number, dailyVolume: number, sigmaDaily: number, y: number): number {
  return y * sigmaDaily * Math.sqrt(quantity / dailyVolume)
}
