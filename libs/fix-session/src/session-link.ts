import type { FixFrame } from '@reflex/fix'
import { BACK_PRESSURED, MESSAGE_TOO_LONG, NOT_LOGGED_ON, SESSION_DOWN, THROTTLED } from './codes.ts'
import { DeliveryList } from './delivery-list.ts'
import { DisconnectGuard } from './disconnect-guard.ts'
import {
  bufferedBytesMaxOf,
  type FixEndpointOptions,
  type FixMessageHandler,
  messageLengthMaxOf,
} from './endpoint-options.ts'
import { FixSession, type SessionOutput } from './fix-session.ts'
import type { LogonSigner } from './logon-hooks.ts'
import { HEADER_ROOM } from './message-composer.ts'
import { OutBatch } from './out-batch.ts'
import { PacedOutput } from './paced-output.ts'
import { RateWindow } from './rate-window.ts'
import { RECEIVED_GARBLED, RECEIVED_NOTHING, type Receiver } from './receiver.ts'
import { type FixSessionConfig, ns, sessionName } from './session-config.ts'
import { SessionStore } from './session-store.ts'

/** Bytes waiting for the socket above which the next part of a resend waits too. */
const RESEND_BUFFERED_MAX = 256 * 1024
/**
 * Messages of a poll after which what was stored and said is written: the peer works on it while we go on. Measured
 * with 64 orders open between two processes: 270,000 orders/s with 16, 141,000 with 64, 125,000 with 8.
 */
const MESSAGES_PER_WRITE = 16
const BATCH_BYTES = 64 * 1024

/**
 * One session with its store and, while there is one, its connection. Order of a turn: process, flush the store,
 * deliver, send.
 */
export class SessionLink implements SessionOutput {
  readonly index: number
  readonly config: FixSessionConfig
  readonly store: SessionStore
  readonly session: FixSession
  readonly #options: FixEndpointOptions
  readonly #bodyLengthMax: number
  readonly #bufferedBytesMax: number
  readonly #batch = new OutBatch(BATCH_BYTES)
  readonly #deliveries = new DeliveryList()
  readonly #frame: FixFrame
  readonly #guard: DisconnectGuard
  /** Messages taken and sent in the last second; without a limit where the other party of the pair counts. */
  readonly #inRate: RateWindow
  readonly #outRate: RateWindow
  /** Paces the socket; null: all goes at once. */
  readonly #paced: PacedOutput | null
  #receiver: Receiver | null = null
  /** Since when the socket has not taken all. */
  #slowSinceNs = Number.NaN
  #startNs = Number.NaN
  #nowNs = Number.NEGATIVE_INFINITY
  #isPolling = false

  constructor(
    index: number,
    config: FixSessionConfig,
    isInitiator: boolean,
    frame: FixFrame,
    options: FixEndpointOptions,
    signer?: LogonSigner,
  ) {
    this.index = index
    this.config = config
    this.#options = options
    this.#bodyLengthMax = messageLengthMaxOf(options) - HEADER_ROOM
    this.#bufferedBytesMax = bufferedBytesMaxOf(options)
    this.#frame = frame
    this.#guard = new DisconnectGuard(config)
    this.#inRate = new RateWindow(config.inboundThrottle === 'queue' ? config.inboundMessagesPerSecondMax : 0)
    this.#outRate = new RateWindow(config.outboundMessagesPerSecondMax)
    const isPaced = config.outboundThrottle === 'queue' && this.#outRate.isLimited
    this.#paced = isPaced ? new PacedOutput(this.#outRate, 2 * messageLengthMaxOf(options)) : null
    this.store = new SessionStore({
      storage: options.storage,
      dir: options.dir,
      name: sessionName(config),
      sessionEpochMs: options.sessionTime.sessionEpochMs,
      syncIntervalNs: options.syncIntervalNs,
      bytesMax: options.storeBytesMax,
    })
    this.session = new FixSession({
      config,
      isInitiator,
      sessionTime: options.sessionTime,
      store: this.store,
      frame,
      batch: this.#batch,
      output: this,
      validator: options.validatorOf?.(config),
      authenticator: options.authenticator,
      signer,
    })
  }

  /** A connection is bound, open or not. */
  get isBound(): boolean {
    return this.#receiver !== null
  }

  /** Bytes the socket has not taken yet. */
  get bufferedBytes(): number {
    return this.#receiver?.connection?.bufferedBytes ?? 0
  }

  /** Gives the session an open connection, which may have bytes already. */
  bind(receiver: Receiver, nowNs: number): void {
    this.#nowNs = nowNs
    this.#receiver = receiver
    this.#batch.used = 0
    this.#slowSinceNs = Number.NaN
    this.session.onConnected(nowNs)
    this.#flushOutside()
  }

  /** Processes what came, up to `limit` messages, and delivers. @returns messages processed. */
  poll(nowNs: number, handler: FixMessageHandler, limit: number): number {
    let count = 0
    let wanted = 0
    let done = 0
    do {
      wanted = Math.min(limit - count, MESSAGES_PER_WRITE)
      done = this.#pollPart(nowNs, handler, wanted)
      count += done
    } while (done === wanted && count < limit)
    return count
  }

