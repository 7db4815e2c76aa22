import { assert } from '@reflex/base'
import { type FixEndpointOptions, type FixMessageHandler, makeFrame, messageLengthMaxOf } from './endpoint-options.ts'
import type { LogonSigner } from './logon-hooks.ts'
import { Receiver } from './receiver.ts'
import { type FixSessionConfig, type FixSessionOptions, fixSessionConfig, ns } from './session-config.ts'
import { SessionLink } from './session-link.ts'
import type { SessionStore } from './session-store.ts'
import type { StreamAddress } from './stream-transport.ts'

export interface FixInitiatorSession extends StreamAddress {
  readonly session: FixSessionOptions
  /** Proves who we are in each Logon; see `logonSigner`. */
  readonly signer?: LogonSigner
}

export interface FixInitiatorOptions extends FixEndpointOptions {
  /** A session's place in this list is its session index. */
  readonly sessions: readonly FixInitiatorSession[]
}

/**
 * Sessions that we open: connects, logs on, and connects again after a loss, with pauses that double. Driven by poll
 * and onTimer.
 */
export class FixInitiator {
  readonly #options: FixInitiatorOptions
  readonly #links: SessionLink[]
  readonly #dials: Dial[]
  #first = 0

  constructor(options: FixInitiatorOptions) {
    this.#options = options
    const frame = makeFrame(options)
    this.#links = options.sessions.map(
      (entry, i) => new SessionLink(i, fixSessionConfig.parse(entry.session), true, frame, options, entry.signer),
    )
    this.#dials = this.#links.map((link) => new Dial(link.config))
  }

  get sessionCount(): number {
    return this.#links.length
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
    let count = 0
    this.#first = this.#first + 1 < links.length ? this.#first + 1 : 0
    for (let i = 0; i < links.length && count < limit; i++) {
      const index = (this.#first + i) % links.length
      this.#bindWhenOpen(index, nowNs)
      count += links[index]!.poll(nowNs, handler, limit - count)
    }
    return count
  }

  /** Connects, beats, times out. Cheap: call it every turn. @returns how many actions were taken. */
  onTimer(nowNs: number): number {
    let count = 0
    for (let i = 0; i < this.#links.length; i++) {
      this.#bindWhenOpen(i, nowNs)
      count += this.#links[i]!.onTimer(nowNs) + this.#dialWhenDue(i, nowNs)
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
    return this.#link(sessionIndex).send(nowNs, body, offset, length)
  }

  /** With `batchSends`: writes out what was sent since. */
  flush(): void {
    for (let i = 0; i < this.#links.length; i++) this.#links[i]!.flush()
  }

  /** Logs out and stays out until `enable`. */
  disable(sessionIndex: number, nowNs: number, text = ''): void {
    this.#dials[sessionIndex]!.isEnabled = false
    this.#dials[sessionIndex]!.drop()
    this.#link(sessionIndex).logout(nowNs, text)
  }

  enable(sessionIndex: number): void {
    this.#dials[sessionIndex]!.isEnabled = true
  }

  /**
   * Drops all connections without Logout and closes the stores. For an orderly end: `disable` all, poll until `isIdle`,
   * then close.
   */
  close(): void {
    for (const dial of this.#dials) dial.drop()
    for (const link of this.#links) link.close()
  }

  /** No session has a connection. */
  get isIdle(): boolean {
    return this.#links.every((link) => !link.isBound)
  }

  #dialWhenDue(index: number, nowNs: number): number {
    const dial = this.#dials[index]!
    const link = this.#links[index]!
    if (link.isBound || !dial.isDue(nowNs) || !link.session.isInSession(nowNs)) return 0
    const { transport, clock, onArrival } = this.#options
    const receiver = new Receiver(clock, messageLengthMaxOf(this.#options), onArrival ?? ignore)
    dial.begin(receiver, nowNs)
    receiver.connection = transport.connect(this.#options.sessions[index]!, receiver)
    return 1
  }

  #bindWhenOpen(index: number, nowNs: number): void {
    const dial = this.#dials[index]!
    const link = this.#links[index]!
    if (link.session.isLoggedOn) dial.noteSuccess()
    const receiver = dial.receiver
    if (receiver === null || link.isBound) return
    if (receiver.isOpen) link.bind(receiver, nowNs)
    if (receiver.isOpen || receiver.closedReason !== null) dial.receiver = null
  }

  #link(index: number): SessionLink {
    const link = this.#links[index]
    assert(link !== undefined, 'no such session')
    return link
  }
}

/** When one session connects next. */
class Dial {
  isEnabled = true
  /** The connection being made. */
  receiver: Receiver | null = null
  readonly #pauseMinNs: number
  readonly #pauseMaxNs: number
  #pauseNs: number
  #dueNs = Number.NEGATIVE_INFINITY

  constructor(config: FixSessionConfig) {
    this.#pauseMinNs = ns(config.reconnectMinSeconds)
    this.#pauseMaxNs = ns(config.reconnectMaxSeconds)
    this.#pauseNs = this.#pauseMinNs
  }

  isDue(nowNs: number): boolean {
    return this.isEnabled && this.receiver === null && nowNs >= this.#dueNs
  }

  begin(receiver: Receiver, nowNs: number): void {
    this.receiver = receiver
    this.#dueNs = nowNs + this.#pauseNs
    this.#pauseNs = Math.min(this.#pauseNs * 2, this.#pauseMaxNs)
  }

  noteSuccess(): void {
    this.#pauseNs = this.#pauseMinNs
  }

  drop(): void {
    this.receiver?.connection?.close()
    this.receiver = null
  }
}

function ignore(): void {}
