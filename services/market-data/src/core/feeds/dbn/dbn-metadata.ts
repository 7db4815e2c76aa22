/**
 * The head of a DBN stream, versions 1 to 3: what was asked for, and which instrument id has which symbol.
 *
 *     "DBN" | version u8 | length u32 | dataset c16 | schema u16 | start u64 | end u64 | limit u64 | count u64 (only 1)
 *     |
 *     stype in u8 | stype out u8 | ts_out u8 | symbol length u16 (from 2) | reserved to 100 | symbols | mappings
 */

export const DBN_PRELUDE_LENGTH = 8
const VERSION_MAX = 3
const FIXED_LENGTH = 100
const SYMBOL_LENGTH_V1 = 22
const STYPE_INSTRUMENT_ID = 0
const SYMBOLS_MAX = 1_000_000

export interface DbnMetadata {
  readonly version: number
  readonly dataset: string
  readonly schema: number
  /** Whether each record has eight more bytes, its time of sending. */
  readonly hasTsOut: boolean
  /** Instrument id to symbol. */
  readonly symbols: ReadonlyMap<number, string>
}

/** @returns length of the metadata behind the prelude; -1 when this is no DBN of a known version. */
export function dbnMetadataLength(view: DataView, offset: number, available: number): number {
  if (available < DBN_PRELUDE_LENGTH) return -1
  const isMagic =
    view.getUint8(offset) === 0x44 && view.getUint8(offset + 1) === 0x42 && view.getUint8(offset + 2) === 0x4e
  const version = view.getUint8(offset + 3)
  return isMagic && version >= 1 && version <= VERSION_MAX ? view.getUint32(offset + 4, true) : -1
}

/** @param offset of the prelude. @returns undefined when the metadata is damaged. */
export function readDbnMetadata(view: DataView, offset: number, available: number): DbnMetadata | undefined {
  const length = dbnMetadataLength(view, offset, available)
  if (length < FIXED_LENGTH || available < DBN_PRELUDE_LENGTH + length) return undefined
  const version = view.getUint8(offset + 3)
  const start = offset + DBN_PRELUDE_LENGTH
  const types = start + (version === 1 ? 50 : 42)
  const symbols = new Map<number, string>()
  const reader = new MetadataReader(view, start + FIXED_LENGTH, start + length)
  const symbolLength = version === 1 ? SYMBOL_LENGTH_V1 : view.getUint16(types + 3, true)
  if (!reader.readSymbols(symbolLength, view.getUint8(types), view.getUint8(types + 1), symbols)) return undefined
  return {
    version,
    dataset: textAt(view, start, 16),
    schema: view.getUint16(start + 16, true),
    hasTsOut: view.getUint8(types + 2) === 1,
    symbols,
  }
}

class MetadataReader {
  readonly #view: DataView
  readonly #end: number
  #at: number

  constructor(view: DataView, start: number, end: number) {
    this.#view = view
    this.#at = start
    this.#end = end
  }

  /** @returns false when the metadata ends before its symbols do. */
  readSymbols(length: number, stypeIn: number, stypeOut: number, symbols: Map<number, string>): boolean {
    if (!this.#skip(this.#count())) return false
    for (let list = 0; list < 3; list++) if (!this.#skip(this.#count() * length)) return false
    const mappings = this.#count()
    for (let i = 0; i < mappings; i++) {
      const raw = this.#text(length)
      const intervals = this.#count()
      if (raw === undefined || intervals > SYMBOLS_MAX) return false
      for (let j = 0; j < intervals; j++) {
        this.#at += 8
        const mapped = this.#text(length)
        if (mapped === undefined) return false
        if (stypeOut === STYPE_INSTRUMENT_ID) symbols.set(Number(mapped), raw)
        else if (stypeIn === STYPE_INSTRUMENT_ID) symbols.set(Number(raw), mapped)
      }
    }
    return true
  }

  #count(): number {
    if (this.#at + 4 > this.#end) return Number.POSITIVE_INFINITY
    this.#at += 4
    return this.#view.getUint32(this.#at - 4, true)
  }

  #skip(length: number): boolean {
    this.#at += length
    return this.#at <= this.#end
  }

  #text(length: number): string | undefined {
    if (this.#at + length > this.#end) return undefined
    this.#at += length
    return textAt(this.#view, this.#at - length, length)
  }
}

function textAt(view: DataView, offset: number, length: number): string {
  let text = ''
  for (let i = 0; i < length && view.getUint8(offset + i) !== 0; i++)
    text += String.fromCharCode(view.getUint8(offset + i))
  return text
}
