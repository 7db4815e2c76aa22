import type { NanoClock, SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import type { Storage } from '@reflex/journal'
import { BACK_PRESSURED, MESSAGE_TOO_LONG, type MessageValidator, NOT_LOGGED_ON } from './codes.ts'
import { DeliveryList } from './delivery-list.ts'
import { FixSession, type SessionOutput } from './fix-session.ts'
import { HEADER_ROOM } from './message-composer.ts'
import { OutBatch } from './out-batch.ts'
import { RECEIVED_GARBLED, RECEIVED_NOTHING, type Receiver } from './receiver.ts'
import { type FixSessionConfig, sessionName } from './session-config.ts'
import { SessionStore } from './session-store.ts'
import type { StreamTransport } from './stream-transport.ts'

export interface FixMessageHandler {
  /**
   * One inbound message, in sequence, each one once (a message of an earlier life of this process is not delivered
   * again: see SessionStore.readInbound). It is in the store.
   * @param bytes the whole message, valid only during the call.
   * @param arrivalNs when its last byte came, ns since the session epoch.
   */
  onMessage(
    sessionIndex: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    seqNum: number,
    arrivalNs: number,
  ): void
}

export interface SessionStateListener {
  /** @param state SESSION_UP or SESSION_DOWN. @param reason for logs and screens. */
  onSessionState(sessionIndex: number, state: number, reason: string): void
}

/** What sessions of one process share. */
export interface FixEndpointOptions {
  readonly transport: StreamTransport
  readonly storage: Storage
  /** Folder of the session journals. Its lock is the owner's business. */
  readonly dir: string
  readonly sessionTime: SessionTime
  /** Stamps the arrival of bytes; nothing else. */
  readonly clock: NanoClock
  readonly listener: SessionStateListener
  /**
   * What `send` takes outside a poll waits for `flush`: one write to the journal and one to the socket for all sends of a
   * turn. Default: each send is written at once.
   */
  readonly batchSends?: boolean
  /** Bytes or a connection came: schedule a turn. */
  readonly onArrival?: () => void
  /** Dictionary validation for a session; undefined for none. */
  readonly validatorOf?: (config: FixSessionConfig) => MessageValidator | undefined
  /** Default 64 KiB. */
  readonly messageLengthMax?: number
  /** Bytes that wait for the socket, above which `send` refuses. Default 1 MiB. */
  readonly bufferedBytesMax?: number
  /** Length of one session's journal beyond which its oldest segments go. Default: all is kept. */
  readonly storeBytesMax?: number
  /** Durability of the stores against the death of the machine, see JournalOptions. */
  readonly syncIntervalNs?: number
}

const MESSAGE_LENGTH_MAX = 64 * 1024
const BUFFERED_BYTES_MAX = 1024 * 1024
/** Bytes waiting for the socket above which the next part of a resend waits too. */
const RESEND_BUFFERED_MAX = 256 * 1024
const BATCH_BYTES = 64 * 1024

export function messageLengthMaxOf(options: FixEndpointOptions): number {
  return options.messageLengthMax ?? MESSAGE_LENGTH_MAX
}

/** Room for the longest message of a session. */
export function makeFrame(options: FixEndpointOptions): FixFrame {
  return new FixFrame(options.sessionTime, 2048)
}

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
  #receiver: Receiver | null = null
  #isPolling = false

  constructor(
    index: number,
    config: FixSessionConfig,
    isInitiator: boolean,
    frame: FixFrame,
    options: FixEndpointOptions,
  ) {
    this.index = index
    this.config = config
    this.#options = options
    this.#bodyLengthMax = messageLengthMaxOf(options) - HEADER_ROOM
    this.#bufferedBytesMax = options.bufferedBytesMax ?? BUFFERED_BYTES_MAX
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
    this.#receiver = receiver
    this.session.onConnected(nowNs)
    this.#flushOutside()
  }

  /** Processes what came, up to `limit` messages, and delivers. @returns messages processed. */
  poll(nowNs: number, handler: FixMessageHandler, limit: number): number {
    const receiver = this.#receiver
    if (receiver === null) return 0
    this.#isPolling = true
    receiver.pin(true)
    let count = 0
    while (count < limit && this.#receiver === receiver) {
      const code = receiver.next()
      if (code === RECEIVED_NOTHING) break
      count++
      if (code === RECEIVED_GARBLED) this.session.onGarbled(nowNs)
      else this.session.onMessage(nowNs, receiver.bytes, receiver.messageOffset, receiver.messageLength)
    }
    // What came before the end of the connection is processed before the end is told.
    if (this.#receiver === receiver && count < limit && receiver.closedReason !== null) {
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
    let count = this.session.onTimer(nowNs)
    if (this.bufferedBytes < RESEND_BUFFERED_MAX) count += this.session.resendMore(nowNs)
    if (count > 0) this.#flushOutside()
    this.store.syncIfDue(nowNs)
    return count
  }

  /** @returns MsgSeqNum, or NOT_LOGGED_ON, BACK_PRESSURED, MESSAGE_TOO_LONG. */
  send(nowNs: number, body: Uint8Array, offset: number, length: number): number {
    if (!this.session.isLoggedOn) return NOT_LOGGED_ON
    if (length > this.#bodyLengthMax) return MESSAGE_TOO_LONG
    if (this.bufferedBytes + this.#batch.used > this.#bufferedBytesMax) return BACK_PRESSURED
    const seqNum = this.session.send(nowNs, body, offset, length)
    if (this.#options.batchSends !== true) this.#flushOutside()
    return seqNum
  }

  logout(nowNs: number, text: string): void {
    this.session.logout(nowNs, text)
    this.#flushOutside()
  }

  /** Journal first, then the socket: one write each. */
  flush(): void {
    this.store.flush()
    const batch = this.#batch
    if (batch.used === 0) return
    this.#receiver?.connection?.send(batch.bytes, 0, batch.used)
    batch.used = 0
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

  onState(state: number, reason: string): void {
    if (this.#isPolling) this.#deliveries.addState(state, reason)
    else this.#options.listener.onSessionState(this.index, state, reason)
  }

  /** Within a poll everything goes out together at its end. */
  #flushOutside(): void {
    if (!this.#isPolling) this.flush()
  }
}
