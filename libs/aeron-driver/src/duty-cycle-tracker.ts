import type { SystemCounters } from './system-counters.ts'

/** System counters of one agent's duty cycle. */
export interface DutyCycleCounters {
  readonly maximum: number
  readonly exceeded: number
}

/** Measures how long an agent takes from one turn to the next. */
export class DutyCycleTracker {
  readonly #systemCounters: SystemCounters
  readonly #thresholdNs: number
  readonly #counters: DutyCycleCounters
  #lastNs: number
  #maxNs = 0

  constructor(systemCounters: SystemCounters, thresholdNs: number, nowNs: number, counters: DutyCycleCounters) {
    this.#systemCounters = systemCounters
    this.#thresholdNs = thresholdNs
    this.#counters = counters
    this.#lastNs = nowNs
  }

  onTurn(nowNs: number): void {
    const cycleTimeNs = nowNs - this.#lastNs
    this.#lastNs = nowNs
    if (cycleTimeNs > this.#maxNs) {
      this.#maxNs = cycleTimeNs
      this.#systemCounters.set(this.#counters.maximum, cycleTimeNs)
    }
    if (cycleTimeNs > this.#thresholdNs) this.#systemCounters.add(this.#counters.exceeded)
  }
}
