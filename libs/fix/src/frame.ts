/**
 * A FIX message indexed in place: one pass over the bytes fills parallel arrays, fields are then read where they lie.
 *
 *     bytes    8=FIXT.1.1|9=112|35=D|49=alpha|...|10=047|
 *     tags     [8, 9, 35, 49, ..., 10]        one slot a field, in wire order
 *     offsets  [2, 13, 20, 25, ...]           first byte of the value, absolute in `bytes`
 *     lengths  [8, 3, 1, 5, ...]
 *     first    tag -> generation | slot       first slot of a tag; a new generation a message, so nothing is cleared
 *
 * Valid until the bytes change: copy what must outlive the call. Takes whole messages and bodies that begin with MsgType(35). Checks no
 * BodyLength and no CheckSum: bytes that enter the firm pass through FixFramer first.
 */

import { bytesEqual, SessionTime, textOf } from '@reflex/base'
import {
  EQUALS,
  FIX_BAD_DATA_LENGTH,
  FIX_BAD_TAG,
  FIX_EMPTY_VALUE,
  FIX_GARBLED,
  FIX_NO_MSG_TYPE,
  FIX_OK,
  FIX_TOO_MANY_FIELDS,
  NO_OFFSET,
  NO_SLOT,
  SOH,
  ZERO,
} from './codes.ts'
import { LENGTH_TAG_OF_DATA } from './data-fields.ts'
import { IS_HEADER } from './header-tags.ts'
import { packMsgTypeBytes } from './msg-type.ts'
import { cell, readDecimalE8, readInteger } from './number-cell.ts'
import { readUtcTimestamp } from './utc-timestamp.ts'

const SLOT_BITS = 11
const SLOT_MASK = (1 << SLOT_BITS) - 1
const GENERATION_STEP = 1 << SLOT_BITS
const GENERATION_LAST = 0x7fffffff - SLOT_MASK
const TAG_LIMIT = 65_536
const TAG_MSG_TYPE = 35
const TAG_CHECK_SUM = 10
const YES = 89

export class FixFrame {
  bytes: Uint8Array = new Uint8Array(0)
  offset = 0
  length = 0
  /** Fields in the message: slots 0..fieldCount-1 of the three arrays are valid. */
  fieldCount = 0
  /** MsgType(35) packed (packMsgType), 0 when absent. */
  msgType = 0
  /** The first slot that made `wrap` return FIX_BAD_TAG, FIX_EMPTY_VALUE or FIX_BAD_DATA_LENGTH. */
  problemSlot = NO_SLOT
  /** Used by the generated decoders to turn UTCTimestamps into session time. */
  sessionTime: SessionTime
  readonly tags: Int32Array
  readonly offsets: Int32Array
  readonly lengths: Int32Array
  readonly #first = new Int32Array(TAG_LIMIT)
  #generation = 0

  /** @param fieldsMax 1..2048. */
  constructor(sessionTime = new SessionTime(0), fieldsMax = 1024) {
    if (fieldsMax < 1 || fieldsMax > SLOT_MASK + 1) throw new RangeError(`fieldsMax must be in 1..2048: ${fieldsMax}`)
    this.sessionTime = sessionTime
    this.tags = new Int32Array(fieldsMax)
    this.offsets = new Int32Array(fieldsMax)
    this.lengths = new Int32Array(fieldsMax)
  }

  /**
   * Indexes one message. @returns FIX_OK, or a negative code; with FIX_BAD_TAG, FIX_EMPTY_VALUE and FIX_BAD_DATA_LENGTH the whole message is
   * still indexed, so that it can be rejected by its MsgSeqNum.
   */
  wrap(bytes: Uint8Array, offset: number, length: number): number {
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
    const status = this.#index(bytes, offset, end)
    if (status === FIX_TOO_MANY_FIELDS) return status
    for (let slot = 0; slot < 3 && slot < this.fieldCount; slot++) {
      if (this.tags[slot] === TAG_MSG_TYPE) {
        this.msgType = packMsgTypeBytes(bytes, this.offsets[slot]!, this.lengths[slot]!)
        return status
      }
    }
    return FIX_NO_MSG_TYPE
  }

