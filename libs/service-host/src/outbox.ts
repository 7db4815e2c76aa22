import { assert, type SessionTime } from '@reflex/base'
import type { OutputSink } from './ports.ts'

/**
 * What a core has said this turn, in order, until the outputs accept it. A core never sees back-pressure: the agent
 * drains the outbox before it polls, and polls nothing while something is left. Appending to a full outbox is wrong
 * arithmetic (limits x messages per input), hence an assertion.
 *
 *     bytes: |room|header<-body->trailer|room|header<-body...      records: streamId, start, end, seqNum, ingestNs
 */

/** Bytes kept free in front of each claim, where the encoder writes the header backwards. */
export const HEADER_ROOM = 256

export class Outbox {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly senderCompId: Uint8Array
  readonly sessionTime: SessionTime
  /** Time of this turn, ns since the session epoch. Set by the agent. */
  nowNs = 0
  /**
   * Ingest time of the event in hand; stored with each commit. Set by the core (or the agent for external inputs); NaN
   * for none.
   */
  ingestNs = Number.NaN
  readonly #streamIds: Int32Array
  readonly #starts: Int32Array
  readonly #ends: Int32Array
  readonly #seqNums: Float64Array
  readonly #ingests: Float64Array
  readonly #lastSeqNums = new Float64Array(8192)
  #claimStream = 0
  #position = 0
  #head = 0
  #count = 0

  constructor(options: {
    senderCompId: string
    sessionTime: SessionTime
    capacityBytes?: number
    messagesMax?: number
  }) {
    this.bytes = new Uint8Array(options.capacityBytes ?? 4 * 1024 * 1024)
    this.view = new DataView(this.bytes.buffer)
    this.senderCompId = Buffer.from(options.senderCompId, 'latin1')
    this.sessionTime = options.sessionTime
    const messagesMax = options.messagesMax ?? 16_384
    this.#streamIds = new Int32Array(messagesMax)
    this.#starts = new Int32Array(messagesMax)
    this.#ends = new Int32Array(messagesMax)
    this.#seqNums = new Float64Array(messagesMax)
    this.#ingests = new Float64Array(messagesMax)
  }

  get isEmpty(): boolean {
    return this.#head === this.#count
  }

  /** True when more than half is used: the agent stops polling further inputs this turn. */
  get isCrowded(): boolean {
    return this.#count > this.#starts.length >> 1 || this.#position > this.bytes.length >> 1
  }

  get size(): number {
    return this.#count - this.#head
  }

  /**
   * Room for one message. @returns the offset in `bytes` where the body may start; HEADER_ROOM bytes before it are free
   * too.
   */
  claim(streamId: number, lengthMax: number): number {
    const body = this.#position + HEADER_ROOM
    assert(body + lengthMax <= this.bytes.length, 'outbox bytes exhausted')
    assert(this.#count < this.#starts.length, 'outbox records exhausted')
    this.#claimStream = streamId
    return body
  }

  /** The number the next message committed on this stream carries (34): 1 for the first of this life of the service. */
  nextSeqNum(streamId: number): number {
    return this.#lastSeqNums[streamId]! + 1
  }

  /** Where the message committed last begins in `bytes`. */
  get lastStart(): number {
    return this.#starts[this.#count - 1]!
  }

  get lastEnd(): number {
    return this.#ends[this.#count - 1]!
  }

  /** Ends the claim: the message is bytes[start, end). */
  commit(start: number, end: number): void {
    const i = this.#count++
    const streamId = this.#claimStream
    this.#streamIds[i] = streamId
    this.#starts[i] = start
    this.#ends[i] = end
    this.#seqNums[i] = ++this.#lastSeqNums[streamId]!
    this.#ingests[i] = this.ingestNs
    this.#position = end
  }

  /** Copies a finished message (external bodies, forwarded bytes). */
  append(streamId: number, bytes: Uint8Array, offset: number, length: number): void {
    const start = this.claim(streamId, length)
    for (let i = 0; i < length; i++) this.bytes[start + i] = bytes[offset + i]!
    this.commit(start, start + length)
  }

  /** Offers in order until one is refused. @returns how many were accepted. */
  drainTo(sinks: OutputTable): number {
    let accepted = 0
    while (this.#head < this.#count) {
      const i = this.#head
      const start = this.#starts[i]!
      const sink = sinks.of(this.#streamIds[i]!)
      if (sink.offer(this.bytes, start, this.#ends[i]! - start, this.#seqNums[i]!, this.#ingests[i]!) < 0) break
      this.#head++
      accepted++
    }
    if (this.#head === this.#count) {
      this.#head = 0
      this.#count = 0
      this.#position = 0
    }
    if (accepted > 0) sinks.flush()
    return accepted
  }

  /** Tests, recovery and simulation: what is waiting, oldest first. `index` in 0..size-1. */
  messageAt(index: number): { streamId: number; seqNum: number; ingestNs: number; bytes: Uint8Array } {
    const i = this.#head + index
    assert(index >= 0 && i < this.#count, 'no such message')
    return {
      streamId: this.#streamIds[i]!,
      seqNum: this.#seqNums[i]!,
      ingestNs: this.#ingests[i]!,
      bytes: this.bytes.subarray(this.#starts[i]!, this.#ends[i]!),
    }
  }

  /** Forgets everything waiting (recovery replays with outputs suppressed). Sequence numbers keep counting. */
  discard(): void {
    this.#head = 0
    this.#count = 0
    this.#position = 0
  }
}

/** Stream id -> sink, dense. A core that writes to a stream it has no output for is a programmer error. */
export class OutputTable {
  readonly #sinks: (OutputSink | undefined)[] = []
  readonly all: readonly OutputSink[]
  /** Those that gather. */
  readonly #gathering: readonly OutputSink[]

  constructor(sinks: readonly OutputSink[]) {
    this.all = sinks
    this.#gathering = sinks.filter((sink) => sink.flush !== undefined)
    for (const sink of sinks) this.#sinks[sink.streamId] = sink
  }

  flush(): void {
    for (let i = 0; i < this.#gathering.length; i++) this.#gathering[i]!.flush!()
  }

  of(streamId: number): OutputSink {
    const sink = this.#sinks[streamId]
    assert(sink !== undefined, 'no output for the stream: add it to the service definition')
    return sink
  }
}
