/**
 * Decodes any message of a schema that is given at run time into plain objects: for tools, printers and tests. It
 * allocates freely; services use generated flyweights. Nothing is read beyond the end given.
 */

import type { Block, CompositeType, EncodedType, Field, Group, Message, SbeSchema, SbeType, VarData } from './ir.ts'
import { memberOf } from './ir.ts'
import { PRIMITIVES, type PrimitiveType, type Scalar } from './primitive.ts'
import { getText, textLength } from './runtime.ts'

/**
 * null: no value. Integers are numbers when safe, else bigints. Enumerations are the names of their values (a number
 * when unknown), sets lists of names, texts strings, other bytes arrays.
 */
export type DecodedValue = null | number | bigint | string | Uint8Array | DecodedFields | readonly DecodedValue[]

export interface DecodedFields {
  readonly [name: string]: DecodedValue
}

export interface DecodedMessage {
  readonly name: string
  readonly templateId: number
  readonly schemaId: number
  readonly version: number
  readonly blockLength: number
  /** Bytes of the message, header included. */
  readonly length: number
  readonly fields: DecodedFields
}

/** Decimal digits that tell any two floats apart. */
const FLOAT_DIGITS_MAX = 9

/** Bytes that are not a message of the schema. */
export class SbeDecodeError extends Error {
  override readonly name = 'SbeDecodeError'
}

export class DynamicDecoder {
  readonly schema: SbeSchema
  readonly #messages: ReadonlyMap<number, Message>
  readonly #littleEndian: boolean
  #view: DataView = new DataView(new ArrayBuffer(0))
  #position = 0
  #end = 0
  #version = 0

  constructor(schema: SbeSchema) {
    this.schema = schema
    this.#messages = new Map(schema.messages.map((message) => [message.id, message]))
    this.#littleEndian = schema.byteOrder === 'littleEndian'
  }

  /**
   * Decodes the message whose header is at `offset`. @throws SbeDecodeError when the bytes before `end` are not one.
   */
  decode(view: DataView, offset = 0, end = view.byteLength): DecodedMessage {
    this.#view = view
    this.#position = offset
    this.#end = end
    const { header } = this.schema
    const start = this.#take(header.size, 'message header')
    const read = (name: string) => this.#count(header, name, start)
    const [blockLength, templateId] = [read('blockLength'), read('templateId')]
    const [schemaId, version] = [read('schemaId'), read('version')]
    if (schemaId !== this.schema.id) throw new SbeDecodeError(`schema ${schemaId}, expected ${this.schema.id}`)
    const message = this.#messages.get(templateId)
    if (message === undefined) throw new SbeDecodeError(`unknown template ${templateId}`)
    this.#version = version
    const fields = this.#block(message, blockLength)
    return { name: message.name, templateId, schemaId, version, blockLength, length: this.#position - offset, fields }
  }

  #block(block: Block, blockLength: number): DecodedFields {
    const start = this.#take(blockLength, block.name)
    const fields: Record<string, DecodedValue> = {}
    for (const field of block.fields) fields[field.name] = this.#field(field, start, blockLength)
    for (const group of block.groups) fields[group.name] = this.#group(group)
    for (const data of block.data) fields[data.name] = this.#data(data)
    return fields
  }

