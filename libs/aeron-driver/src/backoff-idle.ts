import { createRequire } from 'node:module'

/** What a thread that has nothing to do may ask of the system. */
export interface IdleCalls {
  /** Lets others run. */
  yieldProcessor(): void
  /** Blocks this thread. @param ns below a second. */
  park(ns: number): void
}

/** As in the official drivers. */
const SPINS_MAX = 10
const YIELDS_MAX = 20
const PARK_NS_MIN = 1_000
const PARK_NS_MAX = 1_000_000

/**
 * Spins a little, then yields, then sleeps longer and longer, as the official drivers do by default: an idle driver
 * costs little, and one that is needed answers in microseconds. Timers of Node are too coarse for that: the shortest is
 * 1 ms.
 */
export class BackoffIdle {
  readonly #calls: IdleCalls
  #idleTurns = 0
  #parkNs = PARK_NS_MIN

  constructor(calls: IdleCalls) {
    this.#calls = calls
  }

  /** @param workCount of the turn before. */
  idle(workCount: number): void {
    if (workCount > 0) {
      this.#idleTurns = 0
      this.#parkNs = PARK_NS_MIN
      return
    }
    this.#idleTurns++
    if (this.#idleTurns <= SPINS_MAX) return
    if (this.#idleTurns <= SPINS_MAX + YIELDS_MAX) {
      this.#calls.yieldProcessor()
      return
    }
    this.#calls.park(this.#parkNs)
    this.#parkNs = Math.min(this.#parkNs * 2, PARK_NS_MAX)
  }
}

/** The system calls of Linux. koffi is loaded here: for drivers over mapped files, which need it anyway. */
export function linuxIdleCalls(): IdleCalls {
  const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi')
  const libc = koffi.load('libc.so.6')
  const schedYield = libc.func('int sched_yield()')
  const nanosleep = libc.func('int nanosleep(const int64_t *request, int64_t *remaining)')
  const request = new BigInt64Array(2)
  return {
    yieldProcessor: () => void schedYield(),
    park: (ns) => {
      request[1] = BigInt(ns)
      nanosleep(request, null)
    },
  }
}
