/**
 * What waits while a book is merged from a REST snapshot and the changes around it: whole frames, bounded, and their
 * numbers, so that a snapshot can be judged before anything of it is applied.
 */

import { LineBuffer } from '../line-buffer.ts'
import { CONTINUES, IS_GAP, type SequenceRule } from './sequence-rules.ts'
import { VenueMessage } from './venue-message.ts'

/** The snapshot cannot be continued by what came after it. */
export const UNUSABLE = -1
/** No change after the snapshot has come yet. */
export const TOO_EARLY = -2

export class SpliceBuffer {
  readonly frames: LineBuffer
  /** The snapshot that waits for a change after it. */
  snapshot: Uint8Array = new Uint8Array(0)
  snapshotLength = 0
  snapshotId = Number.NaN
  readonly #firsts: number[] = []
  readonly #lasts: number[] = []
  readonly #previouses: number[] = []
  readonly #probe = new VenueMessage()

  /** @param capacityMax bytes of changes. */
  constructor(capacityMax: number) {
    this.frames = new LineBuffer(capacityMax)
  }

  get hasSnapshot(): boolean {
    return !Number.isNaN(this.snapshotId)
  }

  /** @returns false when there was no room: what waited is gone. */
  add(message: VenueMessage, bytes: Uint8Array, offset: number, length: number): boolean {
    if (!this.frames.add(bytes, offset, length)) {
      this.clear()
      return false
    }
    this.#firsts.push(message.first)
    this.#lasts.push(message.last)
    this.#previouses.push(message.previous)
    return true
  }

  hold(id: number, bytes: Uint8Array, offset: number, length: number): void {
    if (this.snapshot.length < length) this.snapshot = new Uint8Array(length * 2)
    this.snapshot.set(bytes.subarray(offset, offset + length))
    this.snapshotLength = length
    this.snapshotId = id
  }

  dropSnapshot(): void {
    this.snapshotId = Number.NaN
  }

  /** @returns the first change that continues the snapshot in hand, UNUSABLE or TOO_EARLY. */
  firstAfterSnapshot(rule: SequenceRule): number {
    const probe = this.#probe
    for (let i = 0; i < this.frames.count; i++) {
      probe.first = this.#firsts[i]!
      probe.last = this.#lasts[i]!
      probe.previous = this.#previouses[i]!
      const verdict = rule(probe, this.snapshotId, true)
      if (verdict === CONTINUES) return i
      if (verdict === IS_GAP) return UNUSABLE
    }
    return TOO_EARLY
  }

  /** Forgets the first `count` changes. */
  dropFirst(count: number): void {
    this.frames.dropFirst(count)
    this.#firsts.splice(0, count)
    this.#lasts.splice(0, count)
    this.#previouses.splice(0, count)
  }

  clear(): void {
    this.frames.clear()
    this.#firsts.length = 0
    this.#lasts.length = 0
    this.#previouses.length = 0
    this.dropSnapshot()
  }
}
