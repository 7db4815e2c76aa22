/**
 * Which books need another snapshot, and when each may be asked for: at once, then with growing pauses while it does
 * not help. Whoever holds the connection takes the requests; a recording takes none.
 */

const PAUSE_MIN_NS = 1e9
const PAUSE_MAX_NS = 60e9
export const NOTHING = -1

export class SnapshotRequests {
  /** Requests taken. */
  taken = 0
  readonly #isWanted: Uint8Array
  readonly #notBeforeNs: Float64Array
  readonly #pausesNs: Float64Array
  #wanted = 0

  constructor(count: number) {
    this.#isWanted = new Uint8Array(count)
    this.#notBeforeNs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.#pausesNs = new Float64Array(count).fill(PAUSE_MIN_NS)
  }

  /** Books that need one. */
  get wanted(): number {
    return this.#wanted
  }

  want(instrument: number): void {
    if (this.#isWanted[instrument] === 1) return
    this.#isWanted[instrument] = 1
    this.#wanted++
  }

  /** The book is well. */
  settle(instrument: number): void {
    this.#pausesNs[instrument] = PAUSE_MIN_NS
    if (this.#isWanted[instrument] === 0) return
    this.#isWanted[instrument] = 0
    this.#wanted--
  }

  /**
   * A new connection: whatever was asked of the old one is lost.
   * @param notBeforeNs when to ask: subscriptions may bring the books by themselves, or have to flow first.
   */
  restart(notBeforeNs: number): void {
    this.#notBeforeNs.fill(notBeforeNs)
    this.#pausesNs.fill(PAUSE_MIN_NS)
  }

  /** @returns an instrument to ask a snapshot for now, NOTHING when none is due. */
  take(nowNs: number): number {
    if (this.#wanted === 0) return NOTHING
    for (let i = 0; i < this.#isWanted.length; i++) {
      if (this.#isWanted[i] === 0 || this.#notBeforeNs[i]! > nowNs) continue
      const pause = this.#pausesNs[i]!
      this.#notBeforeNs[i] = nowNs + pause
      this.#pausesNs[i] = Math.min(PAUSE_MAX_NS, pause * 2)
      this.taken++
      return i
    }
    return NOTHING
  }
}
