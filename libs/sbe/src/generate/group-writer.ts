/**
 * Writes the flyweights of a repeating group: count, next and hasNext over the message's shared cursor. Nested groups
 * come out first.
 */

import { type Block, type Group, memberOf } from '../ir.ts'
import type { PrimitiveType } from '../primitive.ts'
import { blockParts, type Direction, zeroStatements } from './block-writer.ts'
import { type Context, comment, readExpression, writeStatement } from './context.ts'
import { groupLength } from './length-writer.ts'
import { pascalCase } from './names.ts'

/** @returns the classes of the groups of a block, the innermost first. */
export function writeGroups(context: Context, block: Block, owner: string): string[] {
  return block.groups.flatMap((group) => [
    ...writeGroups(context, group, owner + pascalCase(group.name)),
    ...writeClass(context, group, owner, 'Encoder'),
    ...writeClass(context, group, owner, 'Decoder'),
  ])
}

function writeClass(context: Context, group: Group, owner: string, direction: Direction): string[] {
  const name = owner + pascalCase(group.name)
  const parts = blockParts(context, group, name, direction)
  return [
    '',
    ...comment('', group.description),
    `export class ${name}${direction} {`,
    `  static readonly BLOCK_LENGTH = ${group.blockLength}`,
    `  static readonly DIMENSION_LENGTH = ${group.dimension.size}`,
    ...parts.statics,
    '  #view: DataView = EMPTY_VIEW',
    '  #offset = 0',
    '  #index = -1',
    '  #count = 0',
    ...(direction === 'Decoder' ? ['  #blockLength = 0'] : ['  #start = 0']),
    ...(direction === 'Decoder' && parts.isVersioned ? ['  #actingVersion = 0'] : []),
    '  readonly #cursor: Cursor',
    ...parts.fields,
    '',
    '  constructor(cursor: Cursor) {',
    '    this.#cursor = cursor',
    ...parts.constructions,
    '  }',
    ...(direction === 'Decoder' ? decoderBody(context, group, parts.isVersioned) : encoderBody(context, group)),
    ...parts.methods,
    ...(direction === 'Decoder' ? groupLength(context, group, name) : []),
    '}',
  ]
}

function dimensionMember(group: Group, name: string): { primitive: PrimitiveType; offset: number; max: number } {
  const member = memberOf(group.dimension, name)!
  const type = member.type
  if (type.kind !== 'encoded') throw new Error('a dimension has integer members')
  return { primitive: type.primitive, offset: member.offset, max: Number(type.maxValue) }
}

function decoderBody(context: Context, group: Group, isVersioned: boolean): string[] {
  const blockLength = dimensionMember(group, 'blockLength')
  const numInGroup = dimensionMember(group, 'numInGroup')
  const at = (offset: number) => (offset === 0 ? 'start' : `start + ${offset}`)
  return [
    '',
    `  wrap(view: DataView${isVersioned ? ', actingVersion: number' : ''}): this {`,
    '    const start = this.#cursor.limit',
    '    this.#view = view',
    `    this.#blockLength = ${readExpression(context, blockLength.primitive, at(blockLength.offset))}`,
    `    this.#count = ${readExpression(context, numInGroup.primitive, at(numInGroup.offset))}`,
    '    this.#index = -1',
    ...(isVersioned ? ['    this.#actingVersion = actingVersion'] : []),
    `    this.#cursor.limit = start + ${group.dimension.size}`,
    '    return this',
    '  }',
    '',
    '  /** The group of a message that is older than the group: no entries. */',
    '  wrapEmpty(): this {',
    '    this.#count = 0',
    '    this.#index = -1',
    '    return this',
    '  }',
    '',
    '  count(): number {',
    '    return this.#count',
    '  }',
    '',
    '  hasNext(): boolean {',
    '    return this.#index + 1 < this.#count',
    '  }',
    '',
    '  /** Moves to the next entry. Call only after `hasNext`. */',
    '  next(): this {',
    '    this.#index++',
    '    this.#offset = this.#cursor.limit',
    '    this.#cursor.limit = this.#offset + this.#blockLength',
    '    return this',
    '  }',
  ]
}

function encoderBody(context: Context, group: Group): string[] {
  const blockLength = dimensionMember(group, 'blockLength')
  const numInGroup = dimensionMember(group, 'numInGroup')
  const at = (offset: number) => (offset === 0 ? 'start' : `start + ${offset}`)
  const startAt = numInGroup.offset === 0 ? 'this.#start' : `this.#start + ${numInGroup.offset}`
  return [
    '',
    '  wrap(view: DataView, count: number): this {',
    `    if (count > ${numInGroup.max}) throw new RangeError('${group.name} has more than ${numInGroup.max} entries')`,
    '    const start = this.#cursor.limit',
    '    this.#view = view',
    '    this.#start = start',
    '    this.#count = count',
    '    this.#index = -1',
    `    ${writeStatement(context, blockLength.primitive, at(blockLength.offset), String(group.blockLength))}`,
    `    ${writeStatement(context, numInGroup.primitive, at(numInGroup.offset), 'count')}`,
    `    this.#cursor.limit = start + ${group.dimension.size}`,
    '    return this',
    '  }',
    '',
    '  /** Begins the next entry. At most as often as the count given. */',
    '  next(): this {',
    `    if (++this.#index >= this.#count) throw new RangeError('${group.name} has more entries than its count')`,
    '    this.#offset = this.#cursor.limit',
    `    this.#cursor.limit = this.#offset + ${group.blockLength}`,
    ...zeroStatements(group),
    '    return this',
    '  }',
    '',
    '  /** Lowers the count to the entries begun, for a writer that did not know it before. */',
    '  resetCountToIndex(): this {',
    '    this.#count = this.#index + 1',
    `    ${writeStatement(context, numInGroup.primitive, startAt, 'this.#count')}`,
    '    return this',
    '  }',
  ]
}
