/**
 * Writes the functions that measure a message before it is read: they walk its groups and variable-length fields and
 * never look beyond `end`, so that bytes from outside can be refused without an exception.
 */

import { type Block, type CompositeType, type EncodedType, type Group, memberOf, type VarData } from '../ir.ts'
import { type Context, readPrimitive } from './context.ts'
import { pascalCase } from './names.ts'

/** The static `lengthAt` of a message's decoder. */
export function messageLength(context: Context, message: Block, className: string): string[] {
  const { header, version } = context.schema
  const full = endOfFields(message, version)
  const oldest = endOfFields(message, 0)
  const isShort =
    full === oldest ? `blockLength < ${full}` : `blockLength < (version >= ${version} ? ${full} : ${oldest})`
  return [
    '',
    '  /** Bytes of the message at `offset`, header included; -1 when it does not end at or before `end`. */',
    '  static lengthAt(view: DataView, offset: number, end: number): number {',
    `    if (offset + ${header.size} > end) return -1`,
    `    const blockLength = ${readMember(context, header, 'blockLength', 'offset')}`,
    ...(full !== oldest || hasVersionedParts(message)
      ? [`    const version = ${readMember(context, header, 'version', 'offset')}`]
      : []),
    `    if (${isShort}) return -1`,
    `    ${isFlat(message) ? 'const' : 'let'} limit = offset + ${header.size} + blockLength`,
    ...skipParts(context, message, className, '    '),
    '    return limit > end ? -1 : limit - offset',
    '  }',
  ]
}

/** The static `skip` of a group's decoder. */
export function groupLength(context: Context, group: Group, className: string): string[] {
  const { dimension } = group
  const version = hasVersionedParts(group) ? ', version: number' : ''
  const oldest = endOfFields(group, 0)
  const flat = isFlat(group)
  return [
    '',
    '  /** @returns where the group that begins at `start` ends; -1 when that is not at or before `end`. */',
    `  static skip(view: DataView, start: number, end: number${version}): number {`,
    `    if (start + ${dimension.size} > end) return -1`,
    `    const blockLength = ${readMember(context, dimension, 'blockLength', 'start')}`,
    `    const count = ${readMember(context, dimension, 'numInGroup', 'start')}`,
    `    if (count > 0 && blockLength < ${oldest}) return -1`,
    ...(flat
      ? [`    const limit = start + ${dimension.size} + count * blockLength`]
      : [
          `    let limit = start + ${dimension.size}`,
          '    for (let i = 0; i < count; i++) {',
          '      limit += blockLength',
          ...skipParts(context, group, className, '      '),
          '    }',
        ]),
    '    return limit > end ? -1 : limit',
    '  }',
  ]
}

function skipParts(context: Context, block: Block, className: string, indent: string): string[] {
  return [
    ...block.groups.flatMap((group) => {
      const version = hasVersionedParts(group) ? ', version' : ''
      const when = group.sinceVersion > 0 ? `if (version >= ${group.sinceVersion}) ` : ''
      return [
        `${indent}${when}limit = ${className}${pascalCase(group.name)}Decoder.skip(view, limit, end${version})`,
        `${indent}if (limit < 0) return -1`,
      ]
    }),
    ...block.data.flatMap((data) => skipData(context, data, indent)),
  ]
}

function skipData(context: Context, data: VarData, indent: string): string[] {
  const position = data.lengthOffset === 0 ? 'limit' : `limit + ${data.lengthOffset}`
  const read = readPrimitive(context, data.lengthType.primitive, 'view', position)
  const lines = [`if (limit + ${data.bodyOffset} > end) return -1`, `limit += ${data.bodyOffset} + ${read}`]
  if (data.sinceVersion === 0) return lines.map((line) => indent + line)
  return [`if (version >= ${data.sinceVersion}) {`, ...lines.map((line) => `  ${line}`), '}'].map(
    (line) => indent + line,
  )
}

/** Whether which groups and data follow the block depends on the version. */
function hasVersionedParts(block: Block): boolean {
  const parts = [...block.groups, ...block.data]
  return parts.some((part) => part.sinceVersion > 0) || block.groups.some(hasVersionedParts)
}

function isFlat(block: Block): boolean {
  return block.groups.length === 0 && block.data.length === 0
}

/** Where the fields end that a writer of `version` knows. */
function endOfFields(block: Block, version: number): number {
  const known = block.fields.filter((field) => field.presence !== 'constant' && field.sinceVersion <= version)
  return known.reduce((end, field) => Math.max(end, field.offset + field.type.size), 0)
}

function readMember(context: Context, composite: CompositeType, name: string, base: string): string {
  const { type, offset } = memberOf(composite, name)!
  return readPrimitive(context, (type as EncodedType).primitive, 'view', offset === 0 ? base : `${base} + ${offset}`)
}
