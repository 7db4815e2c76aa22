/**
 * Reads the `types` sections of a schema: encoded types, composites, enumerations and sets. Types refer to each other
 * by name in any order, so each is resolved on first use; a reference that leads back to itself is refused.
 */

import type { CompositeMember, CompositeType, EncodedType, EnumType, Presence, SbeType, SetType } from './ir.ts'
import { isFloat, isPrimitiveType, PRIMITIVES, type PrimitiveType, parseScalar, type Scalar } from './primitive.ts'
import type { XmlElement } from './xml-element.ts'

const SYMBOLIC_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/
const LENGTH_MAX = 65_535
const OFFSET_MAX = 65_535

export class TypeParser {
  readonly #version: number
  readonly #elements = new Map<string, XmlElement>()
  readonly #resolved = new Map<string, SbeType>()
  readonly #open = new Set<string>()

  constructor(schemaVersion: number) {
    this.#version = schemaVersion
  }

  /** Declares the children of a `types` element. */
  declare(types: XmlElement): void {
    for (const element of types.children) {
      const name = nameOf(element)
      if (this.#elements.has(name)) element.refuse('a type of this name exists already')
      this.#elements.set(name, element)
    }
  }

  resolveAll(): SbeType[] {
    return [...this.#elements].map(([name, element]) => this.resolve(name, element))
  }

  /** @param user the element that names the type, for the error message. Primitive types need no declaration. */
  resolve(name: string, user: XmlElement): SbeType {
    const known = this.#resolved.get(name)
    if (known !== undefined) return known
    const element = this.#elements.get(name)
    if (element === undefined) {
      if (!isPrimitiveType(name)) return user.refuse(`unknown type "${name}"`)
      const primitive = primitiveAsType(name)
      this.#resolved.set(name, primitive)
      return primitive
    }
    if (this.#open.has(name)) user.refuse(`type "${name}" contains itself`)
    this.#open.add(name)
    const type = this.#parse(element)
    this.#open.delete(name)
    this.#resolved.set(name, type)
    return type
  }

  /** The numeric value of `Enum.Value`, with the enumeration. */
  resolveValueRef(reference: string, user: XmlElement): { type: EnumType; value: number } {
    const [typeName = '', valueName = ''] = reference.split('.')
    const type = this.resolve(typeName, user)
    if (type.kind !== 'enum') return user.refuse(`valueRef "${reference}" does not name an enumeration's value`)
    const entry = type.values.find((value) => value.name === valueName)
    if (entry === undefined) return user.refuse(`valueRef "${reference}": the enumeration has no such value`)
    return { type, value: entry.value }
  }

  /** Attributes that every element of a schema may carry. */
  describe(
    element: XmlElement,
  ): Pick<SbeType, 'name' | 'description' | 'semanticType' | 'sinceVersion' | 'deprecated'> {
    const sinceVersion = element.integer('sinceVersion', 65_535, 0)
    if (sinceVersion > this.#version)
      element.refuse(`sinceVersion ${sinceVersion} is above the schema's version ${this.#version}`)
    return {
      name: nameOf(element),
      description: (element.get('description') ?? '').replace(/\s+/g, ' ').trim(),
      semanticType: element.get('semanticType') ?? '',
      sinceVersion,
      deprecated: element.get('deprecated') === undefined ? -1 : element.integer('deprecated', 65_535),
    }
  }

  #parse(element: XmlElement): SbeType {
    switch (element.name) {
      case 'type':
        return this.#parseEncoded(element)
      case 'composite':
        return this.#parseComposite(element)
      case 'enum':
        return this.#parseEnum(element)
      case 'set':
        return this.#parseSet(element)
      default:
        return element.refuse('unknown element, expected type, composite, enum, set or ref')
    }
  }

  #parseEncoded(element: XmlElement): EncodedType {
    const name = element.require('primitiveType')
    if (!isPrimitiveType(name)) return element.refuse(`unknown primitiveType "${name}"`)
    const presence = presenceOf(element) ?? 'required'
    const constant = presence === 'constant' ? this.#constantOf(element, name) : undefined
    const declared = element.integer('length', LENGTH_MAX, 1)
    const length = typeof constant === 'string' && element.get('length') === undefined ? constant.length : declared
    if (typeof constant === 'string' && constant.length > length)
      element.refuse(`constant "${constant}" exceeds the length`)
    return {
      ...this.describe(element),
      kind: 'encoded',
      primitive: name,
      length,
      presence,
      nullValue: scalarAttribute(element, 'nullValue', name, PRIMITIVES[name].nullValue),
      minValue: scalarAttribute(element, 'minValue', name, PRIMITIVES[name].min),
      maxValue: scalarAttribute(element, 'maxValue', name, PRIMITIVES[name].max),
      constant,
      characterEncoding: element.get('characterEncoding') ?? '',
      size: presence === 'constant' ? 0 : PRIMITIVES[name].size * length,
    }
  }

  #constantOf(element: XmlElement, primitive: PrimitiveType): Scalar | string {
    const reference = element.get('valueRef')
    if (reference !== undefined) return this.resolveValueRef(reference, element).value
    if (element.text === '') element.refuse('a constant needs a value')
    if (primitive === 'char' && (element.text.length > 1 || element.integer('length', LENGTH_MAX, 1) > 1))
      return element.text
    if (primitive === 'char') return element.text.charCodeAt(0)
    return (
      parseScalar(primitive, element.text) ?? element.refuse(`constant "${element.text}" is not a valid ${primitive}`)
    )
  }

  #parseComposite(element: XmlElement): CompositeType {
    const members: CompositeMember[] = []
    let position = 0
    for (const child of element.children) {
      const type = child.name === 'ref' ? this.resolve(child.require('type'), child) : this.#parse(child)
      const name = nameOf(child)
      if (members.some((member) => member.name === name)) child.refuse('a member of this name exists already')
      const offset = offsetOf(child, position)
      const described = this.describe(child)
      members.push({ name, offset, type, sinceVersion: described.sinceVersion, description: described.description })
      position = offset + type.size
    }
    if (members.length === 0) element.refuse('a composite needs members')
    return { ...this.describe(element), kind: 'composite', members, size: position }
  }

