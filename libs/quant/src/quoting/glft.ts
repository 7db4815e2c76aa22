/**
 * Gueant, Lehalle and Fernandez-Tapia, Dealing with the inventory risk (2013): optimal distances of bid and ask from
 * the mid by inventory.
 *
 *   alpha = k gamma sigma^2 / 2,  eta = A (1 + gamma/k)^-(1 + k/gamma),  v' = alpha q^2 v_q - eta (v_(q-1) + v_(q+1)),
 *   v(T) = 1
 *   bid distance(q) = ln(v_q / v_(q+1)) / k + ln(1 + gamma/k) / gamma,  ask distance(q) = ln(v_q / v_(q-1)) / k + the
 *   same
 *
 * v_q = v_-q, so only ratio(q) = v_(q+1) / v_q for q = 0..Q-1 is needed. Both solutions below add and multiply positive
 * numbers only, so every ratio is good to about 1e-14 however small v becomes at the bound (an eigenvector routine is
 * not: its errors are absolute).
 */

import { assert } from '@reflex/base'

export interface GlftParameters {
  /** Volatility of the mid, price units per square root of a second, >= 0. */
  readonly sigma: number
  /** Fill intensity at distance zero, per second, > 0. */
  readonly fillRate: number
  /** Decay of the intensity with distance, 1 / price unit, > 0. */
  readonly k: number
  /** Risk aversion, 1 / price unit, > 0. */
  readonly gamma: number
}

/** ln(1 + gamma/k) / gamma: the half-spread of a maker without inventory risk. */
export function glftBaseDistance(p: GlftParameters): number {
  return Math.log1p(p.gamma / p.k) / p.gamma
}

/**
 * x = sqrt(sigma^2 gamma / (2 k A) (1 + gamma/k)^(1 + k/gamma)): what one unit of inventory moves the quotes by, closed
 * form.
 */
export function glftInventorySlope(p: GlftParameters): number {
  const power = Math.exp((1 + p.k / p.gamma) * Math.log1p(p.gamma / p.k))
  return p.sigma * Math.sqrt((p.gamma / (2 * p.k * p.fillRate)) * power)
}

/**
 * Closed approximation of the stationary bid distance, c + (2q + 1)/2 x. Poor near the inventory bound: there use
 * `GlftTable`.
 */
export function glftBidDistance(p: GlftParameters, inventory: number): number {
  return glftBaseDistance(p) + ((2 * inventory + 1) / 2) * glftInventorySlope(p)
}

/** Closed approximation of the stationary ask distance, c - (2q - 1)/2 x. */
export function glftAskDistance(p: GlftParameters, inventory: number): number {
  return glftBaseDistance(p) - ((2 * inventory - 1) / 2) * glftInventorySlope(p)
}

/** Total spread of the closed approximation, 2c + x, at any inventory. */
export function glftSpread(p: GlftParameters): number {
  return 2 * glftBaseDistance(p) + glftInventorySlope(p)
}

/**
 * Distances by inventory, solved on a timer and read per tick. Inventory counts quote sizes, -Q..Q; at +Q there is no
 * bid and at -Q no ask: the distance there is Infinity. Reading does not allocate; solving creates no arrays.
 */
export class GlftTable {
  readonly inventoryMax: number
  readonly #bid: Float64Array // index inventory + Q; the ask is the mirror image
  readonly #ratio: Float64Array
  readonly #value: Float64Array
  readonly #term: Float64Array
  readonly #next: Float64Array

  /** @param inventoryMax Q, 1..1000 quote sizes. */
  constructor(inventoryMax: number) {
    assert(Number.isInteger(inventoryMax) && inventoryMax >= 1 && inventoryMax <= 1000, 'inventoryMax out of range')
    this.inventoryMax = inventoryMax
    this.#bid = new Float64Array(2 * inventoryMax + 1).fill(Number.POSITIVE_INFINITY)
    this.#ratio = new Float64Array(inventoryMax)
    this.#value = new Float64Array(inventoryMax + 1)
    this.#term = new Float64Array(inventoryMax + 1)
    this.#next = new Float64Array(inventoryMax + 1)
  }

