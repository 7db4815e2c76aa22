/**
 * Avellaneda and Stoikov (Quantitative Finance 2008), equations 29 and 30. The mid is a Brownian motion, fills are
 * Poisson with rate A exp(-k distance). Units: prices in one unit u; sigma in u per square root of time; tau in that
 * time; gamma and k in 1/u; inventory in quote sizes. Live, replace the time to the end by a constant horizon.
 * Distances may be negative, that is through the mid: the caller clips, and says so.
 */

/** Reservation price: mid - inventory x gamma x sigma^2 x tau. */
export function reservationPrice(mid: number, inventory: number, gamma: number, sigma: number, tau: number): number {
  return mid - inventory * gamma * sigma * sigma * tau
}

/**
 * Total spread around the reservation price: gamma sigma^2 tau + (2/gamma) ln(1 + gamma/k); the limit 2/k for gamma =
 * 0.
 */
export function optimalSpread(gamma: number, sigma: number, k: number, tau: number): number {
  return gamma === 0 ? 2 / k : gamma * sigma * sigma * tau + (2 / gamma) * Math.log1p(gamma / k)
}
