import type { FixFrame } from '@reflex/fix'
import { type Instruments, TIME_IN_FORCE } from '@reflex/schema'

const TAG_PRICE = 44
const TAG_QTY = 38
/** Places in `values`: price in ticks, quantity in lots; NaN when absent or not on the grid. */
export const TICKS = 0
export const LOTS = 1

/** Price and quantity of the request in hand. They stay in an array: V8 boxes decimals that cross a call. */
export class RequestTerms {
  readonly values = new Float64Array(2)
  readonly #instruments: Instruments

  constructor(instruments: Instruments) {
    this.#instruments = instruments
  }

  /** @param index of the instrument. */
  read(frame: FixFrame, index: number): void {
    const { values } = this
    frame.readDecimal(TAG_PRICE)
    values[TICKS] = frame.value
    divide(values, TICKS, this.#instruments.tickE8s, index)
    frame.readDecimal(TAG_QTY)
    values[LOTS] = frame.value
    divide(values, LOTS, this.#instruments.lotE8s, index)
  }

  /** Whether the quantity is one that may be ordered. */
  isQtyAllowed(index: number): boolean {
    const lots = this.values[LOTS]!
    return lots >= this.#instruments.minLots[index]! && lots <= this.#instruments.maxLots[index]!
  }
}

/** As Instruments.ticksOf and lotsOf: a multiple of the step in steps, anything else NaN. */
function divide(values: Float64Array, place: number, steps: Float64Array, index: number): void {
  const e8 = values[place]!
  const count = Math.round(e8 / steps[index]!)
  values[place] = count * steps[index]! === e8 ? count : Number.NaN
}

/** Whether the venue knows this TimeInForce(59). */
export function isTimeInForce(code: number): boolean {
  return (
    code === TIME_IN_FORCE.DAY ||
    code === TIME_IN_FORCE.GOOD_TILL_CANCEL ||
    code === TIME_IN_FORCE.IMMEDIATE_OR_CANCEL ||
    code === TIME_IN_FORCE.FILL_OR_KILL
  )
}

/** ExecInst(18) is a list of characters with blanks between. */
export function hasInstruction(frame: FixFrame, code: number): boolean {
  const offset = frame.offsetOf(18)
  if (offset < 0) return false
  for (let i = 0; i < frame.lengthOf(18); i++) if (frame.bytes[offset + i] === code) return true
  return false
}
