/** Marks, funding, and the values of options, read from a message into plain numbers. */

import type { SessionTime } from '@reflex/base'
import { NO_PRICE } from '@reflex/book'
import { NO_TIME } from '@reflex/sbe/runtime'
import type { DecimalGrid } from '../decimal-grid.ts'
import { MESSAGE_FIELD, MESSAGE_OPTION, type VenueMessage } from './venue-message.ts'

const MINUS = 45
const E9 = 1e9

export class MarkValues {
  markTicks = 0
  indexTicks = 0
  fundingRateE9 = 0
  nextFundingNs = 0
  readonly #ticks: readonly DecimalGrid[]
  readonly #session: SessionTime

  constructor(ticks: readonly DecimalGrid[], session: SessionTime) {
    this.#ticks = ticks
    this.#session = session
  }

  /** @returns false when there is no mark. */
  read(instrument: number, message: VenueMessage): boolean {
    this.markTicks = this.#nearest(instrument, message, MESSAGE_FIELD.MARK)
    // An option's index is the price of its underlying, which is not in the option's ticks.
    const index = message.kind === MESSAGE_OPTION ? Number.NaN : this.#nearest(instrument, message, MESSAGE_FIELD.INDEX)
    this.indexTicks = Number.isNaN(index) ? NO_PRICE : index
    this.fundingRateE9 = this.#fundingRate(message)
    const nextMs = integerOf(message, MESSAGE_FIELD.NEXT_FUNDING)
    this.nextFundingNs = nextMs > 0 ? this.#session.fromEpochMs(nextMs) : NO_TIME
    return !Number.isNaN(this.markTicks)
  }

  #nearest(instrument: number, message: VenueMessage, field: number): number {
    const start = message.fieldStarts[field]!
    return start < 0 ? Number.NaN : this.#ticks[instrument]!.nearest(message.bytes, start, message.fieldEnds[field]!)
  }

  #fundingRate(message: VenueMessage): number {
    const start = message.fieldStarts[MESSAGE_FIELD.FUNDING_RATE]!
    const end = message.fieldEnds[MESSAGE_FIELD.FUNDING_RATE]!
    return start < 0 || end <= start ? NO_PRICE : signedE9(message.bytes, start, end)
  }
}

function integerOf(message: VenueMessage, field: number): number {
  let value = 0
  const start = message.fieldStarts[field]!
  if (start < 0) return Number.NaN
  for (let i = start; i < message.fieldEnds[field]!; i++) {
    const digit = message.bytes[i]! - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Digits beyond the ninth decimal are cut off. */
function signedE9(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS
  let value = 0
  let scale = E9
  let isFraction = false
  for (let i = isNegative ? start + 1 : start; i < end && scale > 1; i++) {
    const digit = bytes[i]! - 48
    if (digit < 0 || digit > 9) {
      if (bytes[i] !== 46) break
      isFraction = true
      continue
    }
    value = value * 10 + digit
    if (isFraction) scale /= 10
  }
  return isNegative ? -value * scale : value * scale
}
