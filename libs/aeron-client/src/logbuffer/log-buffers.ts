import { AtomicBuffer } from '../memory/atomic-buffer.ts'
import type { MappedFile, MemoryMapper } from '../memory/memory-mapper.ts'
import {
  checkTermLength,
  LOG_META_DATA_LENGTH,
  LOG_TERM_LENGTH_OFFSET,
  PARTITION_COUNT,
} from './log-buffer-descriptor.ts'

/** A mapped log: its three terms and its metadata. */
export class LogBuffers {
  readonly file: MappedFile
  readonly termLength: number
  readonly terms: readonly AtomicBuffer[]
  readonly metadata: AtomicBuffer
  readonly #mapper: MemoryMapper

  /** @param termLength when the metadata is not written yet; otherwise it is read from there. */
  constructor(mapper: MemoryMapper, file: MappedFile, termLength?: number) {
    this.#mapper = mapper
    this.file = file
    this.metadata = new AtomicBuffer(file.buffer, file.length - LOG_META_DATA_LENGTH, LOG_META_DATA_LENGTH)
    this.termLength = termLength ?? this.metadata.getInt(LOG_TERM_LENGTH_OFFSET)
    checkTermLength(this.termLength)
    const terms: AtomicBuffer[] = []
    for (let i = 0; i < PARTITION_COUNT; i++)
      terms.push(new AtomicBuffer(file.buffer, i * this.termLength, this.termLength))
    this.terms = terms
  }

  close(): void {
    this.#mapper.unmap(this.file)
  }
}
