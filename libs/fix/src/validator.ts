/**
 * Checks an indexed message against a dictionary, as a FIX session must: tags, formats, enumerations, required fields,
 * groups. Says what Reject(35=3) needs: SessionRejectReason(373) and RefTagID(371). Nothing is allocated per message
 * after the first of its type.
 */

import { FIX_OK } from './codes.ts'
import type { FixDictionary, FixLayout } from './dictionary.ts'
import { EnumeratedValues } from './enumerated-values.ts'
import { formatOf, isWellFormed } from './field-format.ts'
import type { FixFrame } from './frame.ts'
import { packMsgType } from './msg-type.ts'
import { ValidatorLayout } from './validator-layout.ts'

export const FIX_VALID = -1
/** SessionRejectReason(373). */
export const REJECT_INVALID_TAG_NUMBER = 0
export const REJECT_REQUIRED_TAG_MISSING = 1
export const REJECT_TAG_NOT_DEFINED_FOR_MESSAGE = 2
export const REJECT_UNDEFINED_TAG = 3
export const REJECT_TAG_WITHOUT_VALUE = 4
export const REJECT_VALUE_INCORRECT = 5
export const REJECT_INCORRECT_FORMAT = 6
export const REJECT_INVALID_MSG_TYPE = 11
export const REJECT_TAG_TWICE = 13
export const REJECT_TAG_OUT_OF_ORDER = 14
export const REJECT_GROUP_OUT_OF_ORDER = 15
export const REJECT_GROUP_COUNT = 16

const NONE = 0
const TAG_LIMIT = 65_536
const USER_DEFINED_TAG_MIN = 5000

export interface FixValidatorOptions {
  /** Takes tags from 5000 that the dictionary does not define. */
  readonly allowUserDefined: boolean
  /** Takes standard tags in messages that the dictionary does not give them. */
  readonly allowUnknownFields: boolean
  /** Refuses values that an enumerated field does not list. Default true. */
  readonly checkValues?: boolean
  /** Asks for required fields. Default true. */
  readonly checkRequired?: boolean
  /** Wants header, body and trailer one behind the other. Default true. */
  readonly checkOrder?: boolean
  /** Wants the fields of a group's entry in the order of the dictionary. Default true. */
  readonly checkGroupOrder?: boolean
}

export class FixValidator {
  /** RefTagID(371) after a code other than FIX_VALID; 0 when there is none. */
  refTag = 0
  readonly #values: EnumeratedValues
  readonly #options: FixValidatorOptions
  readonly #messages = new Map<number, FixLayout>()
  readonly #layouts = new Map<number, ValidatorLayout>()
  readonly #header: ValidatorLayout
  readonly #trailer: ValidatorLayout
  readonly #known = new Uint8Array(TAG_LIMIT)
  readonly #seen = new Int32Array(TAG_LIMIT)
  readonly #checksValues: boolean
  readonly #checksRequired: boolean
  readonly #checksOrder: boolean
  readonly #checksGroupOrder: boolean
  #mark = 0
  /** Where countEntries stopped. */
  #endSlot = 0

  /** @param dictionary with header and trailer: for FIXT.1.1 the session's with the application's laid over it. */
  constructor(dictionary: FixDictionary, options: FixValidatorOptions) {
    this.#values = new EnumeratedValues(dictionary)
    this.#options = options
    this.#checksValues = options.checkValues ?? true
    this.#checksRequired = options.checkRequired ?? true
    this.#checksOrder = options.checkOrder ?? true
    this.#checksGroupOrder = options.checkGroupOrder ?? true
    this.#header = new ValidatorLayout(dictionary.header)
    this.#trailer = new ValidatorLayout(dictionary.trailer)
    for (const field of dictionary.fields.values()) this.#known[field.tag] = formatOf(field.type, dictionary.version)
    for (const [msgType, layout] of dictionary.messages) this.#messages.set(packMsgType(msgType), layout)
  }

