/**
 * What a venue says of its options, as last heard: model values, so floats. By instrument, NaN for what is not said.
 */

import { MESSAGE_FIELD, type VenueMessage } from './venue-message.ts'

export const OPTION_FIELDS = {
  mark: MESSAGE_FIELD.MARK,
  index: MESSAGE_FIELD.INDEX,
  underlying: MESSAGE_FIELD.UNDERLYING,
  markIv: MESSAGE_FIELD.MARK_IV,
  bidIv: MESSAGE_FIELD.BID_IV,
  askIv: MESSAGE_FIELD.ASK_IV,
  delta: MESSAGE_FIELD.DELTA,
  gamma: MESSAGE_FIELD.GAMMA,
  vega: MESSAGE_FIELD.VEGA,
  theta: MESSAGE_FIELD.THETA,
  rho: MESSAGE_FIELD.RHO,
  openInterest: MESSAGE_FIELD.OPEN_INTEREST,
  interestRate: MESSAGE_FIELD.INTEREST_RATE,
} as const
const WIDTH = 16

export class OptionValues {
  /** Messages read. */
  readonly counts: Float64Array
  readonly #values: Float64Array

  constructor(count: number) {
    this.counts = new Float64Array(count)
    this.#values = new Float64Array(count * WIDTH).fill(Number.NaN)
  }

  read(instrument: number, message: VenueMessage): void {
    this.counts[instrument]!++
    for (let field = 0; field < message.fieldStarts.length; field++) {
      const start = message.fieldStarts[field]!
      const value = start < 0 ? Number.NaN : numberOf(message.bytes, start, message.fieldEnds[field]!)
      this.#values[instrument * WIDTH + field] = value
    }
  }

  /** @param field one of OPTION_FIELDS. */
  at(instrument: number, field: number): number {
    return this.#values[instrument * WIDTH + field]!
  }
}

/** The double nearest to a JSON number of up to 15 digits. */
function numberOf(bytes: Uint8Array, start: number, end: number): number {
  let digits = 0
  let places = 0
  let exponent = 0
  let isFraction = false
  const isNegative = bytes[start] === 45
  for (let i = isNegative ? start + 1 : start; i < end; i++) {
    const byte = bytes[i]!
    if (byte === 46) isFraction = true
    else if ((byte | 32) === 101) {
      exponent = exponentOf(bytes, i + 1, end)
      break
    } else {
      digits = digits * 10 + byte - 48
      if (isFraction) places++
    }
  }
  const power = exponent - places
  const value = power < 0 ? digits / 10 ** -power : digits * 10 ** power
  return isNegative ? -value : value
}

function exponentOf(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === 45
  let value = 0
  for (let i = isNegative || bytes[start] === 43 ? start + 1 : start; i < end; i++) value = value * 10 + bytes[i]! - 48
  return isNegative ? -value : value
}
