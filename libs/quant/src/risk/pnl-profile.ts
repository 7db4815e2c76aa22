/**
 * P&L of a book as a function of the return of each underlying alone: full revaluation at equally spaced returns, a
 * cubic through four nodes between them. One profile turns a hundred thousand paths of a book of any size into as many
 * look-ups; exact as long as options depend on one underlying each.
 */

import { assert } from '@reflex/base'
import type { OptionBook } from './option-book.ts'

export class PnlProfile {
  readonly nodes: number
  readonly #low: number
  readonly #step: number
  readonly #underlyingCount: number
  /** By underlying, then node. */
  readonly #values: Float64Array
  readonly #row: Float64Array
  readonly #returns: Float64Array

  /** @param reach largest return covered on both sides, below 1; beyond it the end is extended in a straight line. */
  constructor(underlyingCount: number, reach: number, nodes = 201) {
    assert(reach > 0 && reach < 1 && nodes >= 4, 'a profile needs a reach in (0, 1) and 4 nodes')
    this.nodes = nodes
    this.#low = -reach
    this.#step = (2 * reach) / (nodes - 1)
    this.#underlyingCount = underlyingCount
    this.#values = new Float64Array(underlyingCount * nodes)
    this.#row = new Float64Array(underlyingCount)
    this.#returns = new Float64Array(underlyingCount)
  }

  /** Revalues a prepared book at every node. */
  fill(book: OptionBook): void {
    for (let node = 0; node < this.nodes; node++) {
      this.#returns.fill(this.#low + node * this.#step)
      this.#row.fill(0)
      book.addPnl(this.#returns, 0, 0, this.#row)
      for (let u = 0; u < this.#underlyingCount; u++) this.#values[u * this.nodes + node] = this.#row[u]!
    }
  }

  /** Losses of return vectors (paths x underlyings, row-major), into `out`. */
  losses(returns: Float64Array, out: Float64Array): void {
    const n = this.#underlyingCount
    const values = this.#values
    const last = this.nodes - 3
    for (let path = 0; path < out.length; path++) {
      let pnl = 0
      for (let u = 0; u < n; u++) {
        const x = (returns[path * n + u]! - this.#low) / this.#step
        const inside = Math.min(Math.max(x, 0), this.nodes - 1)
        const node = Math.min(Math.max(Math.floor(inside), 1), last)
        const at = u * this.nodes + node
        const t = inside - node
        const a = values[at - 1]!
        const b = values[at]!
        const c = values[at + 1]!
        const d = values[at + 2]!
        pnl +=
          b * 0.5 * (t + 1) * (t - 1) * (t - 2) -
          (a * t * (t - 1) * (t - 2)) / 6 -
          c * 0.5 * (t + 1) * t * (t - 2) +
          (d * (t + 1) * t * (t - 1)) / 6
        if (x !== inside) pnl += (x - inside) * (x < inside ? b - a : d - c)
      }
      out[path] = -pnl
    }
  }
}
