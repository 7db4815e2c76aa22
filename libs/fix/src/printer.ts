/**
 * FIX bytes for people: `8=FIX.4.4|35=D(NewOrderSingle)|54=1(Buy)`, with names of fields on request. Names come from a
 * table in the package (standard names and our own), so that it works where no dictionary is at hand; a dictionary
 * given wins. Edge only: allocates.
 */

import { textOf } from '@reflex/base'
import type { FixDictionary } from './dictionary.ts'
import { FixFrame } from './frame.ts'
import { fieldName, messageName, valueName } from './names.ts'

export interface FixPrintOptions {
  /** Between fields; '|' by default. */
  readonly delimiter?: string
  /** Values with their meaning, fields with their names: `Side(54)=1(BUY)`. Off: `54=1`. */
  readonly names?: boolean
  /** A venue's own names. */
  readonly dictionary?: FixDictionary
  /** Leaves the header fields but MsgType, and the trailer, away. */
  readonly bodyOnly?: boolean
}

const frame = new FixFrame(undefined, 2048)
const TAG_MSG_TYPE = 35

export function printFix(bytes: Uint8Array, offset: number, length: number, options: FixPrintOptions = {}): string {
  const delimiter = options.delimiter ?? '|'
  frame.wrap(bytes, offset, length)
  if (frame.fieldCount === 0) return textOf(bytes, offset, length).replaceAll('\x01', delimiter)
  const bodySlot = frame.bodySlot
  const bodyEndSlot = frame.bodyEndSlot
  const parts: string[] = []
  for (let slot = 0; slot < frame.fieldCount; slot++) {
    const isBody = slot >= bodySlot && slot < bodyEndSlot
    if (options.bodyOnly && !isBody && frame.tags[slot] !== TAG_MSG_TYPE) continue
    parts.push(fieldText(slot, options))
  }
  return parts.join(delimiter) + delimiter
}

function fieldText(slot: number, options: FixPrintOptions): string {
  const tag = frame.tags[slot]!
  const value = frame.textAt(slot)
  if (!options.names) return `${tag}=${value}`
  const dictionary = options.dictionary
  const name = dictionary?.fieldName(tag) ?? fieldName(tag)
  const meaning =
    tag === TAG_MSG_TYPE
      ? (dictionary?.messageName(value) ?? messageName(value))
      : (dictionary?.valueName(tag, value) ?? valueName(tag, value))
  return `${name === undefined ? tag : `${name}(${tag})`}=${value}${meaning === undefined ? '' : `(${meaning})`}`
}
