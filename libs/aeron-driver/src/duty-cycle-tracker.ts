import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'

/** Measures how long the conductor takes from one turn to the next. */
export class DutyCycleTracker {
  readonly #systemCounters: SystemCounters
  readonly #thresholdNs: number
  #lastNs: number
  #maxNs = 0

  constructor(systemCounters: SystemCounters, thresholdNs: number, nowNs: number) {
    this.#systemCounters = systemCounters
    this.#thresholdNs = thresholdNs
    this.#lastNs = nowNs
  }

  onTurn(nowNs: number): void {
    const cycleTimeNs = nowNs - this.#lastNs
    this.#lastNs = nowNs
    if (cycleTimeNs > this.#maxNs) {
      this.#maxNs = cycleTimeNs
      this.#systemCounters.set(SYSTEM_COUNTER.CONDUCTOR_MAX_CYCLE_TIME, cycleTimeNs)
    }
    if (cycleTimeNs > this.#thresholdNs)
      this.#systemCounters.add(SYSTEM_COUNTER.CONDUCTOR_CYCLE_TIME_THRESHOLD_EXCEEDED)
  }
}
