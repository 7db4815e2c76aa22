/**
 * One FIX session as a state machine: events and the time go in, actions come out. No timer, socket or clock inside.
 *
 *     DISCONNECTED --onConnected--> CONNECTED (acceptor) or LOGON_SENT (initiator) --Logon--> LOGGED_ON --logout-->
 *     LOGOUT_SENT
 *          ^------------------------------- onDisconnected, or by its own decision -------------------------------'
 *
 * Every message sent is in the store before it is in the batch; every message received is in the store before it is
 * delivered. The owner flushes the store, then delivers, then writes the batch to the socket.
 */

import type { SessionTime } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { AdminWriter } from './admin-writer.ts'
import { type MessageValidator, NOT_LOGGED_ON, SESSION_DOWN, SESSION_UP } from './codes.ts'
import { InboundRules } from './inbound-rules.ts'
import type { LogonAuthenticator, LogonIdentity, LogonSigner } from './logon-hooks.ts'
import { MessageComposer } from './message-composer.ts'
import type { OutBatch } from './out-batch.ts'
import { Resender } from './resender.ts'
import { type FixSessionConfig, ns } from './session-config.ts'
import { SessionSchedule } from './session-schedule.ts'
import type { SessionStore } from './session-store.ts'

export const DISCONNECTED = 0
export const CONNECTED = 1
export const LOGON_SENT = 2
export const LOGGED_ON = 3
export const LOGOUT_SENT = 4

/** What a session does to the world. */
export interface SessionOutput {
  /**
   * A message for the application: all but the session's own, plus Reject(3). @param bytes valid until the owner's turn
   * ends.
   */
  deliver(bytes: Uint8Array, offset: number, length: number, seqNum: number): void
  /** Send what is in the batch, then close the connection. */
  disconnect(reason: string): void
  /** SESSION_UP or SESSION_DOWN. @param isLogout the end was agreed, not a loss. */
  onState(state: number, reason: string, isLogout: boolean): void
  /** A connection ended before it was logged on. */
  onLogonFailed(reason: string): void
  /** The peer's Logon was good; it stands in the frame of the session's parts. */
  onLogon(nowNs: number): void
}

export interface FixSessionParts {
  readonly config: FixSessionConfig
  readonly isInitiator: boolean
  readonly sessionTime: SessionTime
  readonly store: SessionStore
  /** Scratch; may be shared by all sessions of a thread. */
  readonly frame: FixFrame
  readonly batch: OutBatch
  readonly output: SessionOutput
  readonly validator?: MessageValidator | undefined
  /** Asked about each Logon of a peer that opens the session. */
  readonly authenticator?: LogonAuthenticator | undefined
  /** Proves who we are in each Logon that opens the session. */
  readonly signer?: LogonSigner | undefined
}

/** Silence after which a TestRequest goes out, and after which the connection is given up, in heartbeat intervals. */
const TEST_AFTER = 1.2
const TIMEOUT_AFTER = 2.4
const TEST_REQ_ID = 'TEST'
const REPEAT_REQUEST_NS = 30e9

export class FixSession {
  readonly config: FixSessionConfig
  readonly isInitiator: boolean
  readonly store: SessionStore
  readonly admin: AdminWriter
  readonly resender: Resender
  readonly output: SessionOutput
  readonly #batch: OutBatch
  readonly #composer: MessageComposer
  readonly #rules: InboundRules
  readonly #schedule: SessionSchedule | undefined
  readonly #signer: LogonSigner | undefined
  #state = DISCONNECTED
  #heartBtNs = 0
  #connectedNs = 0
  #lastSentNs = 0
  #lastReceivedNs = 0
  #logoutNs = 0
  #testRequestCount = 0
  /** We sent ResetSeqNumFlag(141)=Y on this connection. */
  sentReset = false

