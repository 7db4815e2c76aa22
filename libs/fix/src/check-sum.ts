/** CheckSum(10): the sum of all bytes before it, modulo 256. */

import { EQUALS, SOH, ZERO } from './codes.ts'
import { viewOf } from './view-cache.ts'

const EVEN_BYTES = 0x00ff00ff
/** Words of which the 16-bit lanes cannot overflow: 255 * 256 < 65,536. */
const WORDS_MAX = 256

/** @returns the sum of bytes[start, end) modulo 256, four bytes at a time. */
export function sumBytes(bytes: Uint8Array, start: number, end: number, view = viewOf(bytes)): number {
  let sum = 0
  let i = start
  while (end - i >= 4) {
    const stop = Math.min(end - 3, i + WORDS_MAX * 4)
    let even = 0
    let odd = 0
    for (; i < stop; i += 4) {
      const word = view.getInt32(i, true)
      even = (even + (word & EVEN_BYTES)) | 0
      odd = (odd + ((word >>> 8) & EVEN_BYTES)) | 0
    }
    sum += (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16)
  }
  for (; i < end; i++) sum += bytes[i]!
  return sum & 0xff
}

/** Writes 10=ddd over [start, end) at `end`. @returns the offset behind it. */
export function putCheckSum(bytes: Uint8Array, start: number, end: number): number {
  const sum = sumBytes(bytes, start, end)
  bytes[end] = 49
  bytes[end + 1] = ZERO
  bytes[end + 2] = EQUALS
  const hundreds = (sum / 100) | 0
  const tens = ((sum - hundreds * 100) / 10) | 0
  bytes[end + 3] = ZERO + hundreds
  bytes[end + 4] = ZERO + tens
  bytes[end + 5] = ZERO + sum - hundreds * 100 - tens * 10
  bytes[end + 6] = SOH
  return end + 7
}
