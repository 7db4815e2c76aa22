/**
 * What a runner does between turns. `spin`: stay on setImmediate always; `backoff`: after idle turns, park on a timer
 * until woken.
 */
export interface IdleStrategy {
  /** Turns without work before parking; Infinity never parks. */
  readonly idleTurnsMax: number
  /** Length of a park in ms (at least 1: the resolution of timers). */
  readonly parkMs: number
}

export const BUSY_SPIN: IdleStrategy = { idleTurnsMax: Number.POSITIVE_INFINITY, parkMs: 1 }
/** The default: a laptop stays cool. */
export const BACKOFF: IdleStrategy = { idleTurnsMax: 100, parkMs: 1 }
