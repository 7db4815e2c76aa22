/** The primitive types of SBE 1.0: size on the wire, range and default null, as the standard's tables give them. */

export type PrimitiveType =
  | 'char'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float'
  | 'double'

/** A value of a schema attribute: bigint for the 64-bit integers, number for all others. */
export type Scalar = number | bigint

export interface Primitive {
  readonly size: number
  readonly min: Scalar
  readonly max: Scalar
  readonly nullValue: Scalar
}

export const PRIMITIVES: Readonly<Record<PrimitiveType, Primitive>> = {
  char: { size: 1, min: 0x20, max: 0x7e, nullValue: 0 },
  int8: { size: 1, min: -127, max: 127, nullValue: -128 },
  int16: { size: 2, min: -32_767, max: 32_767, nullValue: -32_768 },
  int32: { size: 4, min: -2_147_483_647, max: 2_147_483_647, nullValue: -2_147_483_648 },
  int64: { size: 8, min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n, nullValue: -(2n ** 63n) },
  uint8: { size: 1, min: 0, max: 254, nullValue: 255 },
  uint16: { size: 2, min: 0, max: 65_534, nullValue: 65_535 },
  uint32: { size: 4, min: 0, max: 4_294_967_294, nullValue: 4_294_967_295 },
  uint64: { size: 8, min: 0n, max: 2n ** 64n - 2n, nullValue: 2n ** 64n - 1n },
  float: { size: 4, min: -3.4028234663852886e38, max: 3.4028234663852886e38, nullValue: Number.NaN },
  double: { size: 8, min: -Number.MAX_VALUE, max: Number.MAX_VALUE, nullValue: Number.NaN },
}

export function isPrimitiveType(name: string): name is PrimitiveType {
  return Object.hasOwn(PRIMITIVES, name)
}

export function isFloat(type: PrimitiveType): boolean {
  return type === 'float' || type === 'double'
}

/** Whether the value fits the type's bits (range and null alike). */
export function isRepresentable(type: PrimitiveType, value: Scalar): boolean {
  if (isFloat(type)) return typeof value === 'number'
  const bits = BigInt(PRIMITIVES[type].size * 8)
  const signed = type.startsWith('int')
  const low = signed ? -(2n ** (bits - 1n)) : 0n
  const high = signed ? 2n ** (bits - 1n) - 1n : 2n ** bits - 1n
  return BigInt(value) >= low && BigInt(value) <= high
}

/** Parses an attribute's text as a value of the type. @returns undefined when it is none. */
export function parseScalar(type: PrimitiveType, text: string): Scalar | undefined {
  const trimmed = text.trim()
  if (isFloat(type)) {
    if (trimmed === 'NaN') return Number.NaN
    return trimmed === '' || Number.isNaN(Number(trimmed)) ? undefined : Number(trimmed)
  }
  if (type === 'char') {
    const isCode = /^\d{2,3}$/.test(trimmed)
    const code = isCode ? Number(trimmed) : trimmed.length === 1 ? trimmed.charCodeAt(0) : Number.NaN
    return code <= 255 ? code : undefined
  }
  if (!/^-?(\d+|0x[0-9a-fA-F]+)$/.test(trimmed)) return undefined
  const value = trimmed.startsWith('-') ? -BigInt(trimmed.slice(1)) : BigInt(trimmed)
  if (!isRepresentable(type, value)) return undefined
  return PRIMITIVES[type].size === 8 ? value : Number(value)
}
