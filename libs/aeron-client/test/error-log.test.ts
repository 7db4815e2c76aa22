import { ManualClock } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { AtomicBuffer, DistinctErrorLog, readErrorLog, readLossReport } from '../src/internal.ts'

describe('the error log', () => {
  it('keeps each distinct error once, with a count and its times', () => {
    const clock = new ManualClock(0, 1000)
    const buffer = AtomicBuffer.allocate(1024)
    const log = new DistinctErrorLog(buffer, clock)
    log.record('no room')
    log.record('späte Nachricht')
    clock.advance(5e6)
    log.record('no room')
    expect(readErrorLog(buffer)).toEqual([
      { count: 2, firstEpochMs: 1000, lastEpochMs: 1005, text: 'no room' },
      { count: 1, firstEpochMs: 1000, lastEpochMs: 1000, text: 'späte Nachricht' },
    ])
    expect(buffer.getInt(0)).toBe(24 + 7)
  })

  it('says when it is full, and still counts what it knows', () => {
    const buffer = AtomicBuffer.allocate(64)
    const log = new DistinctErrorLog(buffer, new ManualClock())
    expect(log.record('first')).toBe(true)
    expect(log.record('x'.repeat(64))).toBe(false)
    expect(log.record('first')).toBe(true)
    expect(readErrorLog(buffer)).toHaveLength(1)
  })
})

describe('a loss report', () => {
  it('is read entry by entry', () => {
    const buffer = AtomicBuffer.allocate(1024)
    const write = (offset: number, bytesLost: number, channel: string) => {
      buffer.putLong(offset + 8, bytesLost)
      buffer.putLong(offset + 16, 1)
      buffer.putLong(offset + 24, 2)
      buffer.putInt(offset + 32, -5)
      buffer.putInt(offset + 36, 7)
      const sourceOffset = (offset + 40 + buffer.putString(offset + 40, channel) + 3) & ~3
      buffer.putString(sourceOffset, '127.0.0.1:40001')
      buffer.putLong(offset, 3)
    }
    write(0, 1408, 'aeron:udp?endpoint=localhost:20121')
    write(128, 2 ** 33, 'b')
    const rows = readLossReport(buffer)
    const common = { count: 3, firstEpochMs: 1, lastEpochMs: 2, sessionId: -5, streamId: 7, source: '127.0.0.1:40001' }
    expect(rows).toEqual([
      { ...common, totalBytesLost: 1408, channel: 'aeron:udp?endpoint=localhost:20121' },
      { ...common, totalBytesLost: 2 ** 33, channel: 'b' },
    ])
  })
})
