/**
 * Writes the accessors of a variable-length field. Reading one moves the message's limit past it, so fields are read in
 * schema order.
 */

import type { VarData } from '../ir.ts'
import { type Context, comment, readExpression, textEncodingOf, writeStatement } from './context.ts'
import { accessorName, pascalCase } from './names.ts'

function at(base: string, offset: number): string {
  return offset === 0 ? base : `${base} + ${offset}`
}

export function writeDataGetter(context: Context, data: VarData): string[] {
  const name = accessorName(data.name)
  const pascal = pascalCase(data.name)
  const lengthAt = (base: string) => readExpression(context, data.lengthType.primitive, at(base, data.lengthOffset))
  const isText = data.bodyType.characterEncoding !== '' || data.bodyType.primitive === 'char'
  const absent = (value: string) =>
    data.sinceVersion > 0 ? [`    if (this.#actingVersion < ${data.sinceVersion}) return ${value}`] : []
  return [
    '',
    ...comment('  ', `${data.description} Length in bytes; does not move past the field.`.trim()),
    `  ${name}Length(): number {`,
    ...absent('0'),
    `    return ${lengthAt('this.#cursor.limit')}`,
    '  }',
    '',
    '  /** Moves past the field. @returns the offset of its first byte in the view. */',
    `  skip${pascal}(): number {`,
    ...absent('this.#cursor.limit'),
    '    const start = this.#cursor.limit',
    `    this.#cursor.limit = start + ${data.bodyOffset} + ${lengthAt('start')}`,
    `    return start + ${data.bodyOffset}`,
    '  }',
    '',
    '  /** Copies at most `lengthMax` bytes and moves past the field. @returns the number of bytes copied. */',
    `  get${pascal}(target: Uint8Array, targetOffset: number, lengthMax: number): number {`,
    `    const length = this.${name}Length()`,
    '    const count = length < lengthMax ? length : lengthMax',
    `    return getBytes(this.#view, this.skip${pascal}(), target, targetOffset, count)`,
    '  }',
    ...(isText
      ? [
          '',
          '  /** For the edge only: allocates. Moves past the field. */',
          `  ${name}(): string {`,
          `    const length = this.${name}Length()`,
          `    return getText(this.#view, this.skip${pascal}(), length, ${textEncodingOf(data.bodyType)})`,
          '  }',
        ]
      : []),
  ]
}

export function writeDataSetter(context: Context, data: VarData): string[] {
  const name = accessorName(data.name)
  const pascal = pascalCase(data.name)
  const lengthMax = Number(data.lengthType.maxValue)
  const setLength = writeStatement(context, data.lengthType.primitive, at('start', data.lengthOffset), 'length')
  const isText = data.bodyType.characterEncoding !== '' || data.bodyType.primitive === 'char'
  return [
    '',
    ...comment('  ', `${data.description} At most ${lengthMax} bytes.`.trim()),
    `  put${pascal}(source: Uint8Array, sourceOffset: number, length: number): this {`,
    `    if (length > ${lengthMax}) throw new RangeError('${data.name} is longer than ${lengthMax} bytes')`,
    '    const start = this.#cursor.limit',
    `    ${setLength}`,
    `    putBytes(this.#view, start + ${data.bodyOffset}, source, sourceOffset, length)`,
    `    this.#cursor.limit = start + ${data.bodyOffset} + length`,
    '    return this',
    '  }',
    ...(isText
      ? [
          '',
          '  /** For the edge only: cuts the text at what fits. */',
          `  ${name}(text: string): this {`,
          '    const start = this.#cursor.limit',
          `    const length = putText(this.#view, start + ${data.bodyOffset}, text, ${lengthMax})`,
          `    ${setLength}`,
          `    this.#cursor.limit = start + ${data.bodyOffset} + length`,
          '    return this',
          '  }',
        ]
      : []),
  ]
}
