/** Writes the accessors of fixed-length arrays: texts and bytes are copied, numbers are read by index. */

import type { EncodedType } from '../ir.ts'
import { type Accessor, absent, type FlyweightParts } from './accessor.ts'
import {
  type Context,
  isText,
  literalOf,
  positionOf,
  readExpression,
  textEncodingOf,
  writeStatement,
} from './context.ts'
import { accessorName, constantName, pascalCase } from './names.ts'

export function arrayGetter(context: Context, accessor: Accessor, type: EncodedType, parts: FlyweightParts): string[] {
  const position = positionOf(accessor.offset)
  const name = accessorName(accessor.name)
  parts.statics.push(`  static readonly ${constantName(accessor.name)}_LENGTH = ${type.length}`)
  const length = isText(type) ? `textLength(this.#view, ${position}, ${type.length})` : String(type.length)
  const element = readExpression(context, type.primitive, `${position} + index${strideOf(type)}`)
  const read = isText(type)
    ? [
        `  ${name}(): string {`,
        ...absent(accessor, `''`),
        `    return getText(this.#view, ${position}, ${length}, ${textEncodingOf(type)})`,
        '  }',
      ]
    : [
        `  ${name}(index: number): number {`,
        ...absent(accessor, literalOf(type.nullValue)),
        `    return ${element}`,
        '  }',
      ]
  if (!isBytes(type)) return read
  return [
    ...read,
    '',
    `  /** Copies the ${isText(type) ? 'text up to its first zero byte' : 'bytes'}. @returns the number of bytes. */`,
    `  get${pascalCase(accessor.name)}(target: Uint8Array, targetOffset: number): number {`,
    ...absent(accessor, '0'),
    `    return getBytes(this.#view, ${position}, target, targetOffset, ${length})`,
    '  }',
  ]
}

export function arraySetter(context: Context, accessor: Accessor, type: EncodedType, parts: FlyweightParts): string[] {
  const name = accessorName(accessor.name)
  const position = positionOf(accessor.offset)
  parts.statics.push(`  static readonly ${constantName(accessor.name)}_LENGTH = ${type.length}`)
  const write = isText(type)
    ? [
        `  ${name}(text: string): this {`,
        `    putZeros(this.#view, ${position}, ${type.length})`,
        `    putText(this.#view, ${position}, text, ${type.length})`,
        '    return this',
        '  }',
      ]
    : [
        `  ${name}(index: number, value: number): this {`,
        `    ${writeStatement(context, type.primitive, `${position} + index${strideOf(type)}`, 'value')}`,
        '    return this',
        '  }',
      ]
  if (!isBytes(type)) return write
  return [
    ...write,
    '',
    `  /** Copies at most ${type.length} bytes; the rest becomes zeros. */`,
    `  put${pascalCase(accessor.name)}(source: Uint8Array, sourceOffset: number, length: number): this {`,
    `    const count = length < ${type.length} ? length : ${type.length}`,
    `    putBytes(this.#view, ${position}, source, sourceOffset, count)`,
    `    putZeros(this.#view, ${position} + count, ${type.length} - count)`,
    '    return this',
    '  }',
  ]
}

function isBytes(type: EncodedType): boolean {
  return type.primitive === 'char' || type.primitive === 'uint8'
}

function strideOf(type: EncodedType): string {
  const stride = type.size / type.length
  return stride === 1 ? '' : ` * ${stride}`
}
