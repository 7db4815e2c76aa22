/** What messages and groups have in common: the accessors of their fields, groups and variable-length data. */

import type { Block, Field, Group, SbeType } from '../ir.ts'
import type { FlyweightParts } from './accessor.ts'
import { type Context, comment, positionOf } from './context.ts'
import { writeDataGetter, writeDataSetter } from './data-writer.ts'
import { writeGetter, writeSetter } from './field-writer.ts'
import { accessorName, camelCase, pascalCase } from './names.ts'

export type Direction = 'Encoder' | 'Decoder'

export interface BlockParts extends FlyweightParts {
  /** Statements for the constructor. */
  readonly constructions: string[]
  /** Whether the decoder must know the version of the message it reads. */
  readonly isVersioned: boolean
}

export function blockParts(context: Context, block: Block, className: string, direction: Direction): BlockParts {
  refuseDuplicates(block, className)
  const parts: BlockParts = {
    statics: [],
    fields: [],
    methods: [],
    constructions: [],
    isVersioned: isVersioned(block),
  }
  for (const field of block.fields) {
    if (direction === 'Encoder') writeSetter(context, field, parts)
    else writeGetter(context, withoutVersionWhenConstant(field), parts)
  }
  for (const group of block.groups) writeGroupAccessor(group, className, direction, parts)
  for (const data of block.data)
    parts.methods.push(...(direction === 'Encoder' ? writeDataSetter(context, data) : writeDataGetter(context, data)))
  return parts
}

/** Whether the block or a group inside it has elements that older messages lack. */
export function isVersioned(block: Block): boolean {
  return (
    block.fields.some((field) => field.sinceVersion > 0) ||
    block.data.some((data) => data.sinceVersion > 0) ||
    block.groups.some((group) => group.sinceVersion > 0 || isVersioned(group))
  )
}

/**
 * Statements that zero what no setter writes whole: padding, and sets, whose choices are set one by one. A reused
 * buffer then gives the same bytes as a new one.
 */
export function zeroStatements(block: Block): string[] {
  const written = new Uint8Array(block.blockLength)
  for (const field of block.fields) if (field.presence !== 'constant') markWritten(written, field.offset, field.type)
  const statements: string[] = []
  for (let start = 0; start < written.length; start++) {
    if (written[start] === 1) continue
    let end = start
    while (end < written.length && written[end] === 0) end++
    statements.push(
      end - start === 1
        ? `    this.#view.setUint8(${positionOf(start)}, 0)`
        : `    putZeros(this.#view, ${positionOf(start)}, ${end - start})`,
    )
    start = end
  }
  return statements
}

function markWritten(written: Uint8Array, offset: number, type: SbeType): void {
  if (type.kind === 'composite')
    for (const member of type.members) markWritten(written, offset + member.offset, member.type)
  else if (type.kind !== 'set') written.fill(1, offset, offset + type.size)
}

function writeGroupAccessor(group: Group, owner: string, direction: Direction, parts: BlockParts): void {
  const className = `${owner}${pascalCase(group.name)}${direction}`
  const field = `#${camelCase(group.name)}`
  const name = accessorName(group.name)
  parts.fields.push(`  readonly ${field}: ${className}`)
  parts.constructions.push(`    this.${field} = new ${className}(this.#cursor)`)
  parts.methods.push('', ...comment('  ', group.description))
  if (direction === 'Encoder') {
    parts.methods.push(
      `  ${camelCase(group.name)}Count(count: number): ${className} {`,
      `    return this.${field}.wrap(this.#view, count)`,
      '  }',
    )
    return
  }
  const version = isVersioned(group) ? ', this.#actingVersion' : ''
  parts.methods.push(
    `  ${name}(): ${className} {`,
    ...(group.sinceVersion > 0
      ? [`    if (this.#actingVersion < ${group.sinceVersion}) return this.${field}.wrapEmpty()`]
      : []),
    `    return this.${field}.wrap(this.#view${version})`,
    '  }',
  )
}

function withoutVersionWhenConstant(field: Field): Field {
  return field.presence === 'constant' ? { ...field, sinceVersion: 0 } : field
}

function refuseDuplicates(block: Block, className: string): void {
  const names = new Set<string>()
  for (const { name } of [...block.fields, ...block.groups, ...block.data]) {
    const accessor = accessorName(name)
    if (names.has(accessor)) throw new Error(`${className}: two elements would be called "${accessor}"`)
    names.add(accessor)
  }
}
