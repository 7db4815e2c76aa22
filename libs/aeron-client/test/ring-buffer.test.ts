import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { AtomicBuffer, ManyToOneRingBuffer, RING_TRAILER_LENGTH } from '../src/internal.ts'

const CAPACITY = 1024

function ring(capacity = CAPACITY) {
  const buffer = AtomicBuffer.allocate(capacity + RING_TRAILER_LENGTH)
  const read: [number, number[]][] = []
  const ring = new ManyToOneRingBuffer(buffer)
  const drain = (limit = 100) =>
    ring.read(
      (type, bytes, offset, length) => read.push([type, [...bytes.bytes.subarray(offset, offset + length)]]),
      limit,
    )
  return { buffer, ring, read, drain }
}

const message = (first: number, length: number) => new Uint8Array(length).fill(first)

describe('the command ring', () => {
  it('lays out a record as the official one does', () => {
    const { ring: target, buffer } = ring()
    target.write(7, message(9, 5), 5)
    expect([buffer.getInt(0), buffer.getInt(4), buffer.bytes[8], buffer.bytes[12], buffer.bytes[13]]).toEqual([
      13, 7, 9, 9, 0,
    ])
    expect([target.producerPosition, target.consumerPosition]).toEqual([16, 0])
    expect(buffer.getLong(CAPACITY + 128)).toBe(16)
  })

  it('hands over in order, zeroes what was read and stops at the limit', () => {
    const { ring: target, buffer, read, drain } = ring()
    for (let i = 1; i <= 3; i++) target.write(i, message(i, i), i)
    expect(drain(2)).toBe(2)
    expect(buffer.bytes.subarray(0, 32).every((byte) => byte === 0)).toBe(true)
    expect(drain()).toBe(1)
    expect(read).toEqual([
      [1, [1]],
      [2, [2, 2]],
      [3, [3, 3, 3]],
    ])
  })

  it('is full when it is full, and says so', () => {
    const { ring: target, drain } = ring()
    let written = 0
    while (target.write(1, message(1, 120), 120)) written++
    expect(written).toBe(CAPACITY / 128)
    drain(1)
    expect(target.write(1, message(1, 120), 120)).toBe(true)
    expect(target.write(1, message(1, 1), 1)).toBe(false)
  })

  it('agrees with a queue, whatever is written and read', () => {
    const random = new Prng(5)
    const { ring: target, read, drain } = ring()
    const expected: [number, number[]][] = []
    for (let i = 0; i < 20_000; i++) {
      if (random.nextBoolean(0.6)) {
        const length = random.nextInt(target.maxMsgLength + 1)
        const bytes = message(i & 255, length)
        if (target.write(1 + (i % 100), bytes, length)) expected.push([1 + (i % 100), [...bytes]])
      } else {
        drain(1 + random.nextInt(5))
      }
    }
    while (target.consumerPosition < target.producerPosition) drain()
    expect(read).toEqual(expected)
    expect(target.producerPosition).toBeGreaterThan(100 * CAPACITY)
  })

  it('leaves the head behind a message whose handler throws', () => {
    const { ring: target, drain, read } = ring()
    target.write(1, message(1, 1), 1)
    target.write(2, message(2, 1), 1)
    expect(() =>
      target.read(() => {
        throw new Error('handler')
      }, 10),
    ).toThrow('handler')
    drain()
    expect(read).toEqual([[2, [2]]])
  })

  it('is unblocked at a record that was begun, or at a hole that was claimed', () => {
    const { ring: target, buffer, read, drain } = ring()
    expect(target.unblock()).toBe(false)
    buffer.putLong(CAPACITY + 128, 64)
    expect(target.unblock()).toBe(false)
    target.write(3, message(3, 1), 1)
    expect(drain()).toBe(0)
    expect(target.unblock()).toBe(true)
    expect(target.unblock()).toBe(false)
    expect(drain()).toBe(1)
    buffer.putInt(80, -24)
    buffer.putLong(CAPACITY + 128, 104)
    expect(target.unblock()).toBe(true)
    drain()
    expect([read.length, target.consumerPosition]).toEqual([1, 104])
  })

  it('counts correlation ids and keeps the heartbeat', () => {
    const { ring: target } = ring()
    expect([target.nextCorrelationId(), target.nextCorrelationId()]).toEqual([0, 1])
    for (const epochMs of [1_700_000_000_000, -1]) {
      target.consumerHeartbeatTime = epochMs
      expect(target.consumerHeartbeatTime).toBe(epochMs)
    }
  })
})
