/**
 * A FIX message indexed in place: one pass over the bytes fills parallel arrays, fields are then read where they lie.
 *
 *     bytes    8=FIXT.1.1|9=112|35=D|49=alpha|...|10=047|
 *     tags     [8, 9, 35, 49, ..., 10]        one slot a field, in wire order
 *     offsets  [2, 13, 20, 25, ...]           first byte of the value, absolute in `bytes`
 *     lengths  [8, 3, 1, 5, ...]
 *     first    tag -> generation | slot       first slot of a tag; a new generation a message, so nothing is cleared
 *
 * A frame is valid until its bytes change: copy what must outlive the call.
 */

import { SessionTime } from '@reflex/base'
import {
  FIX_BAD_DATA_LENGTH,
  FIX_BAD_TAG,
  FIX_EMPTY_VALUE,
  FIX_GARBLED,
  FIX_NO_MSG_TYPE,
  FIX_OK,
  FIX_TOO_MANY_FIELDS,
} from './codes.ts'
import { LENGTH_TAG_OF_DATA } from './data-fields.ts'
import { FieldReader } from './field-reader.ts'
import { IS_HEADER } from './header-tags.ts'
import { packMsgTypeBytes } from './msg-type.ts'
import { viewOf } from './view-cache.ts'

// A module's own constants are folded by V8, imported ones are loaded at each use: hence these copies.
const OK = FIX_OK
const NO_SLOT = -1
const SOH = 1
const EQUALS = 61
const ZERO = 48
/** '=' as the third, and as the second byte of a word. */
const EQUALS_THIRD = 0x3d0000
const EQUALS_SECOND = 0x3d00
const SLOT_BITS = 11
const SLOT_MASK = (1 << SLOT_BITS) - 1
const GENERATION_STEP = 1 << SLOT_BITS
const GENERATION_LAST = 0x7fffffff - SLOT_MASK
const TAG_LIMIT = 65_536
const TAG_DIGITS_MAX = 5
const TAG_MSG_TYPE = 35
const TAG_CHECK_SUM = 10
const SOH_WORD = 0x01010101
const HIGH_BITS = 0x80808080

export class FixFrame extends FieldReader {
  offset = 0
  length = 0
  /** Fields in the message: slots 0..fieldCount-1 of the three arrays are valid. */
  fieldCount = 0
  /** MsgType(35) packed (packMsgType), 0 when absent. */
  msgType = 0
  /** The first slot that made `wrap` return FIX_BAD_TAG, FIX_EMPTY_VALUE or FIX_BAD_DATA_LENGTH. */
  problemSlot = NO_SLOT
  /** Which tags hold data, and which tag gives the length of each: lengthTagsOf a venue's dictionary. */
  lengthTagOfData: Uint16Array = LENGTH_TAG_OF_DATA
  readonly #first = new Int32Array(TAG_LIMIT)
  #generation = 0
  #status = OK
  /** What otherTag read. */
  #tag = 0

  /** @param fieldsMax 1..2048. */
  constructor(sessionTime = new SessionTime(0), fieldsMax = 1024) {
    if (fieldsMax < 1 || fieldsMax > SLOT_MASK + 1) throw new RangeError(`fieldsMax must be in 1..2048: ${fieldsMax}`)
    super(new Int32Array(fieldsMax), new Int32Array(fieldsMax), new Int32Array(fieldsMax), sessionTime)
  }

  /**
   * Indexes one message. Takes whole messages and bodies that begin with MsgType(35). Checks no BodyLength and no
   * CheckSum: bytes that enter the firm pass through FixFramer first.
   * @param view of the same memory with the same offsets; a caller that has one saves the look-up.
   * @returns FIX_OK, or a negative code; with FIX_BAD_TAG, FIX_EMPTY_VALUE and FIX_BAD_DATA_LENGTH the whole message is
   * still indexed, so that it can be rejected by its MsgSeqNum; with FIX_TOO_MANY_FIELDS as much as there is room for.
   */
  wrap(bytes: Uint8Array, offset: number, length: number, view = viewOf(bytes)): number {
    const end = offset + length
    this.bytes = bytes
    this.offset = offset
    this.length = length
    this.fieldCount = 0
    this.msgType = 0
    this.problemSlot = NO_SLOT
    if (this.#generation >= GENERATION_LAST) {
      this.#first.fill(0)
      this.#generation = 0
    }
    this.#generation += GENERATION_STEP
    // A final SOH ends every inner loop below, so that they need not look at `end`.
    if (length < 5 || bytes[end - 1] !== SOH) return FIX_GARBLED
    const status = this.#index(bytes, view, offset, end)
    for (let slot = 0; slot < 3 && slot < this.fieldCount; slot++) {
      if (this.tags[slot] === TAG_MSG_TYPE) {
        this.msgType = packMsgTypeBytes(bytes, this.offsets[slot]!, this.lengths[slot]!)
        return status
      }
    }
    return FIX_NO_MSG_TYPE
  }

