/**
 * Which markouts are due when: for each instrument and horizon a list of waiting fills in order of their due time (fill
 * time + horizon). Fills come nearly in order, so an insertion looks at the tail; a late one walks from the head.
 *
 *     list (instrument, horizon): head -> entry -> entry -> tail        entry = slot x horizons + horizon
 *
 * A markout is ripe when a quote after its due time has come (then the last quote at or before it is final), or when we
 * have waited long enough for one.
 */

const NONE = -1

export class MarkoutSchedule {
  readonly horizonsNs: Float64Array
  /** By entry. */
  readonly dueNs: Float64Array
  readonly #next: Int32Array
  readonly #heads: Int32Array
  readonly #tails: Int32Array
  readonly #waitNs: number
  #size = 0
  #timeoutNs = Number.POSITIVE_INFINITY

  constructor(instruments: number, slots: number, horizonsNs: readonly number[], waitNs: number) {
    const count = horizonsNs.length
    this.horizonsNs = Float64Array.from(horizonsNs)
    this.dueNs = new Float64Array(slots * count)
    this.#next = new Int32Array(slots * count)
    this.#heads = new Int32Array(instruments * count).fill(NONE)
    this.#tails = new Int32Array(instruments * count).fill(NONE)
    this.#waitNs = waitNs
  }

  get size(): number {
    return this.#size
  }

  get horizonCount(): number {
    return this.horizonsNs.length
  }

  /** When the first markout has waited long enough, as far as known; Infinity for none. */
  get timeoutNs(): number {
    return this.#timeoutNs
  }

  /** Schedules all horizons of a fill at times[slot]. */
  add(instrument: number, slot: number, times: Float64Array): void {
    const count = this.horizonsNs.length
    for (let horizon = 0; horizon < count; horizon++) {
      const entry = slot * count + horizon
      this.dueNs[entry] = times[slot]! + this.horizonsNs[horizon]!
      this.#insert(instrument * count + horizon, entry)
    }
  }

  #insert(list: number, entry: number): void {
    const dueNs = this.dueNs
    this.#size++
    if (dueNs[entry]! + this.#waitNs < this.#timeoutNs) this.#timeoutNs = dueNs[entry]! + this.#waitNs
    const tail = this.#tails[list]!
    if (tail === NONE || dueNs[tail]! <= dueNs[entry]!) {
      if (tail === NONE) this.#heads[list] = entry
      else this.#next[tail] = entry
      this.#next[entry] = NONE
      this.#tails[list] = entry
      return
    }
    let before = NONE
    let after = this.#heads[list]!
    while (dueNs[after]! <= dueNs[entry]!) {
      before = after
      after = this.#next[after]!
    }
    if (before === NONE) this.#heads[list] = entry
    else this.#next[before] = entry
    this.#next[entry] = after
  }

  /** @returns the first entry of a list that is due before quotes[instrument] (then removed), or -1. */
  takeDue(instrument: number, horizon: number, quotes: Float64Array): number {
    const list = instrument * this.horizonsNs.length + horizon
    const entry = this.#heads[list]!
    return entry !== NONE && this.dueNs[entry]! < quotes[instrument]! ? this.#remove(list) : NONE
  }

  /** @returns the first entry of a list that has waited long enough (then removed), or -1. */
  takeTimedOut(list: number, nowNs: number): number {
    const entry = this.#heads[list]!
    return entry !== NONE && this.dueNs[entry]! + this.#waitNs <= nowNs ? this.#remove(list) : NONE
  }

  get listCount(): number {
    return this.#heads.length
  }

  /** After time-outs were taken: looks for the next one. */
  renewTimeout(): void {
    let next = Number.POSITIVE_INFINITY
    for (let list = 0; list < this.#heads.length; list++) {
      const head = this.#heads[list]!
      if (head !== NONE && this.dueNs[head]! + this.#waitNs < next) next = this.dueNs[head]! + this.#waitNs
    }
    this.#timeoutNs = next
  }

  #remove(list: number): number {
    const entry = this.#heads[list]!
    this.#heads[list] = this.#next[entry]!
    if (this.#heads[list] === NONE) this.#tails[list] = NONE
    this.#size--
    return entry
  }
}
