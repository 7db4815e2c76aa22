/**
 * Writes the accessors of a set: the bits as a number, and each choice by its own byte, so that 64-bit sets are exact
 * too.
 */

import type { SetType } from '../ir.ts'
import { type Accessor, absent } from './accessor.ts'
import { type Context, comment, positionOf, readExpression, writeStatement } from './context.ts'
import { accessorName, camelCase, pascalCase } from './names.ts'

export function setGetter(context: Context, accessor: Accessor, type: SetType): string[] {
  const read = readExpression(context, type.primitive, positionOf(accessor.offset))
  return [
    `  ${accessorName(accessor.name)}(): number {`,
    ...absent(accessor, '0'),
    `    return ${read}`,
    '  }',
    ...type.choices.flatMap((choice) => {
      const position = byteOf(context, accessor, type, choice.bit)
      return [
        '',
        ...comment('  ', choice.description),
        `  ${camelCase(accessor.name)}${pascalCase(choice.name)}(): boolean {`,
        ...absent(accessor, 'false'),
        `    return (this.#view.getUint8(${position}) & ${1 << (choice.bit & 7)}) !== 0`,
        '  }',
      ]
    }),
  ]
}

export function setSetter(context: Context, accessor: Accessor, type: SetType): string[] {
  const write = writeStatement(context, type.primitive, positionOf(accessor.offset), 'bits')
  return [
    `  ${accessorName(accessor.name)}(bits: number): this {`,
    `    ${write}`,
    '    return this',
    '  }',
    ...type.choices.flatMap((choice) => {
      const position = byteOf(context, accessor, type, choice.bit)
      const mask = 1 << (choice.bit & 7)
      return [
        '',
        ...comment('  ', choice.description),
        `  ${camelCase(accessor.name)}${pascalCase(choice.name)}(value: boolean): this {`,
        `    const byte = this.#view.getUint8(${position})`,
        `    this.#view.setUint8(${position}, value ? byte | ${mask} : byte & ${255 - mask})`,
        '    return this',
        '  }',
      ]
    }),
  ]
}

/** Position of the byte that holds a bit. */
function byteOf(context: Context, accessor: Accessor, type: SetType, bit: number): string {
  const byte = context.littleEndian ? bit >> 3 : type.size - 1 - (bit >> 3)
  return positionOf(accessor.offset + byte)
}