  constructor(parts: FixSessionParts) {
    const { config, sessionTime, store, batch } = parts
    this.config = config
    this.isInitiator = parts.isInitiator
    this.store = store
    this.output = parts.output
    this.#batch = batch
    this.admin = new AdminWriter(config, sessionTime)
    this.#composer = new MessageComposer(config, sessionTime, store)
    this.resender = new Resender(config, { store, composer: this.#composer, admin: this.admin, batch })
    this.#schedule = config.schedule === undefined ? undefined : new SessionSchedule(config.schedule, sessionTime)
    this.#signer = parts.signer
    this.#rules = new InboundRules(this, parts)
  }

  get state(): number {
    return this.#state
  }

  get isLoggedOn(): boolean {
    return this.#state === LOGGED_ON
  }

  /** A gap is open: messages from the counterparty are missing and were asked for. */
  get hasGap(): boolean {
    return this.#rules.hasGap
  }

  get garbledCount(): number {
    return this.#rules.garbledCount
  }

  /** The schedule lets the session be open. */
  isInSession(nowNs: number): boolean {
    return this.#schedule?.isOpen(nowNs) ?? true
  }

  /** The connection is there. An initiator sends its Logon. */
  onConnected(nowNs: number): void {
    this.#renewIfDue(nowNs)
    this.#connectedNs = nowNs
    this.#lastReceivedNs = nowNs
    this.#lastSentNs = nowNs
    this.#testRequestCount = 0
    this.sentReset = false
    this.#rules.clear()
    this.#state = CONNECTED
    if (!this.isInitiator) return
    if (this.config.resetOnLogon) {
      this.store.reset(nowNs)
      this.sentReset = true
    }
    this.#state = LOGON_SENT
    this.setHeartBtInt(this.config.heartBtIntSeconds)
    this.sendLogon(nowNs, this.sentReset, this.store.nextIn)
  }

  /** The connection is gone, whoever closed it. */
  onDisconnected(nowNs: number, reason: string, isLogout = false): void {
    if (this.#state === DISCONNECTED) return
    const wasUp = this.#state >= LOGGED_ON
    this.#state = DISCONNECTED
    this.#rules.clear()
    this.resender.stop()
    if (this.config.resetOnDisconnect) this.store.reset(nowNs)
    if (wasUp) this.output.onState(SESSION_DOWN, reason, isLogout)
    else this.output.onLogonFailed(reason)
  }

  /** One message as framed: BodyLength and CheckSum hold. */
  onMessage(nowNs: number, bytes: Uint8Array, offset: number, length: number): void {
    if (this.#state !== DISCONNECTED) this.#rules.onMessage(nowNs, bytes, offset, length)
  }

  /** Bytes that are no message. Ignored once logged on, as FIX wants: the gap they leave is asked for. */
  onGarbled(nowNs: number): void {
    this.#rules.garbledCount++
    if (this.#state === CONNECTED || this.#state === LOGON_SENT) this.disconnect(nowNs, 'garbled message before logon')
  }

  /** Heartbeats and time-outs. @returns how many actions were taken. */
  onTimer(nowNs: number): number {
    if (this.#state === DISCONNECTED) return 0
    if (this.#state < LOGGED_ON) {
      if (nowNs - this.#connectedNs < ns(this.config.logonTimeoutSeconds)) return 0
      return this.disconnect(nowNs, 'no logon in time')
    }
    if (this.#state === LOGGED_ON && !this.isInSession(nowNs)) {
      this.logout(nowNs, 'end of session time')
      return 1
    }
    if (this.#state === LOGOUT_SENT && nowNs - this.#logoutNs >= ns(this.config.logoutTimeoutSeconds)) {
      return this.disconnect(nowNs, 'no answer to logout')
    }
    return this.#beat(nowNs) + this.#rules.repeatRequest(nowNs, this.#heartBtNs || REPEAT_REQUEST_NS)
  }

  /** Goes on with a long answer to a ResendRequest, where there is room. @returns how many actions were taken. */
  resendMore(nowNs: number): number {
    return this.resender.step(nowNs)
  }

  /**
   * Sends an application message. @param body begins with 35=, no header or trailer fields but those of the application
   * (97, 115 ...).
   * @returns its MsgSeqNum, or NOT_LOGGED_ON.
   */
  send(nowNs: number, body: Uint8Array, offset: number, length: number): number {
    return this.#state === LOGGED_ON ? this.#transmit(nowNs, body, offset, length) : NOT_LOGGED_ON
  }

  /** Sends a Logout and waits for the answer. @param text 58; '' for none. */
  logout(nowNs: number, text: string): void {
    if (this.#state !== LOGGED_ON) {
      if (this.#state !== DISCONNECTED && this.#state !== LOGOUT_SENT) this.disconnect(nowNs, 'logout before logon')
      return
    }
    this.admin.logout(text)
    this.sendAdmin(nowNs)
    this.#state = LOGOUT_SENT
    this.#logoutNs = nowNs
  }

  // What the inbound rules do to the session.

  setHeartBtInt(seconds: number): void {
    this.#heartBtNs = ns(seconds)
  }

  noteReceived(nowNs: number): void {
    this.#lastReceivedNs = nowNs
    this.#testRequestCount = 0
  }

  noteLoggedOn(nowNs: number): void {
    const wasUp = this.#state === LOGGED_ON
    this.#state = LOGGED_ON
    this.output.onLogon(nowNs)
    if (!wasUp) this.output.onState(SESSION_UP, 'logged on', false)
  }

  sendLogon(nowNs: number, isReset: boolean, nextIn: number): void {
    const seconds = this.#heartBtNs / ns(1)
    const proof = this.#state === LOGON_SENT ? this.#signer?.(this.#identity(nowNs)) : undefined
    this.admin.logon(seconds, isReset, this.config.nextExpectedMsgSeqNum ? nextIn : 0, proof)
    this.sendAdmin(nowNs)
  }

  /** Sends what the admin writer holds. */
  sendAdmin(nowNs: number): void {
    this.#transmit(nowNs, this.admin.bytes, 0, this.admin.length)
  }

  /** @returns 1, for counting. */
  disconnect(nowNs: number, reason: string, isLogout = false): number {
    this.output.disconnect(reason)
    this.onDisconnected(nowNs, reason, isLogout)
    return 1
  }

  /**
   * Stores and numbers a message for a peer that is away: he asks for it when he is back. @returns its MsgSeqNum; for a
   * peer that is here it is sent.
   */
  sendStored(nowNs: number, body: Uint8Array, offset: number, length: number): number {
    if (this.#state === LOGGED_ON) return this.#transmit(nowNs, body, offset, length)
    const { used } = this.#batch
    const seqNum = this.#transmit(nowNs, body, offset, length)
    this.#batch.used = used
    return seqNum
  }

  /** Numbers of an earlier window of the schedule are over. */
  #renewIfDue(nowNs: number): void {
    if (this.#schedule === undefined || !this.config.schedule?.resetAtStart || !this.isInSession(nowNs)) return
    if (this.store.epochBeganNs < this.#schedule.startNs(nowNs)) this.store.reset(nowNs)
  }

  #identity(nowNs: number): LogonIdentity {
    const { beginString, senderCompId, targetCompId } = this.config
    const sendingTime = this.#composer.stampText(nowNs)
    return { beginString, senderCompId, targetCompId, msgSeqNum: this.store.nextOut, sendingTime }
  }

  #transmit(nowNs: number, body: Uint8Array, offset: number, length: number): number {
    const seqNum = this.store.nextOut
    const batch = this.#batch
    const start = this.#composer.compose(batch, body, offset, length, seqNum, nowNs)
    this.store.appendOut(nowNs, seqNum, batch.bytes, start, batch.used - start)
    this.#lastSentNs = nowNs
    return seqNum
  }

  #beat(nowNs: number): number {
    const interval = this.#heartBtNs
    if (interval === 0) return 0
    const silence = nowNs - this.#lastReceivedNs
    if (silence >= TIMEOUT_AFTER * interval) return this.disconnect(nowNs, 'counterparty is silent')
    if (silence >= TEST_AFTER * interval * (this.#testRequestCount + 1)) {
      this.#testRequestCount++
      this.admin.testRequest(TEST_REQ_ID)
    } else if (this.#testRequestCount === 0 && nowNs - this.#lastSentNs >= interval) this.admin.heartbeat()
    else return 0
    this.sendAdmin(nowNs)
    return 1
  }
}
