import type { MessageFrame } from './message-frame.ts'

/** Receives messages during a poll. */
export interface FrameHandler {
  onFrame(frame: MessageFrame): void
}

/** Where messages come from: a bus subscription, a FIX session, a feed socket, a recording. */
export interface InputSource {
  readonly name: string
  /**
   * Delivers up to `limit` messages. Called once a turn, in the order of the agent's inputs. @returns how many were
   * delivered.
   */
  poll(nowNs: number, handler: FrameHandler, limit: number): number
  close(): void
}

/** Offers below this value were refused and must be tried again; the meanings are Aeron's. */
export const OFFER_ACCEPTED = 0

/** Where messages go: a bus publication, a FIX session, a feed socket. */
export interface OutputSink {
  readonly streamId: number
  /**
   * @param seqNum the sequence number of this publisher on this stream (FIX 34).
   * @param ingestNs the ingest time of the event that caused it, NaN when none: sinks to the outside measure
   * tick-to-trade with it.
   * @returns >= 0 accepted; negative: not now, the outbox keeps it and the agent polls nothing until it is accepted.
   */
  offer(bytes: Uint8Array, offset: number, length: number, seqNum: number, ingestNs: number): number
  /** The outbox is drained for this turn: sinks that gather what they accept (one write a turn) let it go now. */
  flush?(): void
  close(): void
}
