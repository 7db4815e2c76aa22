import type { SessionTime } from '@reflex/base'
import type { BodySink } from '@reflex/schema'
import type { DelayLine } from './delay-line.ts'
import type { Latency } from './latency.ts'

/**
 * Keeps what must survive the death of the venue: reports about members' orders, in the order in which they were made.
 */
export interface ExecutionLog {
  record(nowNs: number, session: number, bytes: Uint8Array, offset: number, length: number): void
}

const ROOM = 256
const CAPACITY = 8192

/**
 * Where the encoders of answers write: from here they go under way to the member. Each message has its session index in
 * front, one byte.
 */
export class ReportSink implements BodySink {
  readonly bytes = new Uint8Array(CAPACITY)
  readonly sessionTime: SessionTime
  readonly line: DelayLine
  /** Of the next message. */
  session = 0
  isDurable = false
  #log: ExecutionLog | undefined = undefined
  readonly #latency: Latency
  readonly #time: Float64Array

  constructor(sessionTime: SessionTime, line: DelayLine, latency: Latency, time: Float64Array) {
    this.sessionTime = sessionTime
    this.line = line
    this.#latency = latency
    this.#time = time
  }

  setLog(log: ExecutionLog | undefined): void {
    this.#log = log
  }

  claim(_streamId: number, _lengthMax: number): number {
    return ROOM
  }

  commit(start: number, end: number): void {
    if (this.isDurable) this.#log?.record(this.#time[0]!, this.session, this.bytes, start, end - start)
    this.bytes[start - 1] = this.session
    this.#latency.apply(this.line.due, this.#time)
    this.line.push(this.session, this.bytes, start - 1, end - start + 1)
  }
}
