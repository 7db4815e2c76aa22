/**
 * Cuts FIX messages out of a byte stream where it enters the firm, and tells three cases apart:
 *
 *     partial   the bytes may be the beginning of a message: read more
 *     garbled   they are not, or BodyLength or CheckSum is wrong: drop `skipLength` bytes (a FIX session then sees a
 *     gap, as FIX wants)
 *     good      the message is `messageLength` bytes long
 *
 *     8=FIX.4.4|9=65|35=A|...|10=062|
 *               ^  ^ BodyLength counts from here to the SOH in front of 10=
 *
 * A half message costs only its first 30 bytes: the sum is taken once the last byte is there.
 */

import { sumBytes } from './check-sum.ts'
import { FIX_BAD_BODY_LENGTH, FIX_BAD_CHECKSUM, FIX_GARBLED, FIX_OK, FIX_PARTIAL, FIX_TOO_LONG } from './codes.ts'

// A module's own constants are folded by V8, imported ones are loaded at each use: hence these copies.
const SOH = 1
const ZERO = 48
const EQUALS = 61
const EIGHT = 56
/** '8=FIX'. */
const BEGIN = Uint8Array.of(EIGHT, EQUALS, 70, 73, 88)
const NINE = 57
const BEGIN_STRING_MAX = 12
const TRAILER_LENGTH = 7

export class FixFramer {
  readonly lengthMax: number
  /** After FIX_OK: bytes of the message. */
  messageLength = 0
  /** After a code below FIX_PARTIAL: bytes to drop before scanning again; at least 1. */
  skipLength = 0

  /** @param lengthMax longest message taken, in bytes. */
  constructor(lengthMax: number) {
    this.lengthMax = lengthMax
  }

  /** Looks at bytes[offset, end). @returns FIX_OK, FIX_PARTIAL or a garbled code. */
  scan(bytes: Uint8Array, offset: number, end: number): number {
    this.messageLength = 0
    this.skipLength = 0
    let i = offset
    if (i < end && bytes[i] !== EIGHT) return this.#garbled(bytes, offset, end, FIX_GARBLED)
    if (i + 1 < end && bytes[i + 1] !== EQUALS) return this.#garbled(bytes, offset, end, FIX_GARBLED)
    i += 2
    const beginLimit = i + BEGIN_STRING_MAX
    while (i < end && bytes[i] !== SOH && i < beginLimit) i++
    if (i >= end) return FIX_PARTIAL
    if (bytes[i] !== SOH || i === offset + 2) return this.#garbled(bytes, offset, end, FIX_GARBLED)
    if (i + 1 < end && bytes[i + 1] !== NINE) return this.#garbled(bytes, offset, end, FIX_GARBLED)
    if (i + 2 < end && bytes[i + 2] !== EQUALS) return this.#garbled(bytes, offset, end, FIX_GARBLED)
    i += 3
    const digitsStart = i
    let bodyLength = 0
    while (i < end) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) break
      bodyLength = bodyLength * 10 + digit
      if (bodyLength > this.lengthMax) return this.#garbled(bytes, offset, end, FIX_TOO_LONG)
      i++
    }
    if (i >= end) return i - digitsStart > 9 ? this.#garbled(bytes, offset, end, FIX_GARBLED) : FIX_PARTIAL
    if (bytes[i] !== SOH || i === digitsStart) return this.#garbled(bytes, offset, end, FIX_GARBLED)
    const trailer = i + 1 + bodyLength
    const messageEnd = trailer + TRAILER_LENGTH
    if (messageEnd - offset > this.lengthMax) return this.#garbled(bytes, offset, end, FIX_TOO_LONG)
    if (messageEnd > end) return FIX_PARTIAL
    if (
      bytes[trailer - 1] !== SOH ||
      bytes[trailer] !== 49 ||
      bytes[trailer + 1] !== ZERO ||
      bytes[trailer + 2] !== EQUALS ||
      bytes[messageEnd - 1] !== SOH
    ) {
      return this.#garbled(bytes, offset, end, FIX_BAD_BODY_LENGTH)
    }
    const given = (bytes[trailer + 3]! - ZERO) * 100 + (bytes[trailer + 4]! - ZERO) * 10 + (bytes[trailer + 5]! - ZERO)
    if (given !== sumBytes(bytes, offset, trailer)) {
      this.skipLength = messageEnd - offset
      return FIX_BAD_CHECKSUM
    }
    this.messageLength = messageEnd - offset
    return FIX_OK
  }

  /**
   * Drops up to the next `8=FIX` (or a rest too short to tell): BodyLength and CheckSum decide then whether it was one.
   */
  #garbled(bytes: Uint8Array, offset: number, end: number, code: number): number {
    let i = offset + 1
    while (i < end && !mayBegin(bytes, i, end)) i++
    this.skipLength = i - offset
    return code
  }
}

function mayBegin(bytes: Uint8Array, i: number, end: number): boolean {
  if (bytes[i] !== EIGHT) return false
  for (let k = 1; k < BEGIN.length && i + k < end; k++) if (bytes[i + k] !== BEGIN[k]) return false
  return true
}
