/**
 * What led to the messages in hand: the datagram or line, its arrival, the venue's time. The times stand encoded as
 * they go into every message, side by side:
 *
 *     | captureTime | publishTime | venueTime |      uint64 each, ns since the Unix epoch, 0 unknown
 *
 * Encoded once for an event and not for each message; and no double crosses a call, where V8 would box it.
 */

import type { SessionTime } from '@reflex/base'
import { NO_TIME } from '@reflex/sbe/runtime'
import type { Outbox } from '@reflex/service-host'

const CAPTURE = 0
const PUBLISH = 8
const VENUE = 16
const TIMES_LENGTH = 24

export class Cause {
  readonly #session: SessionTime
  readonly #times = new DataView(new ArrayBuffer(TIMES_LENGTH))
  #ingestId = 0

  constructor(session: SessionTime) {
    this.#session = session
  }

  /** Running number of datagrams and lines: the cause id of everything that follows from one. */
  get ingestId(): number {
    return this.#ingestId
  }

  /** A datagram or line. @param captureNs when it arrived. */
  begin(out: Outbox, captureNs: number): void {
    this.#ingestId++
    this.#session.putEpochNs(this.#times, CAPTURE, captureNs)
    this.#session.putEpochNs(this.#times, PUBLISH, out.nowNs)
    this.forgetVenueTime()
  }

  /** Something of our own: a deadline. The cause is the last event read. */
  beginTimer(out: Outbox): void {
    this.#session.putEpochNs(this.#times, CAPTURE, out.nowNs)
    this.#session.putEpochNs(this.#times, PUBLISH, out.nowNs)
    this.forgetVenueTime()
  }

  forgetVenueTime(): void {
    this.#times.setUint32(VENUE, 0, true)
    this.#times.setUint32(VENUE + 4, 0, true)
  }

  /** @param timeNs the venue's time of the event, ns since the session epoch, or NO_TIME. */
  setVenueTime(timeNs: number): void {
    if (timeNs === NO_TIME) this.forgetVenueTime()
    else this.#session.putEpochNs(this.#times, VENUE, timeNs)
  }

  /** The venue's time as it stands in a message of the venue: little-endian ns since the Unix epoch. */
  copyVenueTime(view: DataView, offset: number): void {
    this.#times.setUint32(VENUE, view.getUint32(offset, true), true)
    this.#times.setUint32(VENUE + 4, view.getUint32(offset + 4, true), true)
  }

  /** Writes the three times where a message has them. */
  putTimes(view: DataView, offset: number): void {
    for (let i = 0; i < TIMES_LENGTH; i += 4) view.setUint32(offset + i, this.#times.getUint32(i, true), true)
  }
}
