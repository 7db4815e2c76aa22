import type { Histogram, NanoClock } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import {
  BACK_PRESSURED,
  FixInitiator,
  type FixInitiatorSession,
  type FixMessageHandler,
  type FixSessionOptions,
  isAdmin,
  logonSigner,
  parseSession,
  readSignature,
  readTls,
  SESSION_UP,
  THROTTLED,
} from '@reflex/fix-session'
import type { VenueConfig } from '@reflex/schema'
import {
  EXTERNAL_STREAM,
  type FrameHandler,
  type InputSource,
  MessageFrame,
  type OutputSink,
  type ServiceContext,
} from '@reflex/service-host'
import type { EmsConfig } from './config.ts'

export interface VenueSessionsOptions {
  readonly context: ServiceContext
  readonly venues: readonly VenueConfig[]
  readonly reconnectMs: number
  /** By name of the venue; others have plain sessions. */
  readonly sessions: EmsConfig['sessions']
  readonly stallTimeoutMs: number
  /** MsgSeqNum of the last application message the core has taken from a venue. */
  readonly lastInSeq: (venueId: number) => number
  readonly latencies: SinkLatencies
}

/** Measured where the bytes have been handed to the socket, ns. */
export interface SinkLatencies {
  readonly 'tick-to-trade': Histogram
  readonly 'ems to wire': Histogram
  readonly 'decision to last cancel': Histogram
}

const RECONNECT_SECONDS_MAX = 2
const NEW_ORDER = 'D'.charCodeAt(0)
const REPLACE = 'G'.charCodeAt(0)
const CANCEL = 'F'.charCodeAt(0)
/** `35=` stands in front of the type. */
const TYPE_OFFSET = 3
const ACCEPTED = 0
const REFUSED = -1

/**
 * The FIX sessions to all venues as one input and an output each. What a session had stored before a crash and the core
 * has not seen (its journal lacks it) is delivered first.
 */
export class VenueSessions implements InputSource, FixMessageHandler {
  readonly name = 'venue sessions'
  readonly #options: VenueSessionsOptions
  readonly #initiator: FixInitiator
  readonly #frame = new MessageFrame()
  readonly #stored: FixFrame
  readonly #views = new Map<ArrayBufferLike, DataView>()
  readonly #links: { session: number; isUp: boolean }[] = []
  readonly #linkByte = new Uint8Array(1)
  readonly #linkView = new DataView(this.#linkByte.buffer)
  #handler: FrameHandler | undefined = undefined
  #hasCaughtUp = false
  nowNs = 0

  constructor(options: VenueSessionsOptions) {
    this.#options = options
    const { context, venues } = options
    this.#stored = new FixFrame(context.sessionTime, 256)
    this.#initiator = new FixInitiator({
      transport: context.tcp,
      storage: context.storage,
      dir: `${context.dataDir}/fix`,
      sessionTime: context.sessionTime,
      clock: context.clock,
      onArrival: context.wake,
      batchSends: true,
      listener: { onSessionState: (session, state) => void this.#links.push({ session, isUp: state === SESSION_UP }) },
      sessions: venues.map((venue) => initiatorSession(venue, options)),
    })
  }

  get sinks(): OutputSink[] {
    return this.#options.venues.map((venue, session) => new VenueSink(this, venue.id, session, this.#options))
  }

  /** Sequence numbers of a session, for reports. */
  numbersOf(session: number): { inSeq: number; outSeq: number } {
    const store = this.#initiator.store(session)
    return { inSeq: store.nextIn - 1, outSeq: store.nextOut - 1 }
  }

  poll(nowNs: number, handler: FrameHandler, limit: number): number {
    this.nowNs = nowNs
    this.#handler = handler
    if (!this.#hasCaughtUp) this.#catchUp()
    let count = this.#initiator.onTimer(nowNs) + this.#deliverLinks()
    count += this.#initiator.poll(nowNs, this, limit)
    return count + this.#deliverLinks()
  }

  onMessage(
    session: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    _seqNum: number,
    arrivalNs: number,
  ): void {
    this.#deliverLinks()
    this.#deliver(this.#options.venues[session]!.id, bytes, offset, length, arrivalNs)
  }

  send(session: number, bytes: Uint8Array, offset: number, length: number): number {
    return this.#initiator.send(session, bytes, offset, length, this.nowNs)
  }

  /** One write to the journal and one to the socket for all that this turn had for a venue. */
  flush(): void {
    this.#initiator.flush()
  }

  /**
   * The socket of a session takes nothing: nothing else leaves the outbox meanwhile, cancels for other venues included,
   * so it may not last. @param sinceNs when it began.
   */
  onStalled(session: number, sinceNs: number): void {
    const nowNs = this.#options.context.clock.nanoTime()
    // Nobody polls us now: the sessions' own timers must not stand still.
    this.#initiator.onTimer(nowNs)
    if (nowNs - sinceNs < this.#options.stallTimeoutMs * 1e6) return
    this.#initiator.disable(session, nowNs, 'not reading')
    this.#initiator.enable(session)
  }

  close(): void {
    for (let session = 0; session < this.#options.venues.length; session++) this.#initiator.disable(session, this.nowNs)
    this.#initiator.close()
  }

  #catchUp(): void {
    this.#hasCaughtUp = true
    this.#options.venues.forEach((venue, session) => {
      const store = this.#initiator.store(session)
      const lastSeq = this.#options.lastInSeq(venue.id)
      // A number that the store has not reached is of a session before a reset.
      store.readInbound(lastSeq < store.nextIn ? lastSeq + 1 : 1, {
        onStored: (_seqNum, _nowNs, bytes, offset, length) => {
          if (this.#stored.wrap(bytes, offset, length) < 0 || isAdmin(this.#stored.msgType)) return
          this.#deliver(venue.id, bytes, offset, length, Number.NaN)
        },
      })
    })
  }

  #deliver(venueId: number, bytes: Uint8Array, offset: number, length: number, arrivalNs: number): void {
    const streamId = EXTERNAL_STREAM.VENUE_ORDER_ENTRY + venueId
    const frame = this.#frame.set(streamId, 0, bytes, this.#viewOf(bytes), offset, length)
    frame.arrivalNs = arrivalNs
    this.#handler!.onFrame(frame)
  }

  #deliverLinks(): number {
    const count = this.#links.length
    for (const { session, isUp } of this.#links.splice(0)) {
      this.#linkByte[0] = isUp ? 1 : 0
      const streamId = EXTERNAL_STREAM.VENUE_LINK + this.#options.venues[session]!.id
      const frame = this.#frame.set(streamId, 0, this.#linkByte, this.#linkView, 0, 1)
      frame.arrivalNs = Number.NaN
      this.#handler!.onFrame(frame)
    }
    return count
  }

  #viewOf(bytes: Uint8Array): DataView {
    let view = this.#views.get(bytes.buffer)
    if (view === undefined || view.byteOffset !== bytes.byteOffset) {
      if (this.#views.size > VIEWS_MAX) this.#views.clear()
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.#views.set(bytes.buffer, view)
    }
    return view
  }
}

