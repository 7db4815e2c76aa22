import {
  type AtomicBuffer,
  FRAME_ALIGNMENT,
  HEADER_LENGTH,
  PADDING_FRAME_TYPE,
  TERM_OFFSET,
} from '@aeron/client/internal'
import { FRAME_TYPE, FRAME_WORD_OFFSET, typeOf, versionOf } from '../media/protocol.ts'

const INVALID = -1

/**
 * Checks the frames of a datagram against each other and against their term: they must follow each other without a gap
 * and end where the datagram ends; only a last padding frame may claim more than its header. @returns the bytes they
 * take in the stream, or -1.
 */
export function walkPacket(buffer: AtomicBuffer, length: number, termOffset: number, termLength: number): number {
  let at = 0
  while (at < length) {
    if (length - at < HEADER_LENGTH) return INVALID
    const frameLength = buffer.getInt(at)
    const word = buffer.getInt(at + FRAME_WORD_OFFSET)
    const type = typeOf(word)
    if (frameLength < HEADER_LENGTH || frameLength > termLength || versionOf(word) !== 0) return INVALID
    if (type !== FRAME_TYPE.DATA && type !== PADDING_FRAME_TYPE) return INVALID
    if (buffer.getInt(at + TERM_OFFSET) !== termOffset + at) return INVALID
    const aligned = (frameLength + FRAME_ALIGNMENT - 1) & ~(FRAME_ALIGNMENT - 1)
    if (termOffset + at + aligned > termLength) return INVALID
    if (type === PADDING_FRAME_TYPE) return at + HEADER_LENGTH === length ? at + aligned : INVALID
    at += aligned
  }
  return at === length ? at : INVALID
}
