import type { AtomicBuffer } from '../memory/atomic-buffer.ts'
import {
  COUNTER_LENGTH,
  KEY_OFFSET,
  LABEL_OFFSET,
  MAX_KEY_LENGTH,
  METADATA_LENGTH,
  NULL_COUNTER_ID,
  OWNER_ID_OFFSET,
  RECORD_ALLOCATED,
  RECORD_UNUSED,
  REFERENCE_ID_OFFSET,
  REGISTRATION_ID_OFFSET,
  TYPE_ID_OFFSET,
} from './counter-descriptor.ts'

/** Told of one allocated counter. */
export type CounterConsumer = (counterId: number, typeId: number, label: string) => void

/** Reads the counters of a driver, live or dead. */
export class CountersReader {
  readonly metadata: AtomicBuffer
  readonly values: AtomicBuffer
  readonly maxCounterId: number

  constructor(metadata: AtomicBuffer, values: AtomicBuffer) {
    this.metadata = metadata
    this.values = values
    this.maxCounterId = Math.floor(Math.min(metadata.length / METADATA_LENGTH, values.length / COUNTER_LENGTH)) - 1
  }

  /** In order of id. */
  forEach(consumer: CounterConsumer): void {
    for (let id = 0; id <= this.maxCounterId; id++) {
      const state = this.getCounterState(id)
      if (state === RECORD_UNUSED) return
      if (state === RECORD_ALLOCATED) consumer(id, this.getCounterTypeId(id), this.getCounterLabel(id))
    }
  }

  /** @returns a counter id, or NULL_COUNTER_ID. */
  findByTypeIdAndRegistrationId(typeId: number, registrationId: number): number {
    for (let id = 0; id <= this.maxCounterId; id++) {
      const state = this.getCounterState(id)
      if (state === RECORD_UNUSED) return NULL_COUNTER_ID
      if (state !== RECORD_ALLOCATED || this.getCounterTypeId(id) !== typeId) continue
      if (this.getCounterRegistrationId(id) === registrationId) return id
    }
    return NULL_COUNTER_ID
  }

  getCounterValue(counterId: number): number {
    return this.values.getLongVolatile(counterId * COUNTER_LENGTH)
  }

  getCounterRegistrationId(counterId: number): number {
    return this.values.getLongVolatile(counterId * COUNTER_LENGTH + REGISTRATION_ID_OFFSET)
  }

  getCounterOwnerId(counterId: number): number {
    return this.values.getLongVolatile(counterId * COUNTER_LENGTH + OWNER_ID_OFFSET)
  }

  getCounterReferenceId(counterId: number): number {
    return this.values.getLongVolatile(counterId * COUNTER_LENGTH + REFERENCE_ID_OFFSET)
  }

  /** @returns RECORD_UNUSED, RECORD_ALLOCATED or RECORD_RECLAIMED. */
  getCounterState(counterId: number): number {
    return this.metadata.getIntVolatile(counterId * METADATA_LENGTH)
  }

  getCounterTypeId(counterId: number): number {
    return this.metadata.getInt(counterId * METADATA_LENGTH + TYPE_ID_OFFSET)
  }

  getCounterLabel(counterId: number): string {
    return this.metadata.getString(counterId * METADATA_LENGTH + LABEL_OFFSET)
  }

  /** The 112 bytes of the key, as a view. */
  getCounterKey(counterId: number): DataView {
    const offset = this.metadata.byteOffset + counterId * METADATA_LENGTH + KEY_OFFSET
    return new DataView(this.metadata.buffer, offset, MAX_KEY_LENGTH)
  }
}
