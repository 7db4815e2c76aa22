/** Text fields of a frame or group entry as ids of a table of interned texts. */

import { type AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FieldReader } from '@reflex/fix'

/** @returns the id of the value at a slot, NOT_FOUND when the field is absent or its text unknown. */
export function findAt(source: FieldReader, slot: number, table: AsciiTable): number {
  return slot < 0 ? NOT_FOUND : table.find(source.bytes, source.offsets[slot]!, source.lengths[slot]!)
}

/** @returns the id of the value at a slot, added when new; NOT_FOUND when the field is absent. */
export function internAt(source: FieldReader, slot: number, table: AsciiTable): number {
  return slot < 0 ? NOT_FOUND : table.intern(source.bytes, source.offsets[slot]!, source.lengths[slot]!)
}
