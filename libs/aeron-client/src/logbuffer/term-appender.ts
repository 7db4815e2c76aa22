import { type AtomicBuffer, align } from '../memory/atomic-buffer.ts'
import {
  BEGIN_FRAG_FLAG,
  dataFrameWord,
  END_FRAG_FLAG,
  FRAME_ALIGNMENT,
  HEADER_LENGTH,
  PADDING_FRAME_WORD,
  UNFRAGMENTED,
} from './frame-descriptor.ts'
import { SourceCopier } from './source-copier.ts'

const UNFRAGMENTED_WORD = dataFrameWord(UNFRAGMENTED)
const HIGH_WORD = 4_294_967_296

/**
 * Writes frames into claimed room of a term. A frame is published by storing its positive length last; until then
 * readers see a negative length, or zero, and wait.
 */
export class TermAppender {
  readonly #sessionId: number
  readonly #streamId: number
  readonly #maxPayloadLength: number
  readonly #sources = new SourceCopier()

  constructor(sessionId: number, streamId: number, maxPayloadLength: number) {
    this.#sessionId = sessionId
    this.#streamId = streamId
    this.#maxPayloadLength = maxPayloadLength
  }

  /** The frame is left open: payload and length are the caller's to finish. */
  claim(term: AtomicBuffer, termId: number, termOffset: number, length: number): void {
    this.#writeHeader(term.ints, termId, termOffset, length + HEADER_LENGTH, UNFRAGMENTED_WORD)
  }

  appendUnfragmented(
    term: AtomicBuffer,
    termId: number,
    termOffset: number,
    source: Uint8Array,
    offset: number,
    length: number,
    reservedValue: number,
  ): void {
    const frameLength = length + HEADER_LENGTH
    this.#writeHeader(term.ints, termId, termOffset, frameLength, UNFRAGMENTED_WORD)
    this.#sources.copy(term, termOffset + HEADER_LENGTH, source, offset, length)
    if (reservedValue !== 0) putReservedValue(term.ints, termOffset, reservedValue)
    term.ints[termOffset >> 2] = frameLength
  }

  appendFragmented(
    term: AtomicBuffer,
    termId: number,
    termOffset: number,
    source: Uint8Array,
    offset: number,
    length: number,
    reservedValue: number,
  ): void {
    let remaining = length
    let frameOffset = termOffset
    let flags = BEGIN_FRAG_FLAG
    while (remaining > 0) {
      const payload = Math.min(remaining, this.#maxPayloadLength)
      if (remaining === payload) flags |= END_FRAG_FLAG
      this.#writeHeader(term.ints, termId, frameOffset, payload + HEADER_LENGTH, dataFrameWord(flags))
      this.#sources.copy(term, frameOffset + HEADER_LENGTH, source, offset + length - remaining, payload)
      if (reservedValue !== 0) putReservedValue(term.ints, frameOffset, reservedValue)
      term.ints[frameOffset >> 2] = payload + HEADER_LENGTH
      frameOffset += align(payload + HEADER_LENGTH, FRAME_ALIGNMENT)
      remaining -= payload
      flags = 0
    }
  }

  /** Fills up to the end of the term. @param length of the padding with its header. */
  appendPadding(term: AtomicBuffer, termId: number, termOffset: number, length: number): void {
    this.#writeHeader(term.ints, termId, termOffset, length, PADDING_FRAME_WORD)
    Atomics.store(term.ints, termOffset >> 2, length)
  }

  #writeHeader(ints: Int32Array, termId: number, termOffset: number, frameLength: number, word: number): void {
    const index = termOffset >> 2
    ints[index] = -frameLength
    ints[index + 1] = word
    ints[index + 2] = termOffset
    ints[index + 3] = this.#sessionId
    ints[index + 4] = this.#streamId
    ints[index + 5] = termId
    ints[index + 6] = 0
    ints[index + 7] = 0
  }
}

function putReservedValue(ints: Int32Array, frameOffset: number, value: number): void {
  ints[(frameOffset >> 2) + 6] = value | 0
  ints[(frameOffset >> 2) + 7] = Math.floor(value / HIGH_WORD)
}
