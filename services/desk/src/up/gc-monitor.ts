import { PerformanceObserver } from 'node:perf_hooks'

/** Longest garbage collection pause of this process. */
export class GcMonitor {
  #pauseMsMax = 0
  #pauses = 0
  readonly #observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      this.#pauses++
      if (entry.duration > this.#pauseMsMax) this.#pauseMsMax = entry.duration
    }
  })

  start(): void {
    this.#observer.observe({ entryTypes: ['gc'] })
  }

  stop(): void {
    this.#observer.disconnect()
  }

  get pauseMsMax(): number {
    return Math.round(this.#pauseMsMax * 1000) / 1000
  }

  get pauses(): number {
    return this.#pauses
  }
}
