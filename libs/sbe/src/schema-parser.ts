/**
 * Reads an SBE 1.0 message schema. Everything the rest relies on is checked here, so that a schema that parses can be
 * used.
 */

import type { Block, CompositeType, EncodedType, Field, Group, Message, SbeSchema, SbeType, VarData } from './ir.ts'
import { memberOf } from './ir.ts'
import type { Scalar } from './primitive.ts'
import { offsetOf, presenceOf, TypeParser } from './type-parser.ts'
import { parseXml, type XmlElement } from './xml-element.ts'

const ID_MAX = 65_535
const VERSION_MAX = 65_535
const BLOCK_LENGTH_MAX = 65_534

export interface ParseOptions {
  /** Returns the text of a file named by `xi:include`. Without it an include is refused. */
  readonly include?: (href: string) => string
}

/** @throws SchemaError naming the place when the schema is not valid. */
export function parseSchema(xml: string, options: ParseOptions = {}): SbeSchema {
  return new SchemaParser(parseXml(xml), options).parse()
}

class SchemaParser {
  readonly #root: XmlElement
  readonly #options: ParseOptions
  readonly #version: number
  readonly #types: TypeParser

  constructor(root: XmlElement, options: ParseOptions) {
    if (root.name !== 'messageSchema') root.refuse('the root element must be messageSchema')
    this.#root = root
    this.#options = options
    this.#version = root.integer('version', VERSION_MAX, 0)
    this.#types = new TypeParser(this.#version)
  }

  parse(): SbeSchema {
    const root = this.#root
    const byteOrder = root.get('byteOrder') ?? 'littleEndian'
    if (byteOrder !== 'littleEndian' && byteOrder !== 'bigEndian')
      return root.refuse(`unknown byteOrder "${byteOrder}"`)
    for (const element of root.children) this.#declareTypes(element)
    const types = this.#types.resolveAll()
    const header = this.#composite(root.get('headerType') ?? 'messageHeader', root)
    for (const name of ['blockLength', 'templateId', 'schemaId', 'version']) requireInteger(header, name, root)
    return {
      package: root.get('package') ?? '',
      id: root.integer('id', ID_MAX),
      version: this.#version,
      semanticVersion: root.get('semanticVersion') ?? '',
      description: root.get('description') ?? '',
      byteOrder,
      header,
      types,
      messages: this.#parseMessages(),
    }
  }

