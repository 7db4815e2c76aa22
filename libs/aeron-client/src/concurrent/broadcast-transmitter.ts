import { assert } from '@reflex/base'
import { type AtomicBuffer, align, isPowerOfTwo } from '../memory/atomic-buffer.ts'
import {
  BROADCAST_TRAILER_LENGTH,
  LATEST_COUNTER_OFFSET,
  TAIL_COUNTER_OFFSET,
  TAIL_INTENT_COUNTER_OFFSET,
} from './broadcast-buffer-descriptor.ts'
import {
  PADDING_MSG_TYPE_ID,
  RECORD_ALIGNMENT,
  RECORD_HEADER_LENGTH,
  RECORD_TYPE_OFFSET,
} from './ring-buffer-descriptor.ts'

/** The driver's side of the to-clients buffer: never waits for a reader. */
export class BroadcastTransmitter {
  readonly buffer: AtomicBuffer
  readonly capacity: number
  readonly maxMsgLength: number

  constructor(buffer: AtomicBuffer) {
    this.buffer = buffer
    this.capacity = buffer.length - BROADCAST_TRAILER_LENGTH
    this.maxMsgLength = this.capacity / 8
    assert(isPowerOfTwo(this.capacity), 'broadcast capacity must be a power of two')
  }

  transmit(msgTypeId: number, source: Uint8Array, length: number): void {
    assert(
      msgTypeId > 0 && length <= this.maxMsgLength,
      'message type must be positive and the message no longer than an eighth of the buffer',
    )
    const buffer = this.buffer
    const trailer = this.capacity
    const recordLength = length + RECORD_HEADER_LENGTH
    const required = align(recordLength, RECORD_ALIGNMENT)
    let tail = buffer.getLong(trailer + TAIL_COUNTER_OFFSET)
    let index = tail % this.capacity
    const toEnd = this.capacity - index
    if (toEnd < required) {
      buffer.putLongOrdered(trailer + TAIL_INTENT_COUNTER_OFFSET, tail + toEnd + required)
      buffer.putIntOrdered(index, toEnd)
      buffer.putIntOrdered(index + RECORD_TYPE_OFFSET, PADDING_MSG_TYPE_ID)
      tail += toEnd
      index = 0
    } else {
      buffer.putLongOrdered(trailer + TAIL_INTENT_COUNTER_OFFSET, tail + required)
    }
    buffer.putIntOrdered(index, recordLength)
    buffer.putInt(index + RECORD_TYPE_OFFSET, msgTypeId)
    buffer.putBytes(index + RECORD_HEADER_LENGTH, source, 0, length)
    buffer.putLongOrdered(trailer + LATEST_COUNTER_OFFSET, tail)
    buffer.putLongOrdered(trailer + TAIL_COUNTER_OFFSET, tail + required)
  }
}
