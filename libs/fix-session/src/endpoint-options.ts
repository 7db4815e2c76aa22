import type { NanoClock, SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import type { Storage } from '@reflex/journal'
import type { MessageValidator } from './codes.ts'
import type { LogonAuthenticator } from './logon-hooks.ts'
import type { FixSessionConfig } from './session-config.ts'
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
  /** A connection ended before it was logged on. @param reason what was wrong with it. */
  onLogonFailed?(sessionIndex: number, reason: string): void
  /**
   * The peer is gone, the grace of `cancelOnDisconnect` is over: cancel his open orders. Also told after our own start,
   * for a peer that was here in an earlier life and does not come back.
   */
  onCancelOnDisconnect?(sessionIndex: number): void
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
   * What `send` takes outside a poll waits for `flush`: one write to the journal and one to the socket for all sends of
   * a turn. Default: each send is written at once.
   */
  readonly batchSends?: boolean
  /** Bytes or a connection came: schedule a turn. */
  readonly onArrival?: () => void
  /** Dictionary validation for a session; undefined for none. */
  readonly validatorOf?: (config: FixSessionConfig) => MessageValidator | undefined
  /** Asked about the Logon of a peer that opens one of our sessions. */
  readonly authenticator?: LogonAuthenticator
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

export function messageLengthMaxOf(options: FixEndpointOptions): number {
  return options.messageLengthMax ?? MESSAGE_LENGTH_MAX
}

/** Room for the longest message of a session. */
export function makeFrame(options: FixEndpointOptions): FixFrame {
  return new FixFrame(options.sessionTime, 2048)
}

/** Bytes that may wait for the socket. */
export function bufferedBytesMaxOf(options: FixEndpointOptions): number {
  return options.bufferedBytesMax ?? BUFFERED_BYTES_MAX
}