  #declareTypes(element: XmlElement): void {
    switch (element.name) {
      case 'types':
        this.#types.declare(element)
        return
      case 'include': {
        const href = element.require('href')
        const { include = () => element.refuse('includes are not available here') } = this.#options
        const included = parseXml(include(href))
        if (included.name !== 'types') element.refuse('an included file must hold a types element')
        this.#types.declare(included)
        return
      }
      case 'message':
        return
      default:
        element.refuse('unknown element, expected types, message or xi:include')
    }
  }

  #parseMessages(): Message[] {
    const messages: Message[] = []
    for (const element of this.#root.children) {
      if (element.name !== 'message') continue
      const message = this.#parseBlock(element)
      if (messages.some((other) => other.id === message.id)) element.refuse(`message id ${message.id} is used twice`)
      if (messages.some((other) => other.name === message.name)) element.refuse('a message of this name exists already')
      messages.push(message)
    }
    if (messages.length === 0) this.#root.refuse('a schema needs messages')
    return messages
  }

  #parseBlock(element: XmlElement): Block {
    const fields: Field[] = []
    const groups: Group[] = []
    const data: VarData[] = []
    const names = new Set<string>()
    let position = 0
    for (const child of element.children) {
      const name = child.require('name')
      if (names.has(name)) child.refuse('a field, group or data of this name exists already')
      names.add(name)
      if (child.name === 'field') {
        if (groups.length > 0 || data.length > 0) child.refuse('fields stand before groups and data')
        const field = this.#parseField(child, position)
        fields.push(field)
        if (field.presence !== 'constant') position = field.offset + field.type.size
      } else if (child.name === 'group') {
        if (data.length > 0) child.refuse('groups stand before data')
        groups.push(this.#parseGroup(child))
      } else if (child.name === 'data') data.push(this.#parseData(child))
      else child.refuse('unknown element, expected field, group or data')
    }
    const blockLength = element.integer('blockLength', BLOCK_LENGTH_MAX, position)
    if (blockLength < position)
      element.refuse(`blockLength ${blockLength} is less than the ${position} bytes of its fields`)
    if (blockLength > BLOCK_LENGTH_MAX) element.refuse(`blockLength ${blockLength} is too large`)
    return { ...this.#types.describe(element), id: element.integer('id', ID_MAX), blockLength, fields, groups, data }
  }

  #parseField(element: XmlElement, position: number): Field {
    const described = this.#types.describe(element)
    const type = this.#types.resolve(element.require('type'), element)
    const presence = presenceOf(element) ?? (type.kind === 'encoded' ? type.presence : 'required')
    return {
      ...described,
      description: described.description || type.description,
      semanticType: described.semanticType || type.semanticType,
      sinceVersion: Math.max(described.sinceVersion, type.sinceVersion),
      id: element.integer('id', ID_MAX),
      type,
      offset: presence === 'constant' ? position : offsetOf(element, position),
      presence,
      constant: presence === 'constant' ? this.#constantOf(element, type) : undefined,
    }
  }

  #constantOf(element: XmlElement, type: SbeType): Scalar | string {
    const reference = element.get('valueRef')
    if (reference === undefined) {
      if (type.kind === 'encoded' && type.constant !== undefined) return type.constant
      return element.refuse('a constant field needs a valueRef or a constant type')
    }
    const { type: enumeration, value } = this.#types.resolveValueRef(reference, element)
    const matches = enumeration === type || (type.kind === 'encoded' && type.primitive === enumeration.primitive)
    return matches ? value : element.refuse(`valueRef "${reference}" is of another type than the field`)
  }

  #parseGroup(element: XmlElement): Group {
    const dimension = this.#composite(element.get('dimensionType') ?? 'groupSizeEncoding', element)
    requireInteger(dimension, 'blockLength', element)
    requireInteger(dimension, 'numInGroup', element)
    const block = this.#parseBlock(element)
    const max = encodedMember(dimension, 'blockLength')!.maxValue
    if (BigInt(block.blockLength) > BigInt(max))
      element.refuse(`blockLength ${block.blockLength} does not fit its dimension`)
    return { ...block, dimension }
  }

  #parseData(element: XmlElement): VarData {
    const composite = this.#composite(element.require('type'), element)
    requireInteger(composite, 'length', element)
    const described = this.#types.describe(element)
    const body = memberOf(composite, 'varData')
    if (body?.type.kind !== 'encoded' || body.type.size > 1)
      return element.refuse(`type "${composite.name}" has no varData of one-byte elements`)
    return {
      ...described,
      description: described.description || composite.description,
      sinceVersion: Math.max(described.sinceVersion, composite.sinceVersion),
      id: element.integer('id', ID_MAX),
      lengthType: encodedMember(composite, 'length')!,
      lengthOffset: memberOf(composite, 'length')!.offset,
      bodyType: body.type,
      bodyOffset: body.offset,
    }
  }

  #composite(name: string, user: XmlElement): CompositeType {
    const type = this.#types.resolve(name, user)
    return type.kind === 'composite' ? type : user.refuse(`type "${name}" is not a composite`)
  }
}

function encodedMember(composite: CompositeType, name: string): EncodedType | undefined {
  const type = memberOf(composite, name)?.type
  return type?.kind === 'encoded' && type.length === 1 ? type : undefined
}

/** Header, group dimension and data length are read as counts: unsigned integers of at most 32 bits. */
function requireInteger(composite: CompositeType, name: string, user: XmlElement): void {
  const type = encodedMember(composite, name)
  const isCount = type?.primitive.startsWith('uint') && type.size <= 4 && type.size > 0
  if (!isCount) user.refuse(`type "${composite.name}" needs a member "${name}" of uint8, uint16 or uint32`)
}
