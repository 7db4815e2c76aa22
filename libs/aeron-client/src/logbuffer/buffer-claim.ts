import { AtomicBuffer } from '../memory/atomic-buffer.ts'
import {
  FLAGS_OFFSET,
  FRAME_LENGTH_OFFSET,
  HEADER_LENGTH,
  PADDING_FRAME_WORD,
  RESERVED_VALUE_OFFSET,
  VERSION_FLAGS_TYPE_OFFSET,
} from './frame-descriptor.ts'

const UNCLAIMED = new AtomicBuffer(new ArrayBuffer(0))

/**
 * Room in the log for one message, taken with tryClaim: write the payload at `bytes[offset .. offset + length)` and
 * then `commit()` or `abort()`. Readers wait at an open claim, so finish it within the same call. Make one and use it
 * for every claim.
 */
export class BufferClaim {
  #buffer = UNCLAIMED
  #frameOffset = 0
  /** Payload length in bytes. */
  length = 0

  /** The term; the payload starts at `offset`. */
  get bytes(): Uint8Array {
    return this.#buffer.bytes
  }

  /** Over the same memory as `bytes`. */
  get view(): DataView {
    return this.#buffer.view
  }

  get offset(): number {
    return this.#frameOffset + HEADER_LENGTH
  }

  /** For publications. */
  wrap(buffer: AtomicBuffer, frameOffset: number, length: number): void {
    this.#buffer = buffer
    this.#frameOffset = frameOffset
    this.length = length
  }

  /** @param value an i64 the subscriber reads from the header; as a number, exact to 2^53. */
  set reservedValue(value: number) {
    this.#buffer.putLong(this.#frameOffset + RESERVED_VALUE_OFFSET, value)
  }

  set flags(value: number) {
    this.#buffer.bytes[this.#frameOffset + FLAGS_OFFSET] = value
  }

  /** Publishes the message. */
  commit(): void {
    this.#buffer.putIntOrdered(this.#frameOffset + FRAME_LENGTH_OFFSET, this.length + HEADER_LENGTH)
  }

  /** Gives the room back as padding: readers skip it. */
  abort(): void {
    this.#buffer.putInt(this.#frameOffset + VERSION_FLAGS_TYPE_OFFSET, PADDING_FRAME_WORD)
    this.commit()
  }
}
