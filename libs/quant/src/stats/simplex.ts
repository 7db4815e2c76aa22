/** Downhill simplex (Nelder and Mead 1965) for small problems on a timer. */

/**
 * Looks for a minimum of `cost` near `start`.
 * @param size first step in each direction. @param stepsMax evaluations of the simplex.
 * @returns the best point seen; a local minimum at best.
 */
export function minimise(
  cost: (x: Float64Array) => number,
  start: Float64Array,
  size: number,
  stepsMax: number,
): Float64Array {
  const n = start.length
  const points = Array.from({ length: n + 1 }, (_, i) => start.map((x, j) => (j === i - 1 ? x + size : x)))
  let ranked = points.map((x) => ({ x, value: cost(x) })).sort((a, b) => a.value - b.value)
  for (let step = 0; step < stepsMax; step++) {
    const worst = ranked[n]!
    const spread = worst.value - ranked[0]!.value
    if (!(spread > 1e-15 * Math.abs(ranked[0]!.value))) break
    const centre = start.map((_, j) => ranked.slice(0, n).reduce((sum, { x }) => sum + x[j]! / n, 0))
    const towards = (t: number) => {
      const x = centre.map((c, j) => c + t * (worst.x[j]! - c))
      return { x, value: cost(x) }
    }
    const reflected = towards(-1)
    let next = reflected
    if (reflected.value < ranked[0]!.value) {
      const expanded = towards(-2)
      if (expanded.value < reflected.value) next = expanded
    } else if (reflected.value >= ranked[n - 1]!.value) next = towards(reflected.value < worst.value ? -0.5 : 0.5)
    if (next.value < worst.value) ranked[n] = next
    else {
      const best = ranked[0]!.x
      ranked = ranked.map(({ x, value }, i) => {
        if (i === 0) return { x, value }
        const nearer = x.map((c, j) => best[j]! + 0.5 * (c - best[j]!))
        return { x: nearer, value: cost(nearer) }
      })
    }
    ranked.sort((a, b) => a.value - b.value)
  }
  return ranked[0]!.x
}
