/** CheckSum(10): the sum of all bytes before it, modulo 256. */

import { QUADS } from './digits.ts'
import { viewOf } from './view-cache.ts'

// A module's own constants are folded by V8, imported ones are loaded at each use: hence these copies.
const SOH = 1
const quads = QUADS
/** '10='. */
const TAG_10 = 0x003d3031
const SOH_THIRD = SOH << 16
const EVEN_BYTES = 0x00ff00ff
const BLOCK = 16
/** Blocks of which the 16-bit lanes cannot overflow: 255 * 4 * 64 < 65,536. */
const BLOCKS_MAX = 64

/** @returns the sum of bytes[start, end) modulo 256, sixteen bytes at a time. */
export function sumBytes(bytes: Uint8Array, start: number, end: number, view = viewOf(bytes)): number {
  let sum = 0
  let i = start
  while (end - i >= BLOCK) {
    const stop = Math.min(end - BLOCK + 1, i + BLOCKS_MAX * BLOCK)
    let even = 0
    let odd = 0
    for (; i < stop; i += BLOCK) {
      const a = view.getInt32(i, true)
      const b = view.getInt32(i + 4, true)
      const c = view.getInt32(i + 8, true)
      const d = view.getInt32(i + 12, true)
      even = (even + (a & EVEN_BYTES) + (b & EVEN_BYTES) + (c & EVEN_BYTES) + (d & EVEN_BYTES)) | 0
      odd = (odd + ((a >>> 8) & EVEN_BYTES) + ((b >>> 8) & EVEN_BYTES)) | 0
      odd = (odd + ((c >>> 8) & EVEN_BYTES) + ((d >>> 8) & EVEN_BYTES)) | 0
    }
    sum += (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16)
  }
  for (; i < end; i++) sum += bytes[i]!
  return sum & 0xff
}

/** Writes 10=ddd over [start, end) at `end`, and a byte behind it. @returns the offset behind the field. */
export function putCheckSum(bytes: Uint8Array, start: number, end: number, view = viewOf(bytes)): number {
  const sum = sumBytes(bytes, start, end, view)
  view.setInt32(end, TAG_10 | ((quads[sum]! >> 8) << 24), true)
  view.setInt32(end + 4, (quads[sum]! >>> 16) | SOH_THIRD, true)
  return end + 7
}
