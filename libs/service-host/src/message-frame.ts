/**
 * A view of one message in memory that somebody else owns (a term buffer, a socket buffer, a journal): valid only
 * during the call it is passed to. Copy what must outlive it. One frame object per source is reused for all its
 * messages.
 */
export class MessageFrame {
  /** Stream it came from: a bus stream of @reflex/schema, or an external stream (external-streams.ts). */
  streamId = 0
  /** Identifies the publisher's life on the stream: changes when the publisher restarts. */
  sessionId = 0
  bytes: Uint8Array = EMPTY
  /** Over the same memory as `bytes`, same offsets: SBE flyweights wrap it. */
  view: DataView = EMPTY_VIEW
  offset = 0
  length = 0
  /**
   * When the first byte was read from outside the firm, ns since the session epoch; only for external streams, else
   * NaN.
   */
  arrivalNs = Number.NaN

  set(streamId: number, sessionId: number, bytes: Uint8Array, view: DataView, offset: number, length: number): this {
    this.streamId = streamId
    this.sessionId = sessionId
    this.bytes = bytes
    this.view = view
    this.offset = offset
    this.length = length
    return this
  }
}

const EMPTY = new Uint8Array(0)
const EMPTY_VIEW = new DataView(EMPTY.buffer)
