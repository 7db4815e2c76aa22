import type { Image } from '../image.ts'
import { AtomicBuffer, align } from '../memory/atomic-buffer.ts'
import {
  FLAGS_OFFSET,
  FRAME_ALIGNMENT,
  FRAME_LENGTH_OFFSET,
  HEADER_LENGTH,
  RESERVED_VALUE_OFFSET,
  SESSION_ID_OFFSET,
  STREAM_ID_OFFSET,
  TERM_ID_OFFSET,
  TERM_OFFSET,
  TYPE_OFFSET,
} from './frame-descriptor.ts'

/**
 * What is known of a fragment besides its payload. One object per image, valid only during the handler's call: copy
 * what must outlive it. For a message put together by a FragmentAssembler the header is that of its last fragment, with
 * the flags and length of the whole.
 */
export class Header {
  /** The image the fragment came from. */
  readonly image: Image
  readonly initialTermId: number
  readonly termLength: number
  /** Over the same memory as the `bytes` given to the handler: the same offset is valid in both. */
  view: DataView
  /** Memory with the frame header, and where in it the frame starts. */
  buffer: AtomicBuffer
  offset = 0

  constructor(image: Image, initialTermId: number, termLength: number, buffer: AtomicBuffer) {
    this.image = image
    this.initialTermId = initialTermId
    this.termLength = termLength
    this.buffer = buffer
    this.view = buffer.view
  }

  /** In bytes, the 32 of the frame header included. */
  get frameLength(): number {
    return this.buffer.ints[(this.offset + FRAME_LENGTH_OFFSET) >> 2]!
  }

  /** BEGIN_FRAG_FLAG | END_FRAG_FLAG | EOS_FLAG as in the frame. */
  get flags(): number {
    return this.buffer.bytes[this.offset + FLAGS_OFFSET]!
  }

  get type(): number {
    return this.buffer.view.getInt16(this.offset + TYPE_OFFSET, true)
  }

  /** Where in its term the frame starts, in bytes. */
  get termOffset(): number {
    return this.buffer.ints[(this.offset + TERM_OFFSET) >> 2]!
  }

  get sessionId(): number {
    return this.buffer.ints[(this.offset + SESSION_ID_OFFSET) >> 2]!
  }

  get streamId(): number {
    return this.buffer.ints[(this.offset + STREAM_ID_OFFSET) >> 2]!
  }

  get termId(): number {
    return this.buffer.ints[(this.offset + TERM_ID_OFFSET) >> 2]!
  }

  /** The i64 the publisher attached, as a number (exact to 2^53). */
  get reservedValue(): number {
    return this.buffer.getLong(this.offset + RESERVED_VALUE_OFFSET)
  }

  /** Stream position after this fragment, in bytes. */
  get position(): number {
    const termCount = (this.termId - this.initialTermId) | 0
    return termCount * this.termLength + this.termOffset + align(this.frameLength, FRAME_ALIGNMENT)
  }
}

/** The header of an assembled message: a copy of the last fragment's header, flags and length put right. */
export class AssembledHeader extends Header {
  #position = 0

  constructor(header: Header) {
    super(header.image, header.initialTermId, header.termLength, AtomicBuffer.allocate(HEADER_LENGTH))
  }

  override get position(): number {
    return this.#position
  }

  reset(last: Header, flags: number, termOffset: number, messageLength: number, view: DataView): void {
    const from = last.offset >> 2
    for (let i = 0; i < HEADER_LENGTH / 4; i++) this.buffer.ints[i] = last.buffer.ints[from + i]!
    this.buffer.ints[FRAME_LENGTH_OFFSET >> 2] = messageLength + HEADER_LENGTH
    this.buffer.ints[TERM_OFFSET >> 2] = termOffset
    this.buffer.bytes[FLAGS_OFFSET] = flags
    this.#position = last.position
    this.view = view
  }
}
