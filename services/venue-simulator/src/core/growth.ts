/** Copies of typed arrays with more room, for tables that grow by doubling. */

export function grownInts(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length)
  grown.set(array)
  return grown
}

export function grownBytes(array: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(length)
  grown.set(array)
  return grown
}

export function grownDoubles(array: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length)
  grown.set(array)
  return grown
}
