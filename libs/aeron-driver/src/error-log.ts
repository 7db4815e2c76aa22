import type { DistinctErrorLog } from '@aeron/client/internal'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'

/** Where the driver's errors go: the distinct error log, the error counter, and whoever is listening. */
export class ErrorLog {
  readonly #log: DistinctErrorLog
  readonly #systemCounters: SystemCounters
  readonly #onError: (error: Error) => void

  constructor(log: DistinctErrorLog, systemCounters: SystemCounters, onError: (error: Error) => void) {
    this.#log = log
    this.#systemCounters = systemCounters
    this.#onError = onError
  }

  record(error: Error): void {
    this.#log.record(`${error.name}: ${error.message}`)
    this.#systemCounters.add(SYSTEM_COUNTER.ERRORS)
    this.#onError(error)
  }
}
