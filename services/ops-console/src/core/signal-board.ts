/** What strategies make of the market (35=US): the last forecast for each instrument. */

import type { FixFrame } from '@reflex/fix'
import { type Instruments, SignalDecoder } from '@reflex/schema'

export class SignalBoard {
  /** By dense instrument index: expected move of the mid, bps scaled by 1e8, NaN before the first. */
  readonly forecastE8s: Float64Array
  readonly timesNs: Float64Array
  version = 0
  readonly #desk: Instruments
  readonly #signal = new SignalDecoder()

  constructor(desk: Instruments) {
    this.#desk = desk
    this.forecastE8s = new Float64Array(desk.count).fill(Number.NaN)
    this.timesNs = new Float64Array(desk.count).fill(Number.NEGATIVE_INFINITY)
  }

  onSignal(nowNs: number, frame: FixFrame): void {
    const signal = this.#signal.wrap(frame)
    const { bytes } = signal
    const id = this.#desk.find(
      bytes,
      signal.symbolOffset,
      signal.symbolLength,
      bytes,
      signal.marketIdOffset,
      signal.marketIdLength,
    )
    const index = this.#desk.indexOf(id)
    if (index < 0) return
    this.forecastE8s[index] = signal.signalForecastBpsE8()
    this.timesNs[index] = nowNs
    this.version++
  }
}
