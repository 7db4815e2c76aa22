import type { EpochClock } from '@reflex/base'
import { type AtomicBuffer, align } from '../memory/atomic-buffer.ts'

/**
 * Entries from offset 0, aligned to 8: i32 length (0 = end), i32 observation count, i64 last, i64 first observation
 * (epoch ms), UTF-8 text.
 */
const OBSERVATION_COUNT_OFFSET = 4
const LAST_OBSERVATION_OFFSET = 8
const FIRST_OBSERVATION_OFFSET = 16
const ENCODED_ERROR_OFFSET = 24
const RECORD_ALIGNMENT = 8

/** Keeps each distinct error once, with a count and the times of its first and last observation. */
export class DistinctErrorLog {
  readonly #buffer: AtomicBuffer
  readonly #epochClock: EpochClock
  readonly #offsets = new Map<string, number>()
  #nextOffset = 0

  constructor(buffer: AtomicBuffer, epochClock: EpochClock) {
    this.#buffer = buffer
    this.#epochClock = epochClock
  }

  /** @returns false when the log is full and the error is new: say it elsewhere. */
  record(text: string): boolean {
    const now = this.#epochClock.time()
    let offset = this.#offsets.get(text)
    if (offset === undefined) {
      offset = this.#append(text, now)
      if (offset < 0) return false
    }
    Atomics.add(this.#buffer.ints, (offset + OBSERVATION_COUNT_OFFSET) >> 2, 1)
    this.#buffer.putLongOrdered(offset + LAST_OBSERVATION_OFFSET, now)
    return true
  }

  #append(text: string, now: number): number {
    const encoded = Buffer.from(text, 'utf8')
    const length = ENCODED_ERROR_OFFSET + encoded.length
    const offset = this.#nextOffset
    if (offset + length > this.#buffer.length) return -1
    this.#buffer.bytes.set(encoded, offset + ENCODED_ERROR_OFFSET)
    this.#buffer.putLong(offset + FIRST_OBSERVATION_OFFSET, now)
    this.#buffer.putIntOrdered(offset, length)
    this.#offsets.set(text, offset)
    this.#nextOffset = align(offset + length, RECORD_ALIGNMENT)
    return offset
  }
}

/** One distinct error as read from the log. */
export interface ErrorObservation {
  readonly count: number
  readonly firstEpochMs: number
  readonly lastEpochMs: number
  readonly text: string
}

/** Reads the error log of a driver, live or dead. */
export function readErrorLog(buffer: AtomicBuffer): ErrorObservation[] {
  const observations: ErrorObservation[] = []
  let offset = 0
  while (offset + ENCODED_ERROR_OFFSET <= buffer.length) {
    const length = buffer.getIntVolatile(offset)
    if (length <= 0) break
    observations.push({
      count: buffer.getIntVolatile(offset + OBSERVATION_COUNT_OFFSET),
      firstEpochMs: buffer.getLong(offset + FIRST_OBSERVATION_OFFSET),
      lastEpochMs: buffer.getLongVolatile(offset + LAST_OBSERVATION_OFFSET),
      text: buffer.getStringWithoutLength(offset + ENCODED_ERROR_OFFSET, length - ENCODED_ERROR_OFFSET),
    })
    offset = align(offset + length, RECORD_ALIGNMENT)
  }
  return observations
}
