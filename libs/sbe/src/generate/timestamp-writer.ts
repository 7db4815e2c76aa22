/**
 * Writes the accessors of a UTCTimestamp (uint64, ns since the Unix epoch), which no double can hold: session time in
 * and out.
 */

import type { EncodedType } from '../ir.ts'
import { type Accessor, absent } from './accessor.ts'
import { type Context, positionOf } from './context.ts'
import { accessorName } from './names.ts'

export function isTimestamp(context: Context, { type, semanticType }: Accessor): boolean {
  const isUint64 = type.kind === 'encoded' && type.primitive === 'uint64' && type.length === 1
  return context.sessionTime && isUint64 && semanticType === 'UTCTimestamp'
}

export function timestampGetter(accessor: Accessor, type: EncodedType): string[] {
  const position = positionOf(accessor.offset)
  const [high, low] = nullWords(type)
  const lowIsNull = `this.#view.getUint32(${position}, true) === ${low}`
  const highIsNull = `this.#view.getUint32(${positionOf(accessor.offset + 4)}, true) === ${high}`
  return [
    `  ${accessorName(accessor.name)}(session: SessionTime): number {`,
    ...absent(accessor, 'NO_TIME'),
    ...(accessor.presence === 'optional' ? [`    if (${lowIsNull} && ${highIsNull}) return NO_TIME`] : []),
    `    return session.getEpochNs(this.#view, ${position})`,
    '  }',
  ]
}

export function timestampSetter(accessor: Accessor, type: EncodedType): string[] {
  const position = positionOf(accessor.offset)
  const [high, low] = nullWords(type)
  const writeNull = [
    '    if (timeNs === NO_TIME) {',
    `      this.#view.setUint32(${position}, ${low}, true)`,
    `      this.#view.setUint32(${positionOf(accessor.offset + 4)}, ${high}, true)`,
    '      return this',
    '    }',
  ]
  return [
    `  ${accessorName(accessor.name)}(session: SessionTime, timeNs: number): this {`,
    ...(accessor.presence === 'optional' ? writeNull : []),
    `    session.putEpochNs(this.#view, ${position}, timeNs)`,
    '    return this',
    '  }',
  ]
}

/** The two 32-bit words of a 64-bit null value. */
function nullWords(type: EncodedType): [high: number, low: number] {
  const value = BigInt.asUintN(64, BigInt(type.nullValue))
  return [Number(value >> 32n), Number(value & 0xffff_ffffn)]
}
