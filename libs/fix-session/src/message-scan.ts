/** Looks at single header fields of a framed message without indexing it. */

import { packMsgTypeBytes } from '@reflex/fix'

const SOH = 1
const EQUALS = 61
const ZERO = 48

/** Returned when the field is not there. */
export const NO_FIELD = -1

/** @returns MsgSeqNum(34), or NO_FIELD. */
export function messageSeqNum(bytes: Uint8Array, offset: number, length: number): number {
  const start = findField(bytes, offset, length, 34)
  if (start === NO_FIELD) return NO_FIELD
  let value = 0
  for (let i = start; bytes[i] !== SOH; i++) value = value * 10 + bytes[i]! - ZERO
  return value
}

/**
 * @returns where the value of the first field with this tag begins, or NO_FIELD. Data fields with SOH inside are not
 * understood.
 */
export function findField(bytes: Uint8Array, offset: number, length: number, tag: number): number {
  const end = offset + length
  let i = offset
  while (i < end) {
    let found = 0
    while (i < end && bytes[i] !== EQUALS) found = found * 10 + bytes[i++]! - ZERO
    if (found === tag) return i + 1
    while (i < end && bytes[i] !== SOH) i++
    i++
  }
  return NO_FIELD
}

/** @returns the offset behind the field that begins at `offset`: behind its SOH, at most `end`. */
export function nextField(bytes: Uint8Array, offset: number, end: number): number {
  let i = offset
  while (i < end && bytes[i] !== SOH) i++
  return i < end ? i + 1 : end
}

/** @returns MsgType(35) packed as in @reflex/fix; 0 when absent or longer than three characters. */
export function messageType(bytes: Uint8Array, offset: number, length: number): number {
  const start = findField(bytes, offset, length, 35)
  if (start === NO_FIELD) return 0
  return packMsgTypeBytes(bytes, start, nextField(bytes, start, offset + length) - start - 1)
}
