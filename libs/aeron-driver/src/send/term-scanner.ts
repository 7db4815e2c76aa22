import { type AtomicBuffer, FRAME_ALIGNMENT, HEADER_LENGTH, PADDING_FRAME_TYPE } from '@aeron/client/internal'

/** Finds whole frames in a term that fit one datagram. */
export class TermScanner {
  /** Bytes that follow the last frame on the wire in the stream: the rest of a padding frame, of which 32 are sent. */
  padding = 0

  /**
   * @param limit most bytes of a datagram. @returns bytes of whole frames; 0 when there is nothing, negative when the
   * first frame alone is longer than the limit.
   */
  scan(term: AtomicBuffer, offset: number, limit: number): number {
    const ints = term.ints
    const end = Math.min(offset + limit, term.length)
    this.padding = 0
    let next = offset
    while (next < end) {
      const frameLength = Atomics.load(ints, next >> 2)
      if (frameLength <= 0) break
      const aligned = (frameLength + FRAME_ALIGNMENT - 1) & ~(FRAME_ALIGNMENT - 1)
      const isPadding = ints[(next + 4) >> 2]! >> 16 === PADDING_FRAME_TYPE
      const onWire = isPadding ? HEADER_LENGTH : aligned
      if (next + onWire > end) return next === offset ? -onWire : next - offset
      next += onWire
      if (isPadding) {
        this.padding = aligned - HEADER_LENGTH
        break
      }
    }
    return next - offset
  }
}