  #pollPart(nowNs: number, handler: FixMessageHandler, limit: number): number {
    const receiver = this.#receiver
    if (receiver === null) return 0
    this.#isPolling = true
    this.#nowNs = nowNs
    receiver.pin(true)
    let count = 0
    while (count < limit && this.#receiver === receiver && this.#inRate.hasRoom(nowNs)) {
      const code = receiver.next()
      if (code === RECEIVED_NOTHING) break
      count++
      this.#inRate.note(nowNs)
      if (code === RECEIVED_GARBLED) this.session.onGarbled(nowNs)
      else this.session.onMessage(nowNs, receiver.bytes, receiver.messageOffset, receiver.messageLength)
    }
    // What came before the end of the connection is processed before the end is told.
    const isRead = count < limit && this.#inRate.hasRoom(nowNs)
    if (this.#receiver === receiver && isRead && receiver.closedReason !== null) {
      this.#receiver = null
      this.session.onDisconnected(nowNs, receiver.closedReason)
    }
    if (this.#deliveries.count > 0) {
      this.store.flush()
      this.#deliveries.drain(this.index, handler, this.#options.listener)
    }
    receiver.pin(false)
    this.#isPolling = false
    this.flush()
    return count
  }

  onTimer(nowNs: number): number {
    if (Number.isNaN(this.#startNs)) this.#onStart(nowNs)
    this.#nowNs = nowNs
    let count = this.session.onTimer(nowNs)
    if (this.bufferedBytes + this.#batch.used < RESEND_BUFFERED_MAX) count += this.session.resendMore(nowNs)
    if (this.#receiver !== null) count += this.#dropSlow(this.#receiver, nowNs)
    if (count > 0 || (this.#paced !== null && this.#batch.used > 0)) this.#flushOutside()
    this.store.syncIfDue(nowNs)
    if (this.#guard.isDue(nowNs)) this.#options.listener.onCancelOnDisconnect?.(this.index)
    return count
  }

  /** @returns MsgSeqNum, or NOT_LOGGED_ON, BACK_PRESSURED, MESSAGE_TOO_LONG, THROTTLED. */
  send(nowNs: number, body: Uint8Array, offset: number, length: number): number {
    if (!this.session.isLoggedOn) return NOT_LOGGED_ON
    if (length > this.#bodyLengthMax) return MESSAGE_TOO_LONG
    if (this.bufferedBytes + this.#batch.used > this.#bufferedBytesMax) return BACK_PRESSURED
    if (this.#paced === null && !this.#outRate.tryTake(nowNs)) return THROTTLED
    this.#nowNs = nowNs
    const seqNum = this.session.send(nowNs, body, offset, length)
    if (this.#options.batchSends !== true) this.#flushOutside()
    return seqNum
  }

  /** Stores and numbers a message whether or not the peer is here; see FixSession.sendStored. */
  sendStored(nowNs: number, body: Uint8Array, offset: number, length: number): void {
    this.#nowNs = nowNs
    this.session.sendStored(nowNs, body, offset, length)
    if (this.#options.batchSends !== true) this.#flushOutside()
  }

  logout(nowNs: number, text: string): void {
    this.#nowNs = nowNs
    this.session.logout(nowNs, text)
    this.#flushOutside()
  }

  /** Journal first, then the socket: one write each. */
  flush(): void {
    this.store.flush()
    const batch = this.#batch
    if (batch.used === 0) return
    const length = this.#paced === null ? batch.used : this.#paced.take(batch, this.#nowNs)
    this.#receiver?.connection?.send(batch.bytes, 0, length)
    if (length === batch.used || this.#receiver === null) batch.used = 0
    else batch.drop(length)
  }

  /** Drops the connection without a Logout and closes the store. */
  close(): void {
    this.flush()
    this.#receiver?.connection?.close()
    this.#receiver = null
    this.store.close()
  }

  // SessionOutput.

  deliver(bytes: Uint8Array, offset: number, length: number, seqNum: number): void {
    this.#deliveries.add(bytes, offset, length, seqNum, this.#receiver?.arrivalNs ?? 0)
  }

  disconnect(_reason: string): void {
    this.flush()
    const receiver = this.#receiver
    this.#receiver = null
    receiver?.connection?.close()
  }

  onLogon(): void {
    this.#guard.onLogon(this.#frame)
  }

  onLogonFailed(reason: string): void {
    this.#options.listener.onLogonFailed?.(this.index, reason)
  }

  onState(state: number, reason: string, isLogout: boolean): void {
    if (state === SESSION_DOWN) this.#guard.onDown(this.#nowNs, isLogout)
    if (this.#isPolling) this.#deliveries.addState(state, reason)
    else this.#options.listener.onSessionState(this.index, state, reason)
  }

  /** A peer that was here in an earlier life of ours counts as lost. */
  #onStart(nowNs: number): void {
    this.#startNs = nowNs
    if (this.store.nextIn > 1 && !this.session.isLoggedOn) this.#guard.onDown(nowNs, false)
  }

  /** @returns 1 when the peer was cut off: it reads slower than we send. */
  #dropSlow(receiver: Receiver, nowNs: number): number {
    const limitNs = ns(this.config.slowConsumerSeconds)
    if (this.bufferedBytes === 0) this.#slowSinceNs = Number.NaN
    else if (Number.isNaN(this.#slowSinceNs)) this.#slowSinceNs = nowNs
    if (limitNs === 0 || !(nowNs - this.#slowSinceNs >= limitNs)) return 0
    this.#receiver = null
    receiver.connection?.close()
    this.session.onDisconnected(nowNs, 'slow consumer')
    return 1
  }

  /** Within a poll everything goes out together at its end. */
  #flushOutside(): void {
    if (!this.#isPolling) this.flush()
  }
}