  #index(bytes: Uint8Array, view: DataView, offset: number, end: number): number {
    const tags = this.tags
    const offsets = this.offsets
    const lengths = this.lengths
    const first = this.#first
    const generation = this.#generation
    const slotLimit = tags.length
    const lengthTagOfData = this.lengthTagOfData
    const wordEnd = end - 3
    this.#status = OK
    let slot = 0
    let i = offset
    while (i < end) {
      if (slot === slotLimit) {
        this.fieldCount = slot
        return FIX_TOO_MANY_FIELDS
      }
      // Most tags have one to three digits: a word holds them and the '='. Negative: a digit out of range.
      let tag = 0
      const head = i < wordEnd ? view.getInt32(i, true) : 0
      const d0 = (head & 0xff) - ZERO
      const d1 = ((head >> 8) & 0xff) - ZERO
      if ((head & 0xff0000) === EQUALS_THIRD && ((d0 - 1) | (9 - d0) | d1 | (9 - d1)) >= 0) {
        tag = d0 * 10 + d1
        i += 3
      } else if (head >>> 24 === EQUALS) {
        const d2 = ((head >> 16) & 0xff) - ZERO
        if (((d0 - 1) | (9 - d0) | d1 | (9 - d1) | d2 | (9 - d2)) >= 0) tag = d0 * 100 + d1 * 10 + d2
        i = tag === 0 ? this.#otherTag(bytes, i, slot) : i + 4
      } else if ((head & 0xff00) === EQUALS_SECOND && ((d0 - 1) | (9 - d0)) >= 0) {
        tag = d0
        i += 2
      } else i = this.#otherTag(bytes, i, slot)
      if (tag === 0) tag = this.#tag
      const start = i
      if (lengthTagOfData[tag] !== 0) i = this.#skipData(bytes, start, end, slot, tag)
      // Four bytes at a time: `found` has the high bit of the first byte that is SOH.
      let found = 0
      while (i < wordEnd) {
        const word = view.getInt32(i, true) ^ SOH_WORD
        found = (word - SOH_WORD) & ~word & HIGH_BITS
        if (found !== 0) {
          i += (31 - Math.clz32(found & -found)) >> 3
          break
        }
        i += 4
      }
      if (found === 0) while (bytes[i] !== SOH) i++
      tags[slot] = tag
      offsets[slot] = start
      lengths[slot] = i - start
      if (i === start) this.#note(FIX_EMPTY_VALUE, slot)
      if (first[tag]! < generation) first[tag] = generation | slot
      slot++
      i++
    }
    this.fieldCount = slot
    return this.#status
  }

  /** Any tag, digit by digit, into `#tag`: 0 when it is none. @returns where the value begins. */
  #otherTag(bytes: Uint8Array, start: number, slot: number): number {
    // The sign bit of `bad` collects digits out of range: of the first d - 1 and 9 - d, of the others d and 9 - d.
    let i = start
    let c = bytes[i]!
    let tag = c - ZERO
    let bad = (tag - 1) | (9 - tag)
    if (c !== SOH) c = bytes[++i]!
    while (c !== EQUALS && c !== SOH) {
      const digit = c - ZERO
      bad |= digit | (9 - digit)
      tag = Math.imul(tag, 10) + digit
      c = bytes[++i]!
    }
    const isTag = bad >= 0 && tag < TAG_LIMIT && i - start <= TAG_DIGITS_MAX && c === EQUALS
    if (!isTag) this.#note(FIX_BAD_TAG, slot)
    this.#tag = isTag ? tag : 0
    return c === SOH ? i : i + 1 // No '=' at all: an empty value.
  }

  /** @returns the offset of the SOH behind a data field, or `start` when its length field does not lead there. */
  #skipData(bytes: Uint8Array, start: number, end: number, slot: number, tag: number): number {
    const i = this.#endOfData(bytes, start, end, slot, tag)
    if (i >= start) return i
    this.#note(FIX_BAD_DATA_LENGTH, slot)
    return start
  }

  /** Keeps the first problem. */
  #note(status: number, slot: number): void {
    if (this.#status !== OK) return
    this.#status = status
    this.problemSlot = slot
  }

  /** @returns the offset of the SOH behind a data field, or -1 when its length field does not lead there. */
  #endOfData(bytes: Uint8Array, start: number, end: number, slot: number, tag: number): number {
    if (slot === 0 || this.tags[slot - 1] !== this.lengthTagOfData[tag]) return -1
    const lengthStart = this.offsets[slot - 1]!
    const lengthEnd = lengthStart + this.lengths[slot - 1]!
    let length = 0
    for (let k = lengthStart; k < lengthEnd; k++) {
      const digit = bytes[k]! - ZERO
      if (digit < 0 || digit > 9 || length > end) return -1
      length = length * 10 + digit
    }
    const i = start + length
    return i < end && bytes[i] === SOH ? i : -1
  }

  /** @returns the first slot of a tag, or NO_SLOT. */
  override find(tag: number): number {
    const entry = this.#first[tag]!
    return entry >= this.#generation ? entry & SLOT_MASK : NO_SLOT
  }

  /** @returns the first slot of a tag in [fromSlot, endSlot), or NO_SLOT. */
  findIn(tag: number, fromSlot: number, endSlot: number): number {
    const tags = this.tags
    for (let slot = fromSlot; slot < endSlot; slot++) if (tags[slot] === tag) return slot
    return NO_SLOT
  }

  /** First slot behind the standard header. */
  get bodySlot(): number {
    const tags = this.tags
    let slot = 0
    while (slot < this.fieldCount && IS_HEADER[tags[slot]!] === 1) slot++
    return slot
  }

  /** Slot behind the last body field: that of CheckSum(10), or fieldCount. */
  get bodyEndSlot(): number {
    const last = this.fieldCount - 1
    return last >= 0 && this.tags[last] === TAG_CHECK_SUM ? last : last + 1
  }

  /** @returns where the field of a slot begins, its tag included; for fieldCount the end of the message. */
  startOf(slot: number): number {
    return slot === 0 ? this.offset : this.offsets[slot - 1]! + this.lengths[slot - 1]! + 1
  }
}
