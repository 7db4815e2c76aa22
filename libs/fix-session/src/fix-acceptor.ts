import { assert } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { AddressList } from './address-list.ts'
import { LOGON } from './codes.ts'
import { DropCopies } from './drop-copies.ts'
import { type FixEndpointOptions, type FixMessageHandler, makeFrame, messageLengthMaxOf } from './endpoint-options.ts'
import { HeaderCheck } from './header-check.ts'
import { RECEIVED_MESSAGE, RECEIVED_NOTHING, Receiver } from './receiver.ts'
import { type FixSessionOptions, fixSessionConfig, ns } from './session-config.ts'
import { SessionLink } from './session-link.ts'
import type { SessionStore } from './session-store.ts'
import type { StreamConnection, StreamListener, StreamTls } from './stream-transport.ts'

export interface FixAcceptorOptions extends FixEndpointOptions {
  readonly host: string
  /** 0 lets the system choose: see `port`. */
  readonly port: number
  /** TLS on the port; left out: plain TCP. */
  readonly tls?: StreamTls
  /** Addresses and networks from which connections are taken, '10.0.0.0/8' for one; none: all. */
  readonly allowFrom?: readonly string[]
  /** A session's place in this list is its session index. */
  readonly sessions: readonly FixSessionOptions[]
  /** Listening failed (ReflexError REFLEX_PORT_IN_USE) or broke. */
  readonly onError: (error: unknown) => void
}

/** A connection whose Logon has not come. */
interface Caller {
  readonly receiver: Receiver
  sinceNs: number
}

const LOGON_TIMEOUT_NS = ns(10)
const CALLERS_MAX = 1000

/**
 * Sessions that others open, many on one port. A connection belongs to the session that its first message, a Logon,
 * names; with anything else it is closed without an answer, also when that session has a connection already.
 */
export class FixAcceptor {
  readonly #options: FixAcceptorOptions
  readonly #frame: FixFrame
  readonly #links: SessionLink[]
  readonly #checks: HeaderCheck[]
  readonly #allowed: AddressList
  readonly #allowedOf: AddressList[]
  readonly #dropCopies: DropCopies
  readonly #listener: StreamListener
  #callers: Caller[] = []
  #first = 0
  #refusedCount = 0

  /**
   * Listens from here on.
   * @throws ReflexError REFLEX_PORT_IN_USE where the transport knows at once; RangeError for a bad `allowFrom`.
   */
  constructor(options: FixAcceptorOptions) {
    this.#options = options
    this.#frame = makeFrame(options)
    const configs = options.sessions.map((entry) => fixSessionConfig.parse(entry))
    this.#links = configs.map((config, i) => new SessionLink(i, config, false, this.#frame, options))
    this.#checks = configs.map((config) => new HeaderCheck(config, options.sessionTime))
    this.#dropCopies = new DropCopies(this.#links)
    this.#allowed = new AddressList(options.allowFrom ?? [])
    this.#allowedOf = configs.map((config) => new AddressList(config.allowFrom))
    this.#listener = options.transport.listen(options, (connection) => this.#onConnection(connection))
  }

  /** The port listened on; 0 until the system told. */
  get port(): number {
    return this.#listener.port
  }

  get sessionCount(): number {
    return this.#links.length
  }

  /** Connections closed because their first message was no Logon of an idle session of ours. */
  get refusedCount(): number {
    return this.#refusedCount
  }

  isLoggedOn(sessionIndex: number): boolean {
    return this.#link(sessionIndex).session.isLoggedOn
  }

  /** Messages from the counterparty are missing and were asked for. */
  hasGap(sessionIndex: number): boolean {
    return this.#link(sessionIndex).session.hasGap
  }

  store(sessionIndex: number): SessionStore {
    return this.#link(sessionIndex).store
  }

