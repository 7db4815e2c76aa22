/**
 * Iterates the entries of one repeating group of a frame. An entry begins with the group's first field (its delimiter)
 * and ends before the next delimiter; the last one ends at the first tag that is no member.
 *
 *     group.begin(frame)                     or group.beginIn(frame, parent.entryStart, parent.entryEnd) for a nested
 *     one
 *     while (group.next()) ... group.find(770) ...
 *
 * `memberTags` holds the tags of nested groups too.
 */

import { NO_SLOT } from './codes.ts'
import { FieldReader } from './field-reader.ts'
import type { FixFrame } from './frame.ts'

export class FixGroup extends FieldReader {
  readonly countTag: number
  readonly delimiterTag: number
  /** Entries announced by the count field. */
  count = 0
  /** Index of the current entry, -1 before the first. */
  index = -1
  /** Slots of the current entry: [entryStart, entryEnd). */
  entryStart = 0
  entryEnd = 0
  frame: FixFrame
  readonly #members: Int32Array
  #limit = 0

  constructor(frame: FixFrame, countTag: number, memberTags: readonly number[]) {
    super(frame.tags, frame.offsets, frame.lengths, frame.sessionTime)
    this.frame = frame
    this.countTag = countTag
    this.delimiterTag = memberTags[0]!
    this.#members = Int32Array.from(memberTags)
  }

  /**
   * Before the first entry of the group at message level. @returns the entries announced, 0 when absent or malformed.
   */
  begin(frame: FixFrame): number {
    return this.#beginAt(frame, frame.find(this.countTag), frame.fieldCount)
  }

  /** Before the first entry of a group nested in the slots [start, end). */
  beginIn(frame: FixFrame, start: number, end: number): number {
    return this.#beginAt(frame, frame.findIn(this.countTag, start, end), end)
  }

  #beginAt(frame: FixFrame, countSlot: number, limit: number): number {
    this.frame = frame
    this.bytes = frame.bytes
    this.tags = frame.tags
    this.offsets = frame.offsets
    this.lengths = frame.lengths
    this.sessionTime = frame.sessionTime
    this.index = -1
    this.#limit = limit
    this.entryEnd = countSlot + 1
    const count = countSlot === NO_SLOT ? 0 : frame.intAt(countSlot)
    this.count = count >= 0 ? count : 0
    return this.count
  }

  /** Moves to the next entry. @returns false when there is none (or fewer than announced: then index + 1 < count). */
  next(): boolean {
    const start = this.entryEnd
    if (this.index + 1 >= this.count || start >= this.#limit) return false
    const tags = this.tags
    const delimiter = this.delimiterTag
    if (tags[start] !== delimiter) return false
    let slot = start + 1
    while (slot < this.#limit && tags[slot] !== delimiter && this.#isMember(tags[slot]!)) slot++
    this.index++
    this.entryStart = start
    this.entryEnd = slot
    return true
  }

  /** @returns the slot of a tag in the current entry, or NO_SLOT. */
  override find(tag: number): number {
    const tags = this.tags
    for (let slot = this.entryStart; slot < this.entryEnd; slot++) if (tags[slot] === tag) return slot
    return NO_SLOT
  }

  #isMember(tag: number): boolean {
    const members = this.#members
    for (let i = 0; i < members.length; i++) if (members[i] === tag) return true
    return false
  }
}
