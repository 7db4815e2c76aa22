/** Messages of any SBE schema as plain values: the work of `reflex sbe decode`. */

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ReflexError } from '@reflex/base'
import {
  type DecodedMessage,
  type DecodedValue,
  DynamicDecoder,
  parseSchema,
  SbeDecodeError,
  type SbeSchema,
  SchemaError,
} from '@reflex/sbe'

/** How messages stand in a row: nothing between them, or each behind a header that has its length. */
export const SBE_FRAMINGS = ['none', 'sofh', 'ilink3'] as const
export type SbeFraming = (typeof SBE_FRAMINGS)[number]

export interface SbeDecodeOptions {
  readonly schema: string
  readonly file: string
  /** Told by the first bytes when not given. */
  readonly framing?: SbeFraming
  /** The file is text: two hexadecimal digits a byte, white space anywhere. */
  readonly isHex: boolean
}

export interface DecodedAt extends DecodedMessage {
  /** Where the message's header stands in the file. */
  readonly offset: number
}

const SOFH_LENGTH = 6
const SOFH_LITTLE_ENDIAN = 0xeb50
const SOFH_BIG_ENDIAN = 0x5be0
const ILINK3_LENGTH = 4
const ILINK3_ENCODING = 0xcafe

/**
 * @throws ReflexError REFLEX_SBE_SCHEMA_INVALID, REFLEX_SBE_MESSAGE_INVALID (with the place), or REFLEX_USAGE for files
 * that cannot be read.
 */
export function decodeSbeFile(options: SbeDecodeOptions): {
  readonly schema: SbeSchema
  readonly messages: DecodedAt[]
} {
  const schema = readSchema(options.schema)
  const packed = readBytes(options.file)
  const bytes = options.isHex ? Buffer.from(packed.toString('latin1').replace(/\s/g, ''), 'hex') : packed
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const framing = options.framing ?? framingOf(view)
  const decoder = new DynamicDecoder(schema)
  const messages: DecodedAt[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const start = offset + headLength(framing)
    const end = endOf(view, offset, framing)
    try {
      if (end > bytes.length || start > bytes.length) throw new SbeDecodeError('the file ends within the message')
      const message = decoder.decode(view, start, end)
      messages.push({ offset: start, ...message })
      offset = framing === 'none' ? start + message.length : end
    } catch (error) {
      if (!(error instanceof SbeDecodeError)) throw error
      const place = `${options.file}: message ${messages.length + 1} at byte ${offset}`
      throw new ReflexError('REFLEX_SBE_MESSAGE_INVALID', `${place}: ${error.message}`, { cause: error })
    }
  }
  return { schema, messages }
}

/** A decoded value as JSON has it: integers beyond 2^53 as text, bytes as hexadecimal text. */
export function jsonOf(value: DecodedValue): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && !Number.isFinite(value)) return null
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map((each: DecodedValue) => jsonOf(each))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, jsonOf(each)]))
}

function readSchema(path: string): SbeSchema {
  try {
    return parseSchema(readBytes(path).toString('utf8'), {
      include: (href) => readBytes(join(dirname(path), href)).toString('utf8'),
    })
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new ReflexError('REFLEX_SBE_SCHEMA_INVALID', `${path}: ${error.message}`, { cause: error })
  }
}

/** A file's bytes, unpacked when it is gzip. */
function readBytes(path: string): Buffer {
  try {
    const bytes = readFileSync(path === '-' ? 0 : path)
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
  } catch (error) {
    throw new ReflexError('REFLEX_USAGE', `cannot read ${path}`, { cause: error })
  }
}

function framingOf(view: DataView): SbeFraming {
  if (view.byteLength < SOFH_LENGTH) return 'none'
  const encoding = view.getUint16(4)
  if ((encoding === SOFH_LITTLE_ENDIAN || encoding === SOFH_BIG_ENDIAN) && view.getUint32(0) <= view.byteLength)
    return 'sofh'
  return view.getUint16(2, true) === ILINK3_ENCODING && view.getUint16(0, true) <= view.byteLength ? 'ilink3' : 'none'
}

function headLength(framing: SbeFraming): number {
  return framing === 'sofh' ? SOFH_LENGTH : framing === 'ilink3' ? ILINK3_LENGTH : 0
}

/** Where the message ends by its frame. A length that leaves no room for a message gives an end beyond the file. */
function endOf(view: DataView, offset: number, framing: SbeFraming): number {
  if (framing === 'none') return view.byteLength
  if (offset + headLength(framing) > view.byteLength) return Number.POSITIVE_INFINITY
  const length = framing === 'sofh' ? view.getUint32(offset) : view.getUint16(offset, true)
  return length < headLength(framing) ? Number.POSITIVE_INFINITY : offset + length
}
