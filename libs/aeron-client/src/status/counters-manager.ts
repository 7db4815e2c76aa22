import type { EpochClock } from '@reflex/base'
import type { AtomicBuffer } from '../memory/atomic-buffer.ts'
import {
  COUNTER_LENGTH,
  FREE_FOR_REUSE_DEADLINE_OFFSET,
  KEY_OFFSET,
  LABEL_OFFSET,
  MAX_KEY_LENGTH,
  MAX_LABEL_LENGTH,
  METADATA_LENGTH,
  NOT_FREE_TO_REUSE,
  OWNER_ID_OFFSET,
  RECORD_ALLOCATED,
  RECORD_RECLAIMED,
  REFERENCE_ID_OFFSET,
  REGISTRATION_ID_OFFSET,
  TYPE_ID_OFFSET,
} from './counter-descriptor.ts'
import { CountersReader } from './counters-reader.ts'

/** What a new counter is called and to whom it belongs. */
export interface CounterSpec {
  readonly typeId: number
  readonly label: string
  /** At most 112 bytes. */
  readonly key?: Uint8Array
  readonly registrationId?: number
  readonly ownerId?: number
  readonly referenceId?: number
  readonly initialValue?: number
}

/**
 * Allocates and frees counters: the driver's side. A freed id rests for a while so that late readers do not see a
 * stranger under it.
 */
export class CountersManager extends CountersReader {
  readonly #epochClock: EpochClock
  readonly #freeToReuseTimeoutMs: number
  readonly #free: { id: number; deadlineMs: number }[] = []
  #idHighWaterMark = -1

  constructor(metadata: AtomicBuffer, values: AtomicBuffer, epochClock: EpochClock, freeToReuseTimeoutMs: number) {
    super(metadata, values)
    this.#epochClock = epochClock
    this.#freeToReuseTimeoutMs = freeToReuseTimeoutMs
  }

  /** @returns the id of the new counter. @throws Error when the buffer is full. */
  allocate(spec: CounterSpec): number {
    const id = this.#nextCounterId()
    const record = id * METADATA_LENGTH
    const value = id * COUNTER_LENGTH
    this.values.putLongOrdered(value + REGISTRATION_ID_OFFSET, spec.registrationId ?? 0)
    this.values.putLongOrdered(value + OWNER_ID_OFFSET, spec.ownerId ?? 0)
    this.values.putLongOrdered(value + REFERENCE_ID_OFFSET, spec.referenceId ?? 0)
    this.values.putLongOrdered(value, spec.initialValue ?? 0)
    this.metadata.putInt(record + TYPE_ID_OFFSET, spec.typeId)
    Atomics.store(this.metadata.longs, (record + FREE_FOR_REUSE_DEADLINE_OFFSET) / 8, NOT_FREE_TO_REUSE)
    this.metadata.setMemory(record + KEY_OFFSET, MAX_KEY_LENGTH, 0)
    if (spec.key !== undefined) this.metadata.putBytes(record + KEY_OFFSET, spec.key.subarray(0, MAX_KEY_LENGTH))
    this.#putLabel(record + LABEL_OFFSET, Buffer.from(spec.label, 'utf8'))
    this.metadata.putIntOrdered(record, RECORD_ALLOCATED)
    return id
  }

  free(counterId: number): void {
    const record = counterId * METADATA_LENGTH
    if (this.getCounterState(counterId) !== RECORD_ALLOCATED) return
    const deadlineMs = this.#epochClock.time() + this.#freeToReuseTimeoutMs
    this.metadata.putIntOrdered(record, RECORD_RECLAIMED)
    this.metadata.setMemory(record + KEY_OFFSET, MAX_KEY_LENGTH, 0)
    this.metadata.putLongOrdered(record + FREE_FOR_REUSE_DEADLINE_OFFSET, deadlineMs)
    this.#free.push({ id: counterId, deadlineMs })
  }

  setCounterValue(counterId: number, value: number): void {
    this.values.putLongOrdered(counterId * COUNTER_LENGTH, value)
  }

  /** Adds to the label; what exceeds 380 bytes is cut off. */
  appendToLabel(counterId: number, suffix: string): void {
    appendToLabel(this.metadata, counterId, suffix)
  }

  #putLabel(offset: number, label: Uint8Array): void {
    const cut = label.subarray(0, MAX_LABEL_LENGTH)
    this.metadata.putBytes(offset + 4, cut)
    this.metadata.putIntOrdered(offset, cut.length)
  }

  #nextCounterId(): number {
    const now = this.#epochClock.time()
    const reusable = this.#free.findIndex((entry) => entry.deadlineMs <= now)
    if (reusable >= 0) return this.#free.splice(reusable, 1)[0]!.id
    if (this.#idHighWaterMark >= this.maxCounterId)
      throw new Error(`no room for more than ${this.maxCounterId + 1} counters`)
    return ++this.#idHighWaterMark
  }
}

/** Writes the bytes after the end of the label, then publishes the new length. */
export function appendToLabel(metadata: AtomicBuffer, counterId: number, suffix: string): void {
  const offset = counterId * METADATA_LENGTH + LABEL_OFFSET
  const length = metadata.getInt(offset)
  const added = Buffer.from(suffix, 'utf8').subarray(0, MAX_LABEL_LENGTH - length)
  metadata.putBytes(offset + 4 + length, added)
  metadata.putIntOrdered(offset, length + added.length)
}
