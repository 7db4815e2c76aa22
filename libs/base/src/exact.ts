/** Exact integer arithmetic beyond 2^53 without BigInt, for money. */

const SPLIT = 134_217_729 // 2^27 + 1, Dekker's splitter for doubles

const scratch = new Float64Array(5)

/**
 * floor(a * b / c) for safe integers a, b >= 0 and c > 0 whose quotient is a safe integer. Exact: the product is held
 * as a pair of doubles (Dekker 1971), the quotient estimate is corrected by its exact remainder.
 */
export function mulDivFloor(a: number, b: number, c: number): number {
  scratch[0] = a
  scratch[1] = b
  scratch[2] = c
  mulDivCells(scratch)
  return scratch[3]!
}

/**
 * The same with its remainder, for hot paths: the numbers stay in a typed array, since V8 boxes a double that crosses a
 * call which it did not inline. In: cells[0] = a, cells[1] = b, cells[2] = c. Out: cells[3] = floor(a * b / c),
 * cells[4] = a * b - cells[3] * c.
 */
export function mulDivCells(cells: Float64Array): void {
  const a = cells[0]!
  const b = cells[1]!
  const c = cells[2]!
  const product = a * b
  let quotient = Math.floor(product / c)
  if (product <= Number.MAX_SAFE_INTEGER) {
    cells[3] = quotient
    cells[4] = product - quotient * c
    return
  }
  // remainder = a*b - quotient*c = (high words' difference) + (low words' difference), each exact
  const whole = quotient * c
  const aHigh = SPLIT * a - (SPLIT * a - a)
  const bHigh = SPLIT * b - (SPLIT * b - b)
  const qHigh = SPLIT * quotient - (SPLIT * quotient - quotient)
  const cHigh = SPLIT * c - (SPLIT * c - c)
  const aLow = a - aHigh
  const bLow = b - bHigh
  const qLow = quotient - qHigh
  const cLow = c - cHigh
  const productLow = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
  const wholeLow = qLow * cLow - (whole - qHigh * cHigh - qLow * cHigh - qHigh * cLow)
  let remainder = product - whole + (productLow - wholeLow)
  while (remainder < 0) {
    quotient--
    remainder += c
  }
  while (remainder >= c) {
    quotient++
    remainder -= c
  }
  cells[3] = quotient
  cells[4] = remainder
}
