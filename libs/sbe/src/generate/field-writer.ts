/** Writes the accessors of one field or composite member: a getter for the decoder, a fluent setter for the encoder. */

import type { EncodedType, EnumType } from '../ir.ts'
import { type Accessor, absent, docOf, type FlyweightParts, isNullable } from './accessor.ts'
import { arrayGetter, arraySetter } from './array-writer.ts'
import {
  type Context,
  comment,
  constantLiteral,
  literalOf,
  positionOf,
  readExpression,
  writeStatement,
} from './context.ts'
import { accessorName, camelCase, constantName } from './names.ts'
import { setGetter, setSetter } from './set-writer.ts'
import { isTimestamp, timestampGetter, timestampSetter } from './timestamp-writer.ts'

export function writeGetter(context: Context, accessor: Accessor, parts: FlyweightParts): void {
  parts.methods.push('', ...comment('  ', docOf(accessor)), ...getterOf(context, accessor, parts))
}

export function writeSetter(context: Context, accessor: Accessor, parts: FlyweightParts): void {
  if (accessor.presence === 'constant') return
  parts.methods.push('', ...comment('  ', docOf(accessor)), ...setterOf(context, accessor, parts))
}

function getterOf(context: Context, accessor: Accessor, parts: FlyweightParts): string[] {
  const { type } = accessor
  if (accessor.presence === 'constant') return constantGetter(context, accessor)
  if (type.kind === 'composite') return compositeGetter(context, accessor, parts)
  if (type.kind === 'enum') return enumGetter(context, accessor, type)
  if (type.kind === 'set') return setGetter(context, accessor, type)
  if (type.length !== 1) return arrayGetter(context, accessor, type, parts)
  if (isTimestamp(context, accessor)) return timestampGetter(accessor, type)
  const nullValue = declareNull(accessor, type, parts)
  const read = readExpression(context, type.primitive, positionOf(accessor.offset))
  return [`  ${accessorName(accessor.name)}(): number {`, ...absent(accessor, nullValue), `    return ${read}`, '  }']
}

function setterOf(context: Context, accessor: Accessor, parts: FlyweightParts): string[] {
  const { type } = accessor
  if (type.kind === 'composite') return compositeSetter(context, accessor, parts)
  if (type.kind === 'set') return setSetter(context, accessor, type)
  if (type.kind === 'encoded' && type.length !== 1) return arraySetter(context, accessor, type, parts)
  if (type.kind === 'encoded' && isTimestamp(context, accessor)) return timestampSetter(accessor, type)
  if (type.kind === 'encoded') declareNull(accessor, type, parts)
  const valueType = type.kind === 'enum' ? enumTypeOf(context, accessor, type) : 'number'
  const write = writeStatement(context, type.primitive, positionOf(accessor.offset), 'value')
  return [`  ${accessorName(accessor.name)}(value: ${valueType}): this {`, `    ${write}`, '    return this', '  }']
}

/** Declares the null sentinel of a field that can have none. @returns it as a literal. */
function declareNull(accessor: Accessor, type: EncodedType, parts: FlyweightParts): string {
  const literal = literalOf(type.nullValue)
  if (isNullable(accessor)) parts.statics.push(`  static readonly ${constantName(accessor.name)}_NULL = ${literal}`)
  return literal
}

function constantGetter(context: Context, accessor: Accessor): string[] {
  const { type } = accessor
  const value = accessor.constant!
  const constant = type.kind === 'enum' ? enumConstantOf(context, type, Number(value)) : constantLiteral(value)
  const resultType = type.kind === 'enum' ? context.names.of(type) : typeof value === 'string' ? 'string' : 'number'
  return [`  ${accessorName(accessor.name)}(): ${resultType} {`, `    return ${constant}`, '  }']
}

function enumConstantOf(context: Context, type: EnumType, value: number): string {
  const entry = type.values.find((candidate) => candidate.value === value)!
  return constantName(context.names.of(type), entry.name)
}

/** A field that can have no value may hold the null; the type says so. */
function enumTypeOf(context: Context, accessor: Accessor, type: EnumType): string {
  const name = context.names.of(type)
  return isNullable(accessor) ? `${name} | typeof ${constantName(name)}_NULL` : name
}

function enumGetter(context: Context, accessor: Accessor, type: EnumType): string[] {
  const valueType = enumTypeOf(context, accessor, type)
  const read = readExpression(context, type.primitive, positionOf(accessor.offset))
  return [
    `  ${accessorName(accessor.name)}(): ${valueType} {`,
    ...absent(accessor, `${constantName(context.names.of(type))}_NULL`),
    `    return ${read} as ${context.names.of(type)}`,
    '  }',
  ]
}

function compositeGetter(context: Context, accessor: Accessor, parts: FlyweightParts): string[] {
  const className = `${context.names.of(accessor.type)}Decoder`
  const field = `#${camelCase(accessor.name)}`
  parts.fields.push(`  readonly ${field} = new ${className}()`)
  return [
    `  ${accessorName(accessor.name)}(): ${accessor.sinceVersion > 0 ? `${className} | null` : className} {`,
    ...absent(accessor, 'null'),
    `    return this.${field}.wrap(this.#view, ${positionOf(accessor.offset)})`,
    '  }',
  ]
}

function compositeSetter(context: Context, accessor: Accessor, parts: FlyweightParts): string[] {
  const className = `${context.names.of(accessor.type)}Encoder`
  const field = `#${camelCase(accessor.name)}`
  parts.fields.push(`  readonly ${field} = new ${className}()`)
  return [
    `  ${accessorName(accessor.name)}(): ${className} {`,
    `    return this.${field}.wrap(this.#view, ${positionOf(accessor.offset)})`,
    '  }',
  ]
}