  #parseEnum(element: XmlElement): EnumType {
    const encoding = this.#encodingOf(element)
    const primitive = encoding.primitive
    if (isFloat(primitive) || encoding.size > 4) element.refuse(`an enumeration cannot be encoded as ${primitive}`)
    const values: { name: string; value: number; description: string; sinceVersion: number }[] = []
    for (const child of element.children) {
      if (child.name !== 'validValue') child.refuse('unknown element, expected validValue')
      const { name, description, sinceVersion } = this.describe(child)
      const value = primitive === 'char' ? charCodeOf(child) : parseScalar(primitive, child.text)
      if (value === undefined) child.refuse(`"${child.text}" is not a valid ${primitive}`)
      if (values.some((entry) => entry.name === name || entry.value === value)) child.refuse('duplicate name or value')
      values.push({ name, value: Number(value), description, sinceVersion })
    }
    if (values.length === 0) element.refuse('an enumeration needs values')
    const nullValue = Number(scalarAttribute(element, 'nullValue', primitive, encoding.nullValue))
    return { ...this.describe(element), kind: 'enum', primitive, nullValue, values, size: encoding.size }
  }

  #parseSet(element: XmlElement): SetType {
    const encoding = this.#encodingOf(element)
    if (!encoding.primitive.startsWith('uint')) element.refuse(`a set cannot be encoded as ${encoding.primitive}`)
    const choices: { name: string; bit: number; description: string; sinceVersion: number }[] = []
    for (const child of element.children) {
      if (child.name !== 'choice') child.refuse('unknown element, expected choice')
      const { name, description, sinceVersion } = this.describe(child)
      const bit = /^\d+$/.test(child.text) ? Number(child.text) : Number.NaN
      if (!(bit < encoding.size * 8)) child.refuse(`bit "${child.text}" is outside 0..${encoding.size * 8 - 1}`)
      if (choices.some((choice) => choice.name === name || choice.bit === bit)) child.refuse('duplicate name or bit')
      choices.push({ name, bit, description, sinceVersion })
    }
    if (choices.length === 0) element.refuse('a set needs choices')
    return { ...this.describe(element), kind: 'set', primitive: encoding.primitive, choices, size: encoding.size }
  }

  #encodingOf(element: XmlElement): EncodedType {
    const type = this.resolve(element.require('encodingType'), element)
    if (type.kind !== 'encoded' || type.length !== 1)
      return element.refuse(`encodingType "${type.name}" is not a simple type`)
    return type
  }
}

export function nameOf(element: XmlElement): string {
  const name = element.require('name')
  if (!SYMBOLIC_NAME.test(name)) element.refuse(`"${name}" is not a valid name`)
  return name
}

/** @returns the element's place: its `offset` attribute, which must not reach back into what stands before it. */
export function offsetOf(element: XmlElement, position: number): number {
  const offset = element.integer('offset', OFFSET_MAX, position)
  if (offset < position) element.refuse(`offset ${offset} overlaps what stands before it, which ends at ${position}`)
  return offset
}

export function presenceOf(element: XmlElement): Presence | undefined {
  const text = element.get('presence')
  if (text === undefined || text === 'required' || text === 'optional' || text === 'constant') return text
  return element.refuse(`unknown presence "${text}"`)
}

function scalarAttribute(element: XmlElement, name: string, primitive: PrimitiveType, fallback: Scalar): Scalar {
  const text = element.get(name)
  if (text === undefined) return fallback
  return parseScalar(primitive, text) ?? element.refuse(`${name} "${text}" is not a valid ${primitive}`)
}

function charCodeOf(element: XmlElement): number | undefined {
  return element.text.length === 1 && element.text.charCodeAt(0) < 256 ? element.text.charCodeAt(0) : undefined
}

function primitiveAsType(name: PrimitiveType): EncodedType {
  const { size, min, max, nullValue } = PRIMITIVES[name]
  return {
    kind: 'encoded',
    name,
    description: '',
    semanticType: '',
    sinceVersion: 0,
    deprecated: -1,
    primitive: name,
    length: 1,
    presence: 'required',
    nullValue,
    minValue: min,
    maxValue: max,
    constant: undefined,
    characterEncoding: '',
    size,
  }
}