  #field(field: Field, start: number, blockLength: number): DecodedValue {
    if (field.presence === 'constant') return this.#constant(field)
    const isAbsent = field.sinceVersion > this.#version || field.offset + field.type.size > blockLength
    return isAbsent ? null : this.#value(field.type, start + field.offset, field.presence === 'optional')
  }

  #constant(field: Field): DecodedValue {
    const { constant, type } = field
    if (type.kind !== 'enum') return plain(constant!)
    return type.values.find(({ value }) => value === constant)?.name ?? plain(constant!)
  }

  #group(group: Group): readonly DecodedFields[] {
    if (group.sinceVersion > this.#version) return []
    const start = this.#take(group.dimension.size, `${group.name} dimension`)
    const blockLength = this.#count(group.dimension, 'blockLength', start)
    const count = this.#count(group.dimension, 'numInGroup', start)
    if (count * Math.max(blockLength, 1) > this.#end - this.#position)
      throw new SbeDecodeError(`${group.name}: ${count} entries do not fit`)
    return Array.from({ length: count }, () => this.#block(group, blockLength))
  }

  #data(data: VarData): DecodedValue {
    if (data.sinceVersion > this.#version) return null
    const start = this.#take(data.bodyOffset, `${data.name} length`)
    const length = Number(this.#scalar(data.lengthType.primitive, start + data.lengthOffset))
    const body = this.#take(length, data.name)
    if (data.bodyType.characterEncoding === '' && data.bodyType.primitive !== 'char') return this.#bytes(body, length)
    return getText(this.#view, body, length, encodingOf(data.bodyType))
  }

  #value(type: SbeType, offset: number, isOptional: boolean): DecodedValue {
    switch (type.kind) {
      case 'encoded':
        return this.#encoded(type, offset, isOptional)
      case 'composite':
        return this.#composite(type, offset)
      case 'enum': {
        const value = Number(this.#scalar(type.primitive, offset))
        const name = type.values.find((entry) => entry.value === value)?.name
        return name ?? (value === type.nullValue ? null : value)
      }
      case 'set': {
        const bits = BigInt(this.#scalar(type.primitive, offset))
        return type.choices.filter(({ bit }) => (bits >> BigInt(bit)) & 1n).map(({ name }) => name)
      }
    }
  }

  #composite(type: CompositeType, offset: number): DecodedFields {
    const fields: Record<string, DecodedValue> = {}
    for (const member of type.members) fields[member.name] = this.#value(member.type, offset + member.offset, false)
    return fields
  }

  #encoded(type: EncodedType, offset: number, isOptional: boolean): DecodedValue {
    if (type.presence === 'constant') return plain(type.constant!)
    if (type.length !== 1) return this.#array(type, offset)
    const value = this.#scalar(type.primitive, offset)
    const isNullable = isOptional || type.presence === 'optional'
    if (isNullable && Object.is(value, type.nullValue)) return null
    return type.primitive === 'char' ? String.fromCharCode(Number(value)) : plain(value)
  }

  #array(type: EncodedType, offset: number): DecodedValue {
    if (type.primitive === 'char' || type.characterEncoding !== '')
      return getText(this.#view, offset, textLength(this.#view, offset, type.length), encodingOf(type))
    if (type.primitive === 'uint8') return this.#bytes(offset, type.length)
    const { size } = PRIMITIVES[type.primitive]
    return Array.from({ length: type.length }, (_, i) => plain(this.#scalar(type.primitive, offset + i * size)))
  }

  #bytes(offset: number, length: number): Uint8Array {
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + offset, length).slice()
  }

  /** @returns where the next `length` bytes begin, and moves past them. */
  #take(length: number, what: string): number {
    const start = this.#position
    if (start + length > this.#end)
      throw new SbeDecodeError(`${what}: ${length} bytes at ${start} end after ${this.#end}`)
    this.#position = start + length
    return start
  }

  #count(composite: CompositeType, name: string, start: number): number {
    const { type, offset } = memberOf(composite, name)!
    return Number(this.#scalar((type as EncodedType).primitive, start + offset))
  }

  #scalar(primitive: PrimitiveType, offset: number): Scalar {
    const [view, order] = [this.#view, this.#littleEndian]
    switch (primitive) {
      case 'char':
      case 'uint8':
        return view.getUint8(offset)
      case 'int8':
        return view.getInt8(offset)
      case 'int16':
        return view.getInt16(offset, order)
      case 'uint16':
        return view.getUint16(offset, order)
      case 'int32':
        return view.getInt32(offset, order)
      case 'uint32':
        return view.getUint32(offset, order)
      case 'int64':
        return view.getBigInt64(offset, order)
      case 'uint64':
        return view.getBigUint64(offset, order)
      case 'float':
        return shortestFloat(view.getFloat32(offset, order))
      case 'double':
        return view.getFloat64(offset, order)
    }
  }
}

/** The decimal with the fewest digits that is this float: 35.9, and not the double 35.900001525878906. */
function shortestFloat(value: number): number {
  for (let digits = 1; digits < FLOAT_DIGITS_MAX; digits++) {
    const decimal = Number(value.toPrecision(digits))
    if (Math.fround(decimal) === value) return decimal
  }
  return value
}

function plain(value: Scalar | string): number | bigint | string {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function encodingOf(type: EncodedType): 'utf-8' | 'latin1' {
  return /utf-?8/i.test(type.characterEncoding) ? 'utf-8' : 'latin1'
}