  #index(bytes: Uint8Array, offset: number, end: number): number {
    const tags = this.tags
    const offsets = this.offsets
    const lengths = this.lengths
    const first = this.#first
    const generation = this.#generation
    const slotLimit = tags.length
    let status = FIX_OK
    let slot = 0
    let i = offset
    while (i < end) {
      if (slot === slotLimit) {
        this.fieldCount = slot
        return FIX_TOO_MANY_FIELDS
      }
      const tagStart = i
      let tag = 0
      let c = bytes[i]! - ZERO
      while (c >= 0 && c <= 9 && tag < TAG_LIMIT) {
        tag = tag * 10 + c
        c = bytes[++i]! - ZERO
      }
      if (c !== EQUALS - ZERO || tag >= TAG_LIMIT || tag === 0 || bytes[tagStart] === ZERO) {
        if (status === FIX_OK) {
          status = FIX_BAD_TAG
          this.problemSlot = slot
        }
        tag = 0
        while (bytes[i] !== EQUALS && bytes[i] !== SOH) i++
        if (bytes[i] === SOH) i-- // No '=' at all: an empty value.
      }
      const start = ++i
      if (LENGTH_TAG_OF_DATA[tag] !== 0) {
        i = this.#endOfData(bytes, start, end, slot, tag)
        if (i === start - 1) {
          i = start
          if (status === FIX_OK) {
            status = FIX_BAD_DATA_LENGTH
            this.problemSlot = slot
          }
        }
      }
      while (bytes[i] !== SOH) i++
      tags[slot] = tag
      offsets[slot] = start
      lengths[slot] = i - start
      if (i === start && status === FIX_OK) {
        status = FIX_EMPTY_VALUE
        this.problemSlot = slot
      }
      if (first[tag]! < generation) first[tag] = generation | slot
      slot++
      i++
    }
    this.fieldCount = slot
    return status
  }

  /** @returns the offset of the SOH behind a data field, or start - 1 when its length field does not lead there. */
  #endOfData(bytes: Uint8Array, start: number, end: number, slot: number, tag: number): number {
    if (slot === 0 || this.tags[slot - 1] !== LENGTH_TAG_OF_DATA[tag]) return start - 1
    readInteger(bytes, this.offsets[slot - 1]!, this.lengths[slot - 1]!)
    const i = start + cell[0]!
    return i >= start && i < end && bytes[i] === SOH ? i : start - 1
  }

  /** @returns the first slot of a tag, or NO_SLOT. */
  find(tag: number): number {
    const entry = this.#first[tag]!
    return entry > this.#generation - 1 ? entry & SLOT_MASK : NO_SLOT
  }

  /** @returns the first slot of a tag in [fromSlot, endSlot), or NO_SLOT. */
  findIn(tag: number, fromSlot: number, endSlot: number): number {
    const tags = this.tags
    for (let slot = fromSlot; slot < endSlot; slot++) if (tags[slot] === tag) return slot
    return NO_SLOT
  }

  has(tag: number): boolean {
    return this.find(tag) !== NO_SLOT
  }

  /** @returns NaN when absent or no integer. */
  int(tag: number): number {
    this.readInt(this.find(tag))
    return cell[0]!
  }

  /** @returns the value times 1e8; NaN when absent, no decimal or not exact. */
  decimalE8(tag: number): number {
    this.readDecimal(this.find(tag))
    return cell[0]!
  }

  /** @returns ns since the session epoch; NaN when absent or malformed. */
  utcNs(tag: number, sessionTime: SessionTime): number {
    this.readUtc(this.find(tag), sessionTime)
    return cell[0]!
  }

  /** @returns the code of a one-character value; 0 when absent or longer. */
  char(tag: number): number {
    return this.charAt(this.find(tag))
  }

  /** @returns whether the field is there and says Y. */
  boolean(tag: number): boolean {
    return this.charAt(this.find(tag)) === YES
  }

  /** @returns where the value begins in `bytes`, NO_OFFSET when absent. */
  offsetOf(tag: number): number {
    return this.offsetAt(this.find(tag))
  }

  /** @returns the bytes of the value, 0 when absent. */
  lengthOf(tag: number): number {
    return this.lengthAt(this.find(tag))
  }

  /** Whether the field is there with exactly these bytes. */
  equals(tag: number, value: Uint8Array): boolean {
    return this.equalsAt(this.find(tag), value)
  }

  /** As equals, for a slot. */
  equalsAt(slot: number, value: Uint8Array): boolean {
    return slot >= 0 && bytesEqual(this.bytes, this.offsets[slot]!, this.lengths[slot]!, value, 0, value.length)
  }

  /** For the edge: allocates. @returns '' when absent. */
  text(tag: number): string {
    return this.textAt(this.find(tag))
  }

  /** @returns the entries a NumInGroup field announces: 0 when absent, NaN when no number. */
  groupCount(tag: number): number {
    return this.has(tag) ? this.int(tag) : 0
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

  // By slot, for groups. A slot of NO_SLOT reads as absent.

  intAt(slot: number): number {
    this.readInt(slot)
    return cell[0]!
  }

  decimalE8At(slot: number): number {
    this.readDecimal(slot)
    return cell[0]!
  }

  utcNsAt(slot: number, sessionTime: SessionTime): number {
    this.readUtc(slot, sessionTime)
    return cell[0]!
  }

  charAt(slot: number): number {
    return slot >= 0 && this.lengths[slot] === 1 ? this.bytes[this.offsets[slot]!]! : 0
  }

  offsetAt(slot: number): number {
    return slot < 0 ? NO_OFFSET : this.offsets[slot]!
  }

  lengthAt(slot: number): number {
    return slot < 0 ? 0 : this.lengths[slot]!
  }

  /** For the edge: allocates. */
  textAt(slot: number): string {
    return slot < 0 ? '' : textOf(this.bytes, this.offsets[slot]!, this.lengths[slot]!)
  }

  // The long halves of the readers above: they leave their result in `cell` (see number-cell.ts).

  readInt(slot: number): void {
    if (slot < 0) cell[0] = Number.NaN
    else readInteger(this.bytes, this.offsets[slot]!, this.lengths[slot]!)
  }

  readDecimal(slot: number): void {
    if (slot < 0) cell[0] = Number.NaN
    else readDecimalE8(this.bytes, this.offsets[slot]!, this.lengths[slot]!)
  }

  readUtc(slot: number, sessionTime: SessionTime): void {
    if (slot < 0) cell[0] = Number.NaN
    else readUtcTimestamp(this.bytes, this.offsets[slot]!, this.lengths[slot]!, sessionTime)
  }
}
