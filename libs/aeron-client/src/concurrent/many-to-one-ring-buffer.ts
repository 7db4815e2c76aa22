import { assert } from '@reflex/base'
import { type AtomicBuffer, align, isPowerOfTwo } from '../memory/atomic-buffer.ts'
import {
  CONSUMER_HEARTBEAT_OFFSET,
  CORRELATION_COUNTER_OFFSET,
  HEAD_CACHE_POSITION_OFFSET,
  HEAD_POSITION_OFFSET,
  type MessageHandler,
  PADDING_MSG_TYPE_ID,
  RECORD_ALIGNMENT,
  RECORD_HEADER_LENGTH,
  RECORD_TYPE_OFFSET,
  RING_TRAILER_LENGTH,
  TAIL_POSITION_OFFSET,
} from './ring-buffer-descriptor.ts'

const INSUFFICIENT_CAPACITY = -2

/**
 * Many clients write commands, one driver reads them. Positions only grow; an index is the position modulo the
 * capacity.
 */
export class ManyToOneRingBuffer {
  readonly buffer: AtomicBuffer
  readonly capacity: number
  readonly maxMsgLength: number

  constructor(buffer: AtomicBuffer) {
    this.buffer = buffer
    this.capacity = buffer.length - RING_TRAILER_LENGTH
    this.maxMsgLength = this.capacity / 8
    assert(isPowerOfTwo(this.capacity), 'ring capacity must be a power of two')
  }

  /** @returns false when the ring is full: try again later. */
  write(msgTypeId: number, source: Uint8Array, length: number): boolean {
    assert(
      msgTypeId > 0 && length <= this.maxMsgLength,
      'message type must be positive and the message no longer than an eighth of the ring',
    )
    const recordLength = length + RECORD_HEADER_LENGTH
    const index = this.#claimCapacity(recordLength)
    if (index === INSUFFICIENT_CAPACITY) return false
    this.buffer.putIntOrdered(index, -recordLength)
    this.buffer.putBytes(index + RECORD_HEADER_LENGTH, source, 0, length)
    this.buffer.putInt(index + RECORD_TYPE_OFFSET, msgTypeId)
    this.buffer.putIntOrdered(index, recordLength)
    return true
  }

  /**
   * Reads up to `limit` messages; stops at the physical end of the buffer. The consumed bytes are zero again before the
   * head moves, because producers rely on free space being zero. @returns messages read.
   */
  read(handler: MessageHandler, limit: number): number {
    const buffer = this.buffer
    const head = buffer.getLong(this.capacity + HEAD_POSITION_OFFSET)
    const headIndex = head % this.capacity
    const contiguous = this.capacity - headIndex
    let messages = 0
    let bytesRead = 0
    try {
      while (bytesRead < contiguous && messages < limit) {
        const index = headIndex + bytesRead
        const recordLength = buffer.getIntVolatile(index)
        if (recordLength <= 0) break
        bytesRead += align(recordLength, RECORD_ALIGNMENT)
        const msgTypeId = buffer.getInt(index + RECORD_TYPE_OFFSET)
        if (msgTypeId === PADDING_MSG_TYPE_ID) continue
        messages++
        handler(msgTypeId, buffer, index + RECORD_HEADER_LENGTH, recordLength - RECORD_HEADER_LENGTH)
      }
    } finally {
      if (bytesRead > 0) {
        buffer.setMemory(headIndex, bytesRead, 0)
        buffer.putLongOrdered(this.capacity + HEAD_POSITION_OFFSET, head + bytesRead)
      }
    }
    return messages
  }

  nextCorrelationId(): number {
    return this.buffer.getAndAddLong(this.capacity + CORRELATION_COUNTER_OFFSET, 1)
  }

  /** Epoch ms of the consumer's last sign of life; -1 after an orderly stop. */
  get consumerHeartbeatTime(): number {
    return this.buffer.getLongVolatile(this.capacity + CONSUMER_HEARTBEAT_OFFSET)
  }

  set consumerHeartbeatTime(epochMs: number) {
    this.buffer.putLongOrdered(this.capacity + CONSUMER_HEARTBEAT_OFFSET, epochMs)
  }

  get consumerPosition(): number {
    return this.buffer.getLongVolatile(this.capacity + HEAD_POSITION_OFFSET)
  }

  get producerPosition(): number {
    return this.buffer.getLongVolatile(this.capacity + TAIL_POSITION_OFFSET)
  }

  /**
   * Frees the consumer from a producer that died between claim and commit: turns its record, or the hole it left, into
   * padding. Only when the head has not moved for so long that no living producer can still be writing. @returns
   * whether something was repaired.
   */
  unblock(): boolean {
    const buffer = this.buffer
    const head = this.consumerPosition
    const tail = this.producerPosition
    if (head === tail) return false
    const headIndex = head % this.capacity
    const tailIndex = tail % this.capacity
    const length = buffer.getIntVolatile(headIndex)
    if (length < 0) {
      this.#padRecord(headIndex, -length)
      return true
    }
    if (length > 0) return false
    const limit = tailIndex > headIndex ? tailIndex : this.capacity
    for (let i = headIndex + RECORD_ALIGNMENT; i < limit; i += RECORD_ALIGNMENT) {
      if (buffer.getIntVolatile(i) === 0) continue
      if (!this.#isZeroBetween(headIndex, i)) return false
      this.#padRecord(headIndex, i - headIndex)
      return true
    }
    return false
  }

  #isZeroBetween(from: number, to: number): boolean {
    for (let i = to - RECORD_ALIGNMENT; i >= from; i -= RECORD_ALIGNMENT)
      if (this.buffer.getIntVolatile(i) !== 0) return false
    return true
  }

  #padRecord(index: number, length: number): void {
    this.buffer.putInt(index + RECORD_TYPE_OFFSET, PADDING_MSG_TYPE_ID)
    this.buffer.putIntOrdered(index, length)
  }

  /** @returns index of the claimed record, or INSUFFICIENT_CAPACITY. */
  #claimCapacity(recordLength: number): number {
    const buffer = this.buffer
    const capacity = this.capacity
    const required = align(recordLength, RECORD_ALIGNMENT)
    let head = buffer.getLongVolatile(capacity + HEAD_CACHE_POSITION_OFFSET)
    while (true) {
      const tail = buffer.getLongVolatile(capacity + TAIL_POSITION_OFFSET)
      if (required > capacity - (tail - head)) {
        head = this.#refreshHead()
        if (required > capacity - (tail - head)) return INSUFFICIENT_CAPACITY
      }
      const tailIndex = tail % capacity
      const toEnd = capacity - tailIndex
      let padding = 0
      if (required > toEnd) {
        if (required > head % capacity) {
          head = this.#refreshHead()
          if (required > head % capacity) return INSUFFICIENT_CAPACITY
        }
        padding = toEnd
      }
      if (!buffer.compareAndSetLong(capacity + TAIL_POSITION_OFFSET, tail, tail + required + padding)) continue
      if (padding === 0) return tailIndex
      buffer.putIntOrdered(tailIndex, -padding)
      this.#padRecord(tailIndex, padding)
      return 0
    }
  }

  #refreshHead(): number {
    const head = this.buffer.getLongVolatile(this.capacity + HEAD_POSITION_OFFSET)
    this.buffer.putLongOrdered(this.capacity + HEAD_CACHE_POSITION_OFFSET, head)
    return head
  }
}