  /**
   * Delivers up to about `limit` inbound messages, fairly among sessions. What the handler sends leaves at the end.
   * @returns messages processed.
   */
  poll(nowNs: number, handler: FixMessageHandler, limit: number): number {
    const links = this.#links
    if (this.#callers.length > 0) this.#admit(nowNs)
    let count = 0
    this.#first = this.#first + 1 < links.length ? this.#first + 1 : 0
    for (let i = 0; i < links.length && count < limit; i++) {
      count += links[(this.#first + i) % links.length]!.poll(nowNs, handler, limit - count)
    }
    return count
  }

  /** Beats and times out. Cheap: call it every turn. @returns how many actions were taken. */
  onTimer(nowNs: number): number {
    let count = 0
    for (const link of this.#links) count += link.onTimer(nowNs)
    for (const caller of this.#callers) {
      if (nowNs - caller.sinceNs >= LOGON_TIMEOUT_NS) caller.receiver.connection?.close()
    }
    return count
  }

  /**
   * Sends an application message: journal, then socket, one write each (with `batchSends`: at `flush`).
   * @param body exactly `35=..<SOH>..<SOH>`, without header and trailer; header fields of the application (57, 97, 115
   * ...) right behind 35.
   * @returns its MsgSeqNum, or NOT_LOGGED_ON, BACK_PRESSURED, MESSAGE_TOO_LONG, THROTTLED: nothing was sent then.
   */
  send(sessionIndex: number, body: Uint8Array, offset: number, length: number, nowNs: number): number {
    const link = this.#link(sessionIndex)
    const seqNum = link.send(nowNs, body, offset, length)
    if (seqNum > 0) this.#dropCopies.copy(link, nowNs, body, offset, length)
    return seqNum
  }

  /**
   * Sends, or stores and numbers the message for a peer that is away: he asks for it when he is back. Drop copies are
   * sent like this.
   */
  sendStored(sessionIndex: number, body: Uint8Array, offset: number, length: number, nowNs: number): void {
    this.#link(sessionIndex).sendStored(nowNs, body, offset, length)
  }

  /** With `batchSends`: writes out what was sent since. */
  flush(): void {
    for (let i = 0; i < this.#links.length; i++) this.#links[i]!.flush()
  }

  logout(sessionIndex: number, nowNs: number, text = ''): void {
    this.#link(sessionIndex).logout(nowNs, text)
  }

  /** No session has a connection. */
  get isIdle(): boolean {
    return this.#links.every((link) => !link.isBound)
  }

  /**
   * Stops listening, drops all connections without Logout and closes the stores. For an orderly end: `logout` all, poll
   * until `isIdle`.
   */
  close(): void {
    this.#listener.close()
    for (const caller of this.#callers) caller.receiver.connection?.close()
    for (const link of this.#links) link.close()
  }

  #onConnection(connection: StreamConnection): Receiver {
    const { clock, onArrival } = this.#options
    const receiver = new Receiver(clock, messageLengthMaxOf(this.#options), onArrival ?? ignore)
    receiver.connection = connection
    receiver.isOpen = true
    const isAllowed = this.#allowed.has(connection.remote)
    if (isAllowed && this.#callers.length < CALLERS_MAX) this.#callers.push({ receiver, sinceNs: clock.nanoTime() })
    else {
      this.#refusedCount++
      connection.close()
    }
    return receiver
  }

  /** Gives callers whose first message is here to their sessions, or closes them. */
  #admit(nowNs: number): void {
    const waiting: Caller[] = []
    for (const caller of this.#callers) {
      const { receiver } = caller
      const code = receiver.next()
      if (code === RECEIVED_NOTHING) {
        if (receiver.closedReason === null) waiting.push(caller)
        continue
      }
      const link = code === RECEIVED_MESSAGE ? this.#linkFor(receiver) : undefined
      if (link === undefined || link.isBound) {
        this.#refusedCount++
        receiver.connection?.close()
      } else {
        receiver.unread()
        link.bind(receiver, nowNs)
      }
    }
    this.#callers = waiting
  }

  #linkFor(receiver: Receiver): SessionLink | undefined {
    const frame = this.#frame
    frame.wrap(receiver.bytes, receiver.messageOffset, receiver.messageLength)
    if (frame.msgType !== LOGON) return undefined
    const index = this.#checks.findIndex((check) => check.hasBeginString(frame) && check.hasCompIds(frame))
    const link = this.#links[index]
    return link !== undefined && this.#isWelcome(link, receiver) ? link : undefined
  }

  /** From where and with which certificate the session may be opened. */
  #isWelcome(link: SessionLink, receiver: Receiver): boolean {
    const { remote = '', peerName = '' } = receiver.connection ?? {}
    const { peerCertificateName } = link.config
    if (peerCertificateName !== '' && peerCertificateName !== peerName) return false
    return this.#allowedOf[link.index]!.has(remote)
  }

  #link(index: number): SessionLink {
    const link = this.#links[index]
    assert(link !== undefined, 'no such session')
    return link
  }
}

function ignore(): void {}
