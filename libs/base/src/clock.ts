/**
 * Clocks. Inside the firm, time is a number of nanoseconds since the *session epoch* (midnight UTC of the session's
 * day), exact in a double for 104 days. Cores never see a clock: the agent reads it once a turn and passes the number
 * in.
 */

/** Nanoseconds since the session epoch. Monotonic. */
export interface NanoClock {
  nanoTime(): number
}

/** Milliseconds since the Unix epoch (Aeron's heartbeats, file names, logs). */
export interface EpochClock {
  time(): number
}

const MS_PER_DAY = 86_400_000

/** Midnight UTC of the day that holds `epochMs`. */
export function sessionEpochMsOf(epochMs: number): number {
  return Math.floor(epochMs / MS_PER_DAY) * MS_PER_DAY
}

/**
 * The machine's clock. All processes of one host that share `sessionEpochMs` agree to about a microsecond: the offset
 * between monotonic and wall time is taken once at construction.
 */
export class SystemNanoClock implements NanoClock {
  readonly #offsetMs: number

  constructor(sessionEpochMs: number) {
    this.#offsetMs = performance.timeOrigin - sessionEpochMs
  }

  nanoTime(): number {
    return Math.round((performance.now() + this.#offsetMs) * 1e6)
  }
}

export class SystemEpochClock implements EpochClock {
  time(): number {
    return Date.now()
  }
}

/** A clock that is told the time: tests, replay and simulation. Serves both faces of time. */
export class ManualClock implements NanoClock, EpochClock {
  nowNs: number
  readonly #sessionEpochMs: number

  constructor(nowNs = 0, sessionEpochMs = 0) {
    this.nowNs = nowNs
    this.#sessionEpochMs = sessionEpochMs
  }

  nanoTime(): number {
    return this.nowNs
  }

  time(): number {
    return this.#sessionEpochMs + Math.floor(this.nowNs / 1e6)
  }

  advance(deltaNs: number): void {
    this.nowNs += deltaNs
  }
}
