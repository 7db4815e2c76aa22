import {
  FixAcceptor,
  type FixMessageHandler,
  type FixSessionOptions,
  NOT_LOGGED_ON,
  parseSession,
  readTls,
  SESSION_UP,
  type SessionStateListener,
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
import type { PortConfig } from './config.ts'
import type { BeginString } from './core/dialect.ts'
import type { ExecutionJournal } from './execution-journal.ts'

export interface Member {
  readonly beginString: BeginString
  readonly compId: string
  /** Further options of his session. */
  readonly options?: Readonly<Record<string, unknown>>
}

const REFUSED = -1

/**
 * The FIX order entry port of one venue. In: requests of members and the state of their sessions. Out: answers; the
 * first byte of each is the session index. What cannot be sent because the member is away waits here, in order, until
 * he is back; what the session has taken is served by its own resends.
 */
export class MemberGateway implements InputSource, OutputSink, FixMessageHandler, SessionStateListener {
  readonly name: string
  readonly streamId: number
  readonly #venue: VenueConfig
  readonly #members: readonly Member[]
  readonly #port: PortConfig | undefined
  readonly #context: ServiceContext
  readonly #journal: ExecutionJournal
  readonly #frame = new MessageFrame()
  readonly #link = new MessageFrame()
  readonly #linkBytes = new Uint8Array(1)
  readonly #linkView = new DataView(this.#linkBytes.buffer)
  /** Answers that wait for the member, by session. */
  readonly #waiting: Uint8Array[][]
  /** Session states to deliver: session * 2 + state. */
  #states: number[] = []
  #acceptor: FixAcceptor | undefined = undefined
  #handler: FrameHandler | undefined = undefined
  #views = new WeakMap<Uint8Array, DataView>()
  #nowNs = 0

  constructor(
    context: ServiceContext,
    venue: VenueConfig,
    members: readonly Member[],
    journal: ExecutionJournal,
    port?: PortConfig,
  ) {
    this.#port = port
    this.name = `members of ${venue.name}`
    this.streamId = EXTERNAL_STREAM.MEMBER_ORDER_ENTRY + venue.id
    this.#context = context
    this.#venue = venue
    this.#members = members
    this.#journal = journal
    this.#waiting = members.map(() => [])
  }

  /**
   * Listens. What the journal has and the sessions' stores lack is sent when the members are back. @throws ReflexError
   * REFLEX_PORT_IN_USE.
   */
  start(nowNs: number): void {
    const { clock, dataDir, onError, sessionTime, storage, tcp, wake } = this.#context
    const { host, port, targetCompId } = this.#venue.fix!
    this.#nowNs = nowNs
    this.#acceptor = new FixAcceptor({
      transport: tcp,
      storage,
      dir: `${dataDir}/fix`,
      sessionTime,
      clock,
      listener: this,
      onArrival: wake,
      batchSends: true,
      onError,
      host,
      port,
      ...(this.#port?.tls === undefined ? {} : { tls: readTls(this.#port.tls) }),
      allowFrom: this.#port?.allowFrom ?? [],
      sessions: this.#members.map((member) => this.#sessionOf(member, targetCompId)),
    })
    this.#members.forEach((_, session) => {
      this.#waiting[session]!.unshift(...this.#journal.unsent(this.#venue, session, this.#acceptor!.store(session)))
    })
  }

  /** @throws ReflexError REFLEX_CONFIG_INVALID naming what is wrong with the options of the member or the port. */
  #sessionOf(member: Member, senderCompId: string): FixSessionOptions {
    const { beginString, compId, options } = member
    const plain = { beginString, senderCompId, targetCompId: compId }
    const tolerance = { sendingTimeToleranceSeconds: this.#context.isVirtual ? 0 : 120 }
    return parseSession({ ...tolerance, ...this.#port?.options, ...options, ...plain }, `session of ${compId}`)
  }

  poll(nowNs: number, handler: FrameHandler, limit: number): number {
    const acceptor = this.#acceptor
    if (acceptor === undefined) return 0
    this.#nowNs = nowNs
    this.#handler = handler
    const count = acceptor.onTimer(nowNs) + acceptor.poll(nowNs, this, limit)
    if (this.#states.length > 0) {
      this.#deliverStates()
      this.flush()
    }
    return count
  }

  onMessage(
    session: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    _seqNum: number,
    arrivalNs: number,
  ): void {
    if (this.#states.length > 0) this.#deliverStates()
    let view = this.#views.get(bytes)
    if (view === undefined) {
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.#views.set(bytes, view)
    }
    this.#frame.set(this.streamId, session, bytes, view, offset, length)
    this.#frame.arrivalNs = arrivalNs
    this.#handler!.onFrame(this.#frame)
  }

  onSessionState(session: number, state: number, reason: string): void {
    const member = this.#members[session]!.compId
    this.#context.log.info({ venue: this.#venue.name, member, up: state === SESSION_UP, reason }, 'member session')
    this.#states.push(session * 2 + (state === SESSION_UP ? 1 : 0))
  }

  offer(bytes: Uint8Array, offset: number, length: number): number {
    const session = bytes[offset]!
    const waiting = this.#waiting[session]!
    if (waiting.length > 0) this.#sendWaiting(session)
    if (waiting.length > 0) return this.#keep(session, bytes, offset, length)
    const result = this.#acceptor!.send(session, bytes, offset + 1, length - 1, this.#nowNs)
    if (result === NOT_LOGGED_ON) return this.#keep(session, bytes, offset, length)
    return result > 0 ? 0 : REFUSED
  }

  /** An execution is in the venue's journal before it leaves. */
  flush(): void {
    this.#journal.flush()
    this.#acceptor?.flush()
  }

  isLoggedOn(session: number): boolean {
    return this.#acceptor?.isLoggedOn(session) ?? false
  }

  close(): void {
    this.#acceptor?.close()
    this.#acceptor = undefined
  }

  #deliverStates(): void {
    const states = this.#states
    this.#states = []
    for (const state of states) {
      const session = state >> 1
      this.#linkBytes[0] = state & 1
      this.#link.set(EXTERNAL_STREAM.MEMBER_LINK + this.#venue.id, session, this.#linkBytes, this.#linkView, 0, 1)
      this.#handler!.onFrame(this.#link)
      if ((state & 1) === 1) this.#sendWaiting(session)
    }
  }

  #keep(session: number, bytes: Uint8Array, offset: number, length: number): number {
    this.#waiting[session]!.push(bytes.slice(offset + 1, offset + length))
    return 0
  }

  #sendWaiting(session: number): void {
    const waiting = this.#waiting[session]!
    let sent = 0
    while (sent < waiting.length) {
      const body = waiting[sent]!
      if (this.#acceptor!.send(session, body, 0, body.length, this.#nowNs) <= 0) break
      sent++
    }
    waiting.splice(0, sent)
  }
}
