import { describe, expect, it } from 'vitest'
import {
  AtomicBuffer,
  checkTermLength,
  computeFramedLength,
  computeLogLength,
  computePosition,
  computeTermIdFromPosition,
  initialiseTailWithTermId,
  LOG_ACTIVE_TERM_COUNT_OFFSET,
  LOG_META_DATA_LENGTH,
  producerPosition,
  rotateLog,
  TermAppender,
} from '../src/internal.ts'

describe('the arithmetic of logs', () => {
  it('frames messages', () => {
    const maxPayload = 1408 - 32
    expect([0, 1, 32, 33, maxPayload].map((length) => computeFramedLength(length, maxPayload))).toEqual([
      32, 64, 64, 96, 1408,
    ])
    expect(computeFramedLength(maxPayload + 1, maxPayload)).toBe(1408 + 64)
    expect(computeFramedLength(2 * maxPayload, maxPayload)).toBe(2 * 1408)
  })

  it('wraps term ids but not positions', () => {
    const initial = 2_147_483_646
    const position = 5 * 65_536 + 96
    const termId = computeTermIdFromPosition(position, 65_536, initial)
    expect(termId).toBe(-2_147_483_645)
    expect(computePosition(termId, 96, 65_536, initial)).toBe(position)
    expect(computePosition(-1, 0, 2 ** 30, 0)).toBe(-(2 ** 30))
  })

  it('places the metadata at the end of whole pages', () => {
    expect(computeLogLength(65_536, 4096)).toBe(3 * 65_536 + 4096)
    expect(computeLogLength(2 ** 30, 2 ** 21)).toBe(3 * 2 ** 30 + 2 ** 21)
  })

  it('knows which terms there are', () => {
    for (const length of [65_536, 2 ** 30]) checkTermLength(length)
    for (const length of [0, 32_768, 65_537, 2 ** 31, Number.NaN])
      expect(() => checkTermLength(length)).toThrow(RangeError)
  })
})

describe('rotation', () => {
  it('is done once, whoever comes', () => {
    const metadata = AtomicBuffer.allocate(LOG_META_DATA_LENGTH)
    for (const [partition, termId] of [
      [0, -5],
      [1, -7],
      [2, -6],
    ] as const)
      initialiseTailWithTermId(metadata, partition, termId)
    metadata.putInt(0, 70_000)
    expect(producerPosition(metadata, 65_536, -5)).toBe(65_536)
    expect([rotateLog(metadata, 0, -5), rotateLog(metadata, 0, -5)]).toEqual([true, false])
    expect([metadata.getInt(LOG_ACTIVE_TERM_COUNT_OFFSET), metadata.getInt(8), metadata.getInt(12)]).toEqual([1, 0, -4])
    metadata.putInt(8, 64)
    expect(producerPosition(metadata, 65_536, -5)).toBe(65_600)
  })
})

describe('a frame', () => {
  it('is byte for byte what official writers leave', () => {
    const term = AtomicBuffer.allocate(256)
    const appender = new TermAppender(0x0a0b0c0d, 1001, 1376)
    appender.appendUnfragmented(term, -2, 64, new TextEncoder().encode('Hello!'), 0, 6, -2)
    const frame = Buffer.from(term.bytes.buffer, 64, 40).toString('hex')
    expect(frame).toBe(
      '26000000' +
        '00c00100' +
        '40000000' +
        '0d0c0b0a' +
        'e9030000' +
        'feffffff' +
        'feffffffffffffff' +
        '48656c6c6f210000',
    )
    appender.appendPadding(term, -2, 128, 96)
    const padding = Buffer.from(term.bytes.buffer, 128, 32).toString('hex')
    expect(padding).toBe(
      '60000000' + '00c00000' + '80000000' + '0d0c0b0a' + 'e9030000' + 'feffffff' + '0000000000000000',
    )
  })
})