const VIEWS_MAX = 64

/** @throws ReflexError REFLEX_CONFIG_INVALID naming what is wrong with the venue's session. */
function initiatorSession(venue: VenueConfig, options: VenueSessionsOptions): FixInitiatorSession {
  const { host, port, beginString, senderCompId, targetCompId, heartBtIntS } = venue.fix!
  const { tls, signature, options: more } = options.sessions[venue.name] ?? { options: {} }
  const session: FixSessionOptions = {
    beginString,
    senderCompId,
    targetCompId,
    heartBtIntSeconds: heartBtIntS,
    timeDigits: 6,
    reconnectMinSeconds: options.reconnectMs / 1000,
    reconnectMaxSeconds: RECONNECT_SECONDS_MAX,
    // A refusal would hold up what other venues wait for.
    outboundThrottle: 'queue',
    ...more,
  }
  return {
    host,
    port,
    session: parseSession(session, `services.ems.sessions.${venue.name}.options`),
    ...(tls === undefined ? {} : { tls: readTls(tls) }),
    ...(signature === undefined ? {} : { signer: logonSigner(readSignature(signature)) }),
  }
}

/** One venue's session as an output. Measures at `flush`, when the bytes have been handed to the socket. */
class VenueSink implements OutputSink {
  readonly streamId: number
  readonly #sessions: VenueSessions
  readonly #session: number
  readonly #clock: NanoClock
  readonly #latencies: SinkLatencies
  #stalledNs = Number.NaN
  /** What was taken since the last flush. */
  #pendingCount = 0
  readonly #pendingTypes: number[] = []
  readonly #pendingIngests: number[] = []

  constructor(sessions: VenueSessions, venueId: number, session: number, options: VenueSessionsOptions) {
    this.streamId = EXTERNAL_STREAM.VENUE_ORDER_ENTRY + venueId
    this.#sessions = sessions
    this.#session = session
    this.#clock = options.context.clock
    this.#latencies = options.latencies
  }

  offer(bytes: Uint8Array, offset: number, length: number, _seqNum: number, ingestNs: number): number {
    const result = this.#sessions.send(this.#session, bytes, offset, length)
    if (result === THROTTLED) return REFUSED
    if (result === BACK_PRESSURED) {
      if (Number.isNaN(this.#stalledNs)) this.#stalledNs = this.#clock.nanoTime()
      this.#sessions.onStalled(this.#session, this.#stalledNs)
      return REFUSED
    }
    this.#stalledNs = Number.NaN
    if (result >= 0 && !Number.isNaN(ingestNs)) {
      this.#pendingTypes[this.#pendingCount] = bytes[offset + TYPE_OFFSET]!
      this.#pendingIngests[this.#pendingCount++] = ingestNs
    }
    // Not logged on: the link went down after the core decided. The order's state is asked for when it is back.
    return ACCEPTED
  }

  flush(): void {
    // The sinks share one initiator: the first of a turn writes for all.
    this.#sessions.flush()
    if (this.#pendingCount === 0) return
    const sentNs = this.#clock.nanoTime()
    for (let i = 0; i < this.#pendingCount; i++) this.#measure(this.#pendingTypes[i]!, this.#pendingIngests[i]!, sentNs)
    this.#pendingCount = 0
  }

  close(): void {}

  #measure(msgType: number, ingestNs: number, sentNs: number): void {
    if (msgType === CANCEL) return this.#latencies['decision to last cancel'].record(sentNs - ingestNs)
    if (msgType !== NEW_ORDER && msgType !== REPLACE) return
    this.#latencies['tick-to-trade'].record(sentNs - ingestNs)
    this.#latencies['ems to wire'].record(sentNs - this.#sessions.nowNs)
  }
}
