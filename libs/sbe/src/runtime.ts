/**
 * What generated flyweights call: 64-bit integers as doubles, and copies of bytes and texts, without allocation unless
 * a text is returned.
 *
 * A 64-bit integer is two 32-bit words. Values within the safe range are exact. Beyond it reading rounds to the nearest
 * double, which keeps the standard's null values recognisable (2^64-1 reads as 2^64, -2^63 is exact), and writing 2^63
 * (int64) or 2^64 (uint64) stores the largest value of the type, so that a null read back is the null that was written.
 */

const TWO_32 = 4_294_967_296
const INVERSE_TWO_32 = 2 ** -32
const TWO_63 = 2 ** 63
const TWO_64 = 2 ** 64

/** The view of a flyweight that has not been wrapped yet; every access throws. */
export const EMPTY_VIEW = new DataView(new ArrayBuffer(0))

/** "No time is known", where a time in ns since the session epoch is expected. Never a valid time. */
export const NO_TIME = Number.MIN_SAFE_INTEGER

/** Where the next group or variable-length field of a message begins; shared by the message and its groups. */
export class Cursor {
  limit = 0
}

export function getInt64(view: DataView, offset: number, littleEndian: boolean): number {
  if (littleEndian) return view.getInt32(offset + 4, true) * TWO_32 + view.getUint32(offset, true)
  return view.getInt32(offset, false) * TWO_32 + view.getUint32(offset + 4, false)
}

export function getUint64(view: DataView, offset: number, littleEndian: boolean): number {
  if (littleEndian) return view.getUint32(offset + 4, true) * TWO_32 + view.getUint32(offset, true)
  return view.getUint32(offset, false) * TWO_32 + view.getUint32(offset + 4, false)
}

export function putInt64(view: DataView, offset: number, value: number, littleEndian: boolean): void {
  const low = value | 0
  if (low === value) putWords(view, offset, low >> 31, low, littleEndian)
  else if (value < TWO_63) putWords(view, offset, Math.floor(value * INVERSE_TWO_32), low, littleEndian)
  else putWords(view, offset, 0x7fff_ffff, -1, littleEndian)
}

export function putUint64(view: DataView, offset: number, value: number, littleEndian: boolean): void {
  const low = value | 0
  if (low === value) putWords(view, offset, low >> 31, low, littleEndian)
  else if (value < TWO_64) putWords(view, offset, Math.floor(value * INVERSE_TWO_32), low, littleEndian)
  else putWords(view, offset, -1, -1, littleEndian)
}

function putWords(view: DataView, offset: number, high: number, low: number, littleEndian: boolean): void {
  if (littleEndian) {
    view.setInt32(offset, low, true)
    view.setInt32(offset + 4, high, true)
  } else {
    view.setInt32(offset, high, false)
    view.setInt32(offset + 4, low, false)
  }
}

/** Copies bytes out of a view. @returns `length`. */
export function getBytes(
  view: DataView,
  offset: number,
  target: Uint8Array,
  targetOffset: number,
  length: number,
): number {
  for (let i = 0; i < length; i++) target[targetOffset + i] = view.getUint8(offset + i)
  return length
}

/** Copies bytes into a view. */
export function putBytes(
  view: DataView,
  offset: number,
  source: Uint8Array,
  sourceOffset: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) view.setUint8(offset + i, source[sourceOffset + i]!)
}

/** Sets bytes to zero. */
export function putZeros(view: DataView, offset: number, length: number): void {
  for (let i = 0; i < length; i++) view.setUint8(offset + i, 0)
}

/** Length of a fixed-length text: up to its first zero byte. */
export function textLength(view: DataView, offset: number, lengthMax: number): number {
  let length = 0
  while (length < lengthMax && view.getUint8(offset + length) !== 0) length++
  return length
}

/** For the edge only: allocates a string. @param encoding 'utf-8' or 'latin1'. */
export function getText(view: DataView, offset: number, length: number, encoding: 'utf-8' | 'latin1'): string {
  return Buffer.from(view.buffer, view.byteOffset + offset, length).toString(encoding)
}

/**
 * For the edge only. Writes a text as UTF-8, cut at a whole character within `lengthMax` bytes. @returns the bytes
 * written.
 */
export function putText(view: DataView, offset: number, text: string, lengthMax: number): number {
  const target = new Uint8Array(view.buffer, view.byteOffset + offset, Math.min(lengthMax, view.byteLength - offset))
  return textEncoder.encodeInto(text, target).written
}

const textEncoder = new TextEncoder()
