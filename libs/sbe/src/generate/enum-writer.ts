/** Writes enumerations as plain constants plus a union and a table of names, and sets as bit masks. */

import type { EnumType, SetType } from '../ir.ts'
import { type Context, comment } from './context.ts'
import { constantName } from './names.ts'

export function writeEnum(context: Context, type: EnumType): string[] {
  const name = context.names.of(type)
  const lines: string[] = ['']
  const constants = type.values.map((value) => constantName(name, value.name))
  type.values.forEach((value, i) => {
    lines.push(...comment('', value.description))
    lines.push(`export const ${constants[i]} = ${value.value}`)
  })
  lines.push(`export const ${constantName(name)}_NULL = ${type.nullValue}`)
  lines.push(
    '',
    ...comment('', type.description),
    `export type ${name} =`,
    ...constants.map((constant) => `  | typeof ${constant}`),
  )
  lines.push('', `/** Names of ${name} as the schema writes them, for tools. */`)
  lines.push(`export const ${constantName(name)}_NAMES: Readonly<Record<number, string>> = {`)
  for (const value of type.values) lines.push(`  ${value.value}: '${value.name}',`)
  lines.push('}')
  return lines
}

export function writeSet(context: Context, type: SetType): string[] {
  const name = context.names.of(type)
  const lines: string[] = ['', ...comment('', type.description)]
  for (const choice of type.choices) {
    lines.push(...comment('', choice.description))
    lines.push(
      `export const ${constantName(name, choice.name)} = ${choice.bit < 31 ? 2 ** choice.bit : `2 ** ${choice.bit}`}`,
    )
  }
  return lines
}
