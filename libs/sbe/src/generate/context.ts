/** What every part of the generator needs, and the small pieces of TypeScript they share. */

import type { EncodedType, SbeSchema } from '../ir.ts'
import type { PrimitiveType, Scalar } from '../primitive.ts'
import type { TypeNames } from './names.ts'

export interface Context {
  readonly schema: SbeSchema
  readonly names: TypeNames
  readonly littleEndian: boolean
  /** Timestamps (uint64 of semanticType UTCTimestamp) are read and written as session time. */
  readonly sessionTime: boolean
}

const ACCESSORS: Readonly<Record<PrimitiveType, string>> = {
  char: 'Uint8',
  int8: 'Int8',
  int16: 'Int16',
  int32: 'Int32',
  int64: 'Int64',
  uint8: 'Uint8',
  uint16: 'Uint16',
  uint32: 'Uint32',
  uint64: 'Uint64',
  float: 'Float32',
  double: 'Float64',
}

/** An expression that reads a primitive of `this.#view`. */
export function readExpression(context: Context, primitive: PrimitiveType, position: string): string {
  return readPrimitive(context, primitive, 'this.#view', position)
}

/** An expression that reads a primitive of the named view. */
export function readPrimitive(context: Context, primitive: PrimitiveType, view: string, position: string): string {
  const accessor = ACCESSORS[primitive]
  if (accessor.endsWith('Int64') || accessor.endsWith('Uint64'))
    return `get${accessor}(${view}, ${position}, ${context.littleEndian})`
  if (accessor.endsWith('t8')) return `${view}.get${accessor}(${position})`
  return `${view}.get${accessor}(${position}, ${context.littleEndian})`
}

/** A statement that writes a primitive to `this.#view`. */
export function writeStatement(context: Context, primitive: PrimitiveType, position: string, value: string): string {
  const accessor = ACCESSORS[primitive]
  if (accessor.endsWith('Int64') || accessor.endsWith('Uint64'))
    return `put${accessor}(this.#view, ${position}, ${value}, ${context.littleEndian})`
  if (accessor.endsWith('t8')) return `this.#view.set${accessor}(${position}, ${value})`
  return `this.#view.set${accessor}(${position}, ${value}, ${context.littleEndian})`
}

/** `this.#offset + 8`, without the zero. */
export function positionOf(offset: number): string {
  return offset === 0 ? 'this.#offset' : `this.#offset + ${offset}`
}

/** A number literal. 64-bit values become the nearest double, as reading them does. */
export function literalOf(value: Scalar): string {
  if (typeof value === 'number') return Number.isNaN(value) ? 'Number.NaN' : String(value)
  return Number.isSafeInteger(Number(value)) ? String(value) : BigInt(Number(value)).toString()
}

export function constantLiteral(value: Scalar | string): string {
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : literalOf(value)
}

/** Whether an array type is read and written as a text. */
export function isText(type: EncodedType): boolean {
  return type.primitive === 'char' || (type.primitive === 'uint8' && type.characterEncoding !== '')
}

export function textEncodingOf(type: EncodedType): string {
  return /utf-?8/i.test(type.characterEncoding) ? `'utf-8'` : `'latin1'`
}

/** A doc comment, or nothing for an empty text. */
export function comment(indent: string, text: string): string[] {
  return text === '' ? [] : [`${indent}/** ${text.replace(/\*\//g, '* /')} */`]
}
