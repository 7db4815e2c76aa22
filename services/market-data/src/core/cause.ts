import { NO_TIME } from '@reflex/sbe/runtime'

const CAPTURE = 0
const VENUE = 1
const INGEST = 2

/**
 * What led to the messages in hand: the datagram or line, its arrival, the venue's time. In a typed array, because V8 boxes doubles that are
 * stored in objects or cross calls.
 */
export class Cause {
  readonly #values = new Float64Array(3)

  /** A datagram or line. @param captureNs when it arrived. */
  begin(captureNs: number): void {
    this.#values[INGEST]!++
    this.#values[CAPTURE] = captureNs
    this.#values[VENUE] = NO_TIME
  }

  /** Something of our own: a deadline. The cause is the last event read. */
  beginTimer(nowNs: number): void {
    this.#values[CAPTURE] = nowNs
    this.#values[VENUE] = NO_TIME
  }

  /** Running number of datagrams and lines: the cause id of everything that follows from one. */
  get ingestId(): number {
    return this.#values[INGEST]!
  }

  get captureNs(): number {
    return this.#values[CAPTURE]!
  }

  /** NO_TIME when the venue said none. */
  get venueNs(): number {
    return this.#values[VENUE]!
  }

  set venueNs(timeNs: number) {
    this.#values[VENUE] = timeNs
  }
}
