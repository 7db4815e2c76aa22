/** The enumerated values of a dictionary, looked up by bytes. */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FixDictionary } from './dictionary.ts'
import { FORMAT_MULTIPLE } from './field-format.ts'

const SPACE = 32
const TAG_LIMIT = 65_536

export class EnumeratedValues {
  /** tag -> index in the tables + 1; 0 for fields that take any value. */
  readonly #indexOfTag = new Uint16Array(TAG_LIMIT)
  readonly #tables: AsciiTable[] = []

  constructor(dictionary: FixDictionary) {
    for (const field of dictionary.fields.values()) {
      // MsgType is judged by the messages; a count or length is no code.
      if (field.values.size === 0 || field.tag === 35 || field.type === 'NUMINGROUP') continue
      if (field.allowsOtherValues === true) continue
      const table = new AsciiTable(field.values.size, 4)
      for (const value of field.values.keys()) table.internString(value)
      this.#tables.push(table)
      this.#indexOfTag[field.tag] = this.#tables.length
    }
  }

  accepts(tag: number, format: number, bytes: Uint8Array, offset: number, length: number): boolean {
    const index = this.#indexOfTag[tag]!
    if (index === 0) return true
    const table = this.#tables[index - 1]!
    if (format !== FORMAT_MULTIPLE) return table.find(bytes, offset, length) !== NOT_FOUND
    let start = offset
    const end = offset + length
    for (let i = offset; i <= end; i++) {
      if (i < end && bytes[i] !== SPACE) continue
      if (table.find(bytes, start, i - start) === NOT_FOUND) return false
      start = i + 1
    }
    return true
  }
}
