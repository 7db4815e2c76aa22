/**
 * How much a venue that shows nothing will fill: the censored (Kaplan-Meier) estimator and the greedy allocation of
 * Ganchev, Nevmyvaka, Kearns, Vaughan, "Censored exploration and the dark pool problem", CACM 53(5), 2010.
 *
 * A visit that filled less than it sent saw the available quantity; one that filled all of it saw only that there was
 * at least that much.
 *
 *     z_s = #(filled = s, filled < sent) / #(filled >= s, sent > s)      T(0) = 1      T(s + 1) = T(s) (1 - z_s)
 */

import { assert } from '@reflex/base'

export class CensoredDepth {
  /** Visits by filled quantity that saw the end of the liquidity; weights, since old ones decay. */
  readonly #ended: Float64Array
  /** Visits by quantity s that filled at least s and had sent more than s. */
  readonly #atRisk: Float64Array
  readonly #tail: Float64Array
  #sentMax = 0
  #isStale = false

  /** @param unitsMax the largest quantity that may be sent, in units (lots). */
  constructor(unitsMax: number) {
    assert(Number.isInteger(unitsMax) && unitsMax >= 1, 'room for a unit is needed')
    this.#ended = new Float64Array(unitsMax + 1)
    this.#atRisk = new Float64Array(unitsMax + 1)
    this.#tail = new Float64Array(unitsMax + 1)
    this.#tail[0] = 1
  }

  get unitsMax(): number {
    return this.#tail.length - 1
  }

  /** The largest quantity ever sent there: beyond it nothing is known and the tail is 0. */
  get sentMax(): number {
    return this.#sentMax
  }

  /** One visit. @param filled 0..sent. @param sent 1..unitsMax. */
  observe(filled: number, sent: number): void {
    assert(filled >= 0 && filled <= sent && sent >= 1 && sent <= this.unitsMax, 'filled of sent units')
    if (filled < sent) this.#ended[filled]! += 1
    const last = Math.min(filled, sent - 1)
    for (let s = 0; s <= last; s++) this.#atRisk[s]! += 1
    if (sent > this.#sentMax) this.#sentMax = sent
    this.#isStale = true
  }

  /** Forgets: what was seen so far counts `factor` (0..1) times as much from now on. */
  decay(factor: number): void {
    for (let s = 0; s <= this.unitsMax; s++) {
      this.#ended[s]! *= factor
      this.#atRisk[s]! *= factor
    }
  }

  /** T(units) = P(available >= units). 1 for 0, 0 beyond the largest quantity sent. */
  tail(units: number): number {
    if (units > this.#sentMax) return units === 0 ? 1 : 0
    if (this.#isStale) this.#refresh()
    return this.#tail[units]!
  }

  #refresh(): void {
    const tail = this.#tail
    for (let s = 0; s < this.#sentMax; s++) {
      const atRisk = this.#atRisk[s]!
      const ending = atRisk > 0 ? this.#ended[s]! / atRisk : 0
      tail[s + 1] = tail[s]! * (1 - ending)
    }
    this.#isStale = false
  }
}

/**
 * Unit by unit to the venue with the largest T(next unit), ties to the first; stops when the best is 0.
 * @param allocation is filled: units for each venue. @returns the expected fill, the sum of the T taken.
 */
export function allocateByTail(venues: readonly CensoredDepth[], units: number, allocation: Int32Array): number {
  allocation.fill(0)
  let expected = 0
  for (let unit = 0; unit < units; unit++) {
    let best = 0
    let chosen = -1
    for (let venue = 0; venue < venues.length; venue++) {
      const next = allocation[venue]! + 1
      const chance = venues[venue]!.tail(next)
      if (chance > best) {
        best = chance
        chosen = venue
      }
    }
    if (chosen < 0) break
    allocation[chosen]!++
    expected += best
  }
  return expected
}
