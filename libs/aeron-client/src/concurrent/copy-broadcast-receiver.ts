import { ConductorServiceTimeoutException } from '../aeron-errors.ts'
import { AtomicBuffer, align } from '../memory/atomic-buffer.ts'
import {
  BROADCAST_TRAILER_LENGTH,
  LATEST_COUNTER_OFFSET,
  TAIL_COUNTER_OFFSET,
  TAIL_INTENT_COUNTER_OFFSET,
} from './broadcast-buffer-descriptor.ts'
import {
  type MessageHandler,
  PADDING_MSG_TYPE_ID,
  RECORD_ALIGNMENT,
  RECORD_HEADER_LENGTH,
  RECORD_TYPE_OFFSET,
} from './ring-buffer-descriptor.ts'

/**
 * A client's side of the to-clients buffer. Each event is copied out before it is handled, then checked again: the
 * writer does not wait.
 */
export class CopyBroadcastReceiver {
  readonly #buffer: AtomicBuffer
  readonly #capacity: number
  #scratch = AtomicBuffer.allocate(8192)
  #cursor: number

  /** Starts at the newest event, which happened before this receiver was born and is for somebody else. */
  constructor(buffer: AtomicBuffer) {
    this.#buffer = buffer
    this.#capacity = buffer.length - BROADCAST_TRAILER_LENGTH
    this.#cursor = buffer.getLongVolatile(this.#capacity + LATEST_COUNTER_OFFSET)
  }

  /**
   * Handles the next event, if any. @returns 1 or 0.
   * @throws ConductorServiceTimeoutException when the writer has overtaken this reader, so that events are lost: the
   * client cannot go on.
   */
  receive(handler: MessageHandler): number {
    const buffer = this.#buffer
    const tail = buffer.getLongVolatile(this.#capacity + TAIL_COUNTER_OFFSET)
    if (tail <= this.#cursor) return 0
    this.#validate()
    let index = this.#cursor % this.#capacity
    if (buffer.getInt(index + RECORD_TYPE_OFFSET) === PADDING_MSG_TYPE_ID) {
      this.#cursor += align(buffer.getInt(index), RECORD_ALIGNMENT)
      index = 0
    }
    const recordLength = buffer.getInt(index)
    const msgTypeId = buffer.getInt(index + RECORD_TYPE_OFFSET)
    const length = recordLength - RECORD_HEADER_LENGTH
    this.#validate()
    if (length > this.#scratch.length) this.#scratch = AtomicBuffer.allocate(length)
    const start = index + RECORD_HEADER_LENGTH
    this.#scratch.bytes.set(buffer.bytes.subarray(start, start + length))
    this.#validate()
    this.#cursor += align(recordLength, RECORD_ALIGNMENT)
    handler(msgTypeId, this.#scratch, 0, length)
    return 1
  }

  #validate(): void {
    const intent = this.#buffer.getLongVolatile(this.#capacity + TAIL_INTENT_COUNTER_OFFSET)
    if (this.#cursor + this.#capacity > intent) return
    throw new ConductorServiceTimeoutException(
      'unable to keep up with events from the driver: the conductor was not run often enough',
    )
  }
}
