import { type LogBuffers, PARTITION_COUNT } from '@aeron/client/internal'

/** Zeroes behind the readers of a log, so that a writer who comes round again finds empty terms. */
export class TermCleaner {
  readonly #log: LogBuffers
  #position: number

  /** @param position where the log starts. */
  constructor(log: LogBuffers, position: number) {
    this.#log = log
    this.#position = position
  }

  /** Everything before it is zero. */
  get position(): number {
    return this.#position
  }

  /**
   * Cleans up to a position that all have read, or to the end of the term at most; before the limit lets a writer come
   * near. The first 8 bytes go last, in one store: nobody may see an old length over bytes half zeroed.
   */
  cleanTo(position: number): void {
    const from = this.#position
    if (position <= from) return
    const termLength = this.#log.termLength
    const termCount = Math.floor(from / termLength)
    const offset = from - termCount * termLength
    const length = Math.min(position - from, termLength - offset)
    const term = this.#log.terms[termCount % PARTITION_COUNT]!
    term.bytes.fill(0, offset + 8, offset + length)
    Atomics.store(term.longs, offset / 8, 0n)
    this.#position = from + length
  }
}
