/**
 * What a schema says, resolved: every reference followed, every offset and size computed. The parser builds it; the
 * generator and the dynamic decoder read it. All offsets are bytes from the start of the enclosing block or composite.
 */

import type { PrimitiveType, Scalar } from './primitive.ts'

export type ByteOrder = 'littleEndian' | 'bigEndian'
export type Presence = 'required' | 'optional' | 'constant'

export interface SbeSchema {
  readonly package: string
  readonly id: number
  readonly version: number
  readonly semanticVersion: string
  readonly description: string
  readonly byteOrder: ByteOrder
  readonly header: CompositeType
  /** The named types of the schema in the order they are written. */
  readonly types: readonly SbeType[]
  readonly messages: readonly Message[]
}

export type SbeType = EncodedType | CompositeType | EnumType | SetType

interface Described {
  readonly name: string
  readonly description: string
  readonly semanticType: string
  readonly sinceVersion: number
  /** Version from which it should no longer be used; -1 when in use. */
  readonly deprecated: number
}

export interface EncodedType extends Described {
  readonly kind: 'encoded'
  readonly primitive: PrimitiveType
  /** Number of elements; 0 for the body of variable-length data. */
  readonly length: number
  readonly presence: Presence
  readonly nullValue: Scalar
  readonly minValue: Scalar
  readonly maxValue: Scalar
  /** Value of a constant: a text for character arrays. Undefined otherwise. */
  readonly constant: Scalar | string | undefined
  readonly characterEncoding: string
  /** Bytes on the wire: 0 for constants. */
  readonly size: number
}

export interface CompositeMember {
  readonly name: string
  readonly offset: number
  readonly type: SbeType
  readonly sinceVersion: number
  readonly description: string
}

export interface CompositeType extends Described {
  readonly kind: 'composite'
  readonly members: readonly CompositeMember[]
  readonly size: number
}

export interface EnumType extends Described {
  readonly kind: 'enum'
  readonly primitive: PrimitiveType
  readonly nullValue: number
  readonly values: readonly { name: string; value: number; description: string; sinceVersion: number }[]
  readonly size: number
}

export interface SetType extends Described {
  readonly kind: 'set'
  readonly primitive: PrimitiveType
  readonly choices: readonly { name: string; bit: number; description: string; sinceVersion: number }[]
  readonly size: number
}

export interface Field extends Described {
  readonly id: number
  readonly type: SbeType
  readonly offset: number
  readonly presence: Presence
  /** Value of a constant field: number for an enumeration's value. Undefined unless presence is constant. */
  readonly constant: Scalar | string | undefined
}

export interface Block extends Described {
  readonly id: number
  readonly blockLength: number
  readonly fields: readonly Field[]
  readonly groups: readonly Group[]
  readonly data: readonly VarData[]
}

export interface Group extends Block {
  readonly dimension: CompositeType
}

export interface VarData extends Described {
  readonly id: number
  readonly lengthType: EncodedType
  readonly lengthOffset: number
  readonly bodyType: EncodedType
  readonly bodyOffset: number
}

export type Message = Block

/** The member of a composite by name. */
export function memberOf(composite: CompositeType, name: string): CompositeMember | undefined {
  return composite.members.find((member) => member.name === name)
}
