/** Where generated encoders write: the outbox of a service, or anything with the same three verbs. */

import type { SessionTime } from '@reflex/base'

/** Takes bodies: `35=D|11=...|`, as FIX sessions want them. */
export interface BodySink {
  /** The bytes that `claim` hands out parts of. */
  readonly bytes: Uint8Array
  readonly sessionTime: SessionTime
  /**
   * Room for one message. @returns the offset where the body may start; at least lengthMax bytes behind it and
   * HEADER_ROOM before it are free.
   */
  claim(streamId: number, lengthMax: number): number
  /** Ends the claim: the message is bytes[start, end). */
  commit(start: number, end: number): void
}

/** Takes complete messages of the bus. */
export interface MessageSink extends BodySink {
  /** SenderCompID(49): the name of the service, in ASCII. */
  readonly senderCompId: Uint8Array
  /** SendingTime(52): the time of this turn, ns since the session epoch. */
  readonly nowNs: number
  /** MsgSeqNum(34) of the next message committed on the stream, from 1. */
  nextSeqNum(streamId: number): number
}

/** Bytes that a sink keeps free in front of each body. */
export const HEADER_ROOM = 128
/**
 * Bytes behind a body for CheckSum and for what writers put down ahead, beyond what an encoder claims for its fields.
 */
export const TRAILER_ROOM = 32