  /** @param status what frame.wrap returned. @returns FIX_VALID, or a SessionRejectReason with refTag set. */
  validate(frame: FixFrame, status = FIX_OK): number {
    this.refTag = 0
    const layout = this.#layoutOf(frame.msgType)
    if (layout === undefined) return this.#refuse(REJECT_INVALID_MSG_TYPE, 35)
    // Before anything else about the fields, as other engines and the public acceptance definitions have it.
    const missing = this.#checksRequired ? this.#missingTag(frame, layout) : NONE
    if (missing !== NONE) return this.#refuseUnlessLate(frame, layout, REJECT_REQUIRED_TAG_MISSING, missing)
    this.#renewMarks()
    const count = frame.fieldCount
    let slot = 0
    let part = this.#header
    while (slot < count) {
      const tag = frame.tags[slot]!
      if (status !== FIX_OK) {
        if (tag === 0) return this.#refuse(REJECT_INVALID_TAG_NUMBER, 0)
        if (frame.lengths[slot] === 0) return this.#refuse(REJECT_TAG_WITHOUT_VALUE, tag)
      }
      const own = this.#partOf(tag, layout)
      if (own === undefined) {
        const code = this.#judgeForeign(tag)
        if (code !== FIX_VALID) return this.#refuseUnlessLate(frame, layout, code, tag)
      } else {
        if (this.#comesLate(own, part)) return this.#refuse(REJECT_TAG_OUT_OF_ORDER, tag)
        part = own
        if (this.#seen[tag] === this.#mark) return this.#refuse(REJECT_TAG_TWICE, tag)
        this.#seen[tag] = this.#mark
      }
      const code = this.#checkValue(frame, slot, tag)
      if (code !== FIX_VALID) return this.#refuseUnlessLate(frame, layout, code, tag)
      const group = own?.groups.get(tag)
      if (group === undefined) slot++
      else {
        slot = this.#walkGroup(frame, slot, group)
        if (slot < 0) return -slot - 2
      }
    }
    return this.#checksRequired ? this.#requireAll(this.#header, layout) : FIX_VALID
  }

  /** Compiled at the first message of its type: FIX Latest has 156 types, a session uses ten. */
  #layoutOf(msgType: number): ValidatorLayout | undefined {
    const known = this.#layouts.get(msgType)
    if (known !== undefined) return known
    const members = this.#messages.get(msgType)?.members
    if (members === undefined) return undefined
    const layout = new ValidatorLayout(members)
    this.#layouts.set(msgType, layout)
    return layout
  }

  #partOf(tag: number, layout: ValidatorLayout): ValidatorLayout | undefined {
    if (this.#header.has(tag)) return this.#header
    if (this.#trailer.has(tag)) return this.#trailer
    return layout.has(tag) ? layout : undefined
  }

  /** Header, body, trailer: a field behind the part it belongs to. */
  #comesLate(own: ValidatorLayout, part: ValidatorLayout): boolean {
    if (!this.#checksOrder) return false
    return (own === this.#header && part !== this.#header) || (own !== this.#trailer && part === this.#trailer)
  }

  /** A field behind the part it belongs to, wherever it stands, is named before other faults, as other engines do. */
  #refuseUnlessLate(frame: FixFrame, layout: ValidatorLayout, code: number, tag: number): number {
    let part = this.#header
    for (let slot = 0; slot < frame.fieldCount; slot++) {
      const own = this.#partOf(frame.tags[slot]!, layout)
      if (own === undefined) continue
      if (this.#comesLate(own, part)) return this.#refuse(REJECT_TAG_OUT_OF_ORDER, frame.tags[slot]!)
      part = own
    }
    return this.#refuse(code, tag)
  }

  #judgeForeign(tag: number): number {
    if (tag >= USER_DEFINED_TAG_MIN && this.#options.allowUserDefined) return FIX_VALID
    if (this.#options.allowUnknownFields) return FIX_VALID
    return this.#known[tag] === 0 ? REJECT_UNDEFINED_TAG : REJECT_TAG_NOT_DEFINED_FOR_MESSAGE
  }

  #checkValue(frame: FixFrame, slot: number, tag: number): number {
    const format = this.#known[tag]!
    if (format === 0) return FIX_VALID
    const offset = frame.offsets[slot]!
    const length = frame.lengths[slot]!
    if (!isWellFormed(format, frame.bytes, offset, length)) return REJECT_INCORRECT_FORMAT
    if (!this.#checksValues) return FIX_VALID
    return this.#values.accepts(tag, format, frame.bytes, offset, length) ? FIX_VALID : REJECT_VALUE_INCORRECT
  }

  /** @returns the slot behind the group, or -2 - SessionRejectReason with refTag set. */
  #walkGroup(frame: FixFrame, countSlot: number, group: ValidatorLayout): number {
    const countTag = frame.tags[countSlot]!
    const first = countSlot + 1
    const announced = frame.intAt(countSlot)
    // The count is judged before the values: which entry a value belongs to hangs on it.
    if (first < frame.fieldCount && announced > 0 && group.comesEarly(frame.tags[first]!)) {
      return -2 - this.#refuse(REJECT_GROUP_OUT_OF_ORDER, frame.tags[first]!)
    }
    if (this.#countEntries(frame, first, group) !== announced) return -2 - this.#refuse(REJECT_GROUP_COUNT, countTag)
    let slot = first
    for (let entry = 0; entry < announced; entry++) {
      slot = this.#walkEntry(frame, slot, group)
      if (slot < 0) return slot
    }
    return slot
  }

  /** Entries that are there, whatever is announced; `#endSlot` is then behind the last. */
  #countEntries(frame: FixFrame, firstSlot: number, group: ValidatorLayout): number {
    const tags = frame.tags
    let entries = 0
    let slot = firstSlot
    while (slot < frame.fieldCount && group.has(tags[slot]!)) {
      const tag = tags[slot]!
      if (tag === group.delimiter) entries++
      const nested = group.groups.get(tag)
      slot++
      if (nested === undefined) continue
      this.#countEntries(frame, slot, nested)
      slot = this.#endSlot
    }
    this.#endSlot = slot
    return entries
  }

  /** One entry, which begins with its delimiter at `start`. @returns as walkGroup. */
  #walkEntry(frame: FixFrame, start: number, group: ValidatorLayout): number {
    let slot = start
    let place = -1
    do {
      const tag = frame.tags[slot]!
      if (frame.lengths[slot] === 0) return -2 - this.#refuse(REJECT_TAG_WITHOUT_VALUE, tag)
      if (group.placeOf(tag) <= place) {
        const isTwice = frame.findIn(tag, start, slot) >= 0
        if (isTwice) return -2 - this.#refuse(REJECT_TAG_TWICE, tag)
        if (this.#checksGroupOrder) return -2 - this.#refuse(REJECT_GROUP_OUT_OF_ORDER, tag)
      } else place = group.placeOf(tag)
      const code = this.#checkValue(frame, slot, tag)
      if (code !== FIX_VALID) return -2 - this.#refuse(code, tag)
      const nested = group.groups.get(tag)
      slot = nested === undefined ? slot + 1 : this.#walkGroup(frame, slot, nested)
      if (slot < 0) return slot
    } while (slot < frame.fieldCount && group.has(frame.tags[slot]!) && frame.tags[slot] !== group.delimiter)
    if (!this.#checksRequired) return slot
    for (const tag of group.required) {
      if (frame.findIn(tag, start, slot) < 0) return -2 - this.#refuse(REJECT_REQUIRED_TAG_MISSING, tag)
    }
    return slot
  }

  /** Asks again when all is read: a tag may be there only as a member of a group. */
  #requireAll(header: ValidatorLayout, layout: ValidatorLayout): number {
    for (const tag of header.required) {
      if (this.#seen[tag] !== this.#mark) return this.#refuse(REJECT_REQUIRED_TAG_MISSING, tag)
    }
    for (const tag of layout.required) {
      if (this.#seen[tag] !== this.#mark) return this.#refuse(REJECT_REQUIRED_TAG_MISSING, tag)
    }
    return FIX_VALID
  }

  /** A required tag that is nowhere in the message, or NONE. */
  #missingTag(frame: FixFrame, layout: ValidatorLayout): number {
    for (const tag of this.#header.required) if (!frame.has(tag)) return tag
    for (const tag of layout.required) if (!frame.has(tag)) return tag
    return NONE
  }

  #renewMarks(): void {
    if (this.#mark === 0x7fffffff) {
      this.#seen.fill(0)
      this.#mark = 0
    }
    this.#mark++
  }

  #refuse(code: number, tag: number): number {
    this.refTag = tag
    return code
  }
}
