/** Exact integer arithmetic beyond 2^53 without BigInt, for money. */

const SPLIT = 134_217_729 // 2^27 + 1, Dekker's splitter for doubles

/**
 * floor(a * b / c) for safe integers a, b >= 0 and c > 0 whose quotient is a safe integer. Exact: the product is held as a pair of doubles
 * (Dekker 1971), the quotient estimate is corrected by its exact remainder.
 */
export function mulDivFloor(a: number, b: number, c: number): number {
  const product = a * b
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / c)
  let quotient = Math.floor(product / c)
  // remainder = a*b - quotient*c, computed exactly as (hi1 - hi2) + (lo1 - lo2)
  let remainder = product - quotient * c + (productError(a, b) - productError(quotient, c))
  while (remainder < 0) {
    quotient--
    remainder += c
  }
  while (remainder >= c) {
    quotient++
    remainder -= c
  }
  return quotient
}

/** a * b - c * d for safe integers >= 0 when the difference is a safe integer; exact also when the products are not. */
export function mulSubtract(a: number, b: number, c: number, d: number): number {
  return a * b - c * d + (productError(a, b) - productError(c, d))
}

/** a*b - fl(a*b), exactly. */
function productError(a: number, b: number): number {
  const ca = SPLIT * a
  const aHigh = ca - (ca - a)
  const aLow = a - aHigh
  const cb = SPLIT * b
  const bHigh = cb - (cb - b)
  const bLow = b - bHigh
  const product = a * b
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}
