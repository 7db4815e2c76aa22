import {
  ADMIN_ACTION,
  type Aeron,
  BACK_PRESSURED,
  type ExclusivePublication,
  FragmentAssembler,
  type Header,
  NOT_CONNECTED,
  offerResultName,
  type Subscription,
} from '@aeron/client'
import { AssertionError } from '@reflex/base'
import type { CounterTable } from './counter-table.ts'
import { MessageFrame } from './message-frame.ts'
import type { FrameHandler, InputSource, OutputSink } from './ports.ts'
import { SequenceTracker } from './sequence-tracker.ts'
import type { Bus } from './service.ts'
import type { HostCounter } from './turn-counters.ts'

export interface AeronBusOptions {
  readonly aeron: Aeron
  /** Channel of every stream, e.g. `aeron:ipc?term-length=8m`. */
  readonly channel: string
  /** Sees every message sent, in order: the simulator's hash. */
  readonly onSent?: (streamId: number, bytes: Uint8Array, offset: number, length: number) => void
}

const ACCEPTED = 0
const REFUSED = -1

/** Streams over Aeron: an exclusive publication for each output, a subscription for each input. */
export class AeronBus implements Bus {
  readonly #options: AeronBusOptions

  constructor(options: AeronBusOptions) {
    this.#options = options
  }

  subscribe(streamId: number, counters: CounterTable<HostCounter>): InputSource {
    return new AeronInput(this.#options.aeron.addSubscription(this.#options.channel, streamId), streamId, counters)
  }

  publish(streamId: number, counters: CounterTable<HostCounter>): OutputSink {
    const publication = this.#options.aeron.addExclusivePublication(this.#options.channel, streamId)
    return new AeronOutput(publication, streamId, counters, this.#options.onSent)
  }
}

class AeronInput implements InputSource {
  readonly name: string
  readonly #streamId: number
  readonly #subscription: Subscription
  readonly #assembler: FragmentAssembler
  readonly #frame = new MessageFrame()
  readonly #sequence = new SequenceTracker()
  readonly #counters: CounterTable<HostCounter>
  #handler: FrameHandler | undefined = undefined

  constructor(subscription: Subscription, streamId: number, counters: CounterTable<HostCounter>) {
    this.name = `stream ${streamId}`
    this.#streamId = streamId
    this.#subscription = subscription
    this.#counters = counters
    this.#assembler = new FragmentAssembler(this)
  }

  poll(_nowNs: number, handler: FrameHandler, limit: number): number {
    this.#handler = handler
    return this.#subscription.poll(this.#assembler, limit)
  }

  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    const sessionId = header.sessionId
    const publishers = this.#sequence.publishers
    const missing = this.#sequence.onMessage(sessionId, header.reservedValue)
    if (missing > 0) this.#counters.increment('busGaps', missing)
    if (this.#sequence.publishers !== publishers) this.#counters.increment('publishers')
    this.#frame.set(this.#streamId, sessionId, bytes, header.view, offset, length)
    this.#handler!.onFrame(this.#frame)
  }

  close(): void {
    this.#subscription.close()
  }
}

class AeronOutput implements OutputSink {
  readonly streamId: number
  readonly #publication: ExclusivePublication
  readonly #counters: CounterTable<HostCounter>
  readonly #onSent: AeronBusOptions['onSent']
  /** Messages that went into the log: what the reserved value numbers. */
  #sent = 0

  constructor(
    publication: ExclusivePublication,
    streamId: number,
    counters: CounterTable<HostCounter>,
    onSent: AeronBusOptions['onSent'],
  ) {
    this.#publication = publication
    this.streamId = streamId
    this.#counters = counters
    this.#onSent = onSent
  }

  /**
   * The number in the frame counts what is in the log, not what was said: who joins again after a time without any
   * subscriber finds what was left in the log and then what is said now, and has lost nothing on the bus.
   */
  offer(bytes: Uint8Array, offset: number, length: number, _seqNum: number, _ingestNs: number): number {
    const next = this.#sent + 1
    let result = this.#publication.offer(bytes, offset, length, next)
    if (result === ADMIN_ACTION) result = this.#publication.offer(bytes, offset, length, next)
    if (result === BACK_PRESSURED || result === ADMIN_ACTION) return REFUSED
    if (result < 0 && result !== NOT_CONNECTED) {
      throw new AssertionError(`stream ${this.streamId}: ${offerResultName(result)}`)
    }
    if (result === NOT_CONNECTED) this.#counters.increment('busUnconnected')
    else this.#sent = next
    this.#onSent?.(this.streamId, bytes, offset, length)
    return ACCEPTED
  }

  close(): void {
    this.#publication.close()
  }
}