  /** Far from the end: the ratios of the eigenvector of the smallest eigenvalue -mu, mu in [0, 2 eta]. */
  solveStationary(p: GlftParameters): void {
    const alpha = 0.5 * p.k * p.gamma * p.sigma * p.sigma
    const eta = etaOf(p)
    let low = 0
    let high = 2 * eta
    for (let i = 0; i < 200; i++) {
      const middle = 0.5 * (low + high)
      if (middle === low || middle === high) break
      if (this.#recurse(alpha, eta, middle)) high = middle
      else low = middle
    }
    this.#recurse(alpha, eta, high)
    this.#fill(p)
  }

  /** At `horizonSec` >= 0 before the end, where inventory is worth its mark. */
  solveFinite(p: GlftParameters, horizonSec: number): void {
    const alpha = 0.5 * p.k * p.gamma * p.sigma * p.sigma
    const eta = etaOf(p)
    const q = this.inventoryMax
    const shift = alpha * q * q
    const stepCount = Math.max(1, Math.ceil(((shift + 2 * eta) * horizonSec) / 8))
    const step = horizonSec / stepCount
    this.#value.fill(1)
    for (let i = 0; i < stepCount; i++) {
      this.#advance(alpha, eta, shift, step)
      if (this.#updateRatios() < 1e-15) break
    }
    this.#updateRatios()
    this.#fill(p)
  }

  /** Distance of the bid below the mid at a whole inventory; Infinity where there is no bid. */
  bidDistance(inventory: number): number {
    const index = inventory + this.inventoryMax
    return index < 0 ? this.#bid[0]! : index >= this.#bid.length ? Number.POSITIVE_INFINITY : this.#bid[index]!
  }

  /** Distance of the ask above the mid at a whole inventory; Infinity where there is no ask. */
  askDistance(inventory: number): number {
    return this.bidDistance(-inventory)
  }

  /** As `bidDistance`, linear between whole inventories: for positions that are not multiples of the quote size. */
  bidDistanceAt(inventory: number): number {
    const at = Math.max(0, inventory + this.inventoryMax)
    if (at > this.#bid.length - 2) return Number.POSITIVE_INFINITY
    const low = Math.floor(at)
    const weight = at - low
    return weight === 0 ? this.#bid[low]! : this.#bid[low]! * (1 - weight) + this.#bid[low + 1]! * weight
  }

  askDistanceAt(inventory: number): number {
    return this.bidDistanceAt(-inventory)
  }

  /**
   * ratio(q - 1) = eta / (alpha q^2 + mu - eta ratio(q)) from the bound down to 0, for a trial eigenvalue -mu.
   * @returns whether mu is at or above the eigenvalue's: then mu >= 2 eta ratio(0) and every denominator is positive.
   */
  #recurse(alpha: number, eta: number, mu: number): boolean {
    let ratio = 0
    for (let q = this.inventoryMax; q >= 1; q--) {
      const denominator = alpha * q * q + mu - eta * ratio
      if (!(denominator > 0)) return false
      ratio = eta / denominator
      this.#ratio[q - 1] = ratio
    }
    return mu >= 2 * eta * ratio
  }

  /**
   * value <- exp(step x (shift I - M)) value by its Taylor series of non-negative terms, then scaled to a largest entry
   * of 1.
   */
  #advance(alpha: number, eta: number, shift: number, step: number): void {
    const n = this.inventoryMax
    const value = this.#value
    let term = this.#term
    let next = this.#next
    term.set(value)
    for (let j = 1; j <= 200; j++) {
      const f = step / j
      let isSmall = true
      for (let q = 0; q <= n; q++) {
        const below = q === 0 ? term[1]! : term[q - 1]!
        const above = q === n ? 0 : term[q + 1]!
        const x = f * ((shift - alpha * q * q) * term[q]! + eta * (below + above))
        next[q] = x
        value[q]! += x
        if (x > 1e-18 * value[q]!) isSmall = false
      }
      const swap = term
      term = next
      next = swap
      if (isSmall) break
    }
    let largest = 0
    for (let q = 0; q <= n; q++) if (value[q]! > largest) largest = value[q]!
    for (let q = 0; q <= n; q++) value[q]! /= largest
  }

  /** @returns the largest relative change of a ratio since the last update. */
  #updateRatios(): number {
    let change = 0
    for (let q = 0; q < this.inventoryMax; q++) {
      const ratio = this.#value[q + 1]! / this.#value[q]!
      const relative = Math.abs(ratio - this.#ratio[q]!) / ratio
      if (!(relative <= change)) change = relative
      this.#ratio[q] = ratio
    }
    return change
  }

  #fill(p: GlftParameters): void {
    const base = glftBaseDistance(p)
    const q = this.inventoryMax
    for (let i = 0; i < q; i++) {
      const log = Math.log(this.#ratio[i]!) / p.k
      this.#bid[q + i] = base - log
      this.#bid[q - i - 1] = base + log
    }
    this.#bid[2 * q] = Number.POSITIVE_INFINITY
  }
}

/** A (1 + gamma/k)^-(1 + k/gamma). */
function etaOf(p: GlftParameters): number {
  assert(p.gamma > 0 && p.k > 0 && p.fillRate > 0 && p.sigma >= 0, 'GLFT parameters out of range')
  return p.fillRate * Math.exp(-(1 + p.k / p.gamma) * Math.log1p(p.gamma / p.k))
}
