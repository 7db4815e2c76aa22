/** Columns of a day's tables double when full: amortised, never a limit on what the book of record may hold. */

export function doubled(column: Float64Array): Float64Array {
  const next = new Float64Array(column.length * 2)
  next.set(column)
  return next
}

export function doubledInts(column: Int32Array): Int32Array {
  const next = new Int32Array(column.length * 2)
  next.set(column)
  return next
}
