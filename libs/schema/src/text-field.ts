/** Text fields of a frame as ids of a table of interned texts. */

import { type AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'

/** @returns the id of the value at a slot, NOT_FOUND when the field is absent or its text unknown. */
export function findAt(frame: FixFrame, slot: number, table: AsciiTable): number {
  return slot < 0 ? NOT_FOUND : table.find(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
}

/** @returns the id of the value at a slot, added when new; NOT_FOUND when the field is absent. */
export function internAt(frame: FixFrame, slot: number, table: AsciiTable): number {
  return slot < 0 ? NOT_FOUND : table.intern(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
}
