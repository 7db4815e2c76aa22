import { ReflexError } from '@reflex/base'
import { SEGMENT_HEADER_LENGTH, segmentIndexes, segmentName } from './segment-format.ts'
import { SEGMENT_END, SegmentReader } from './segment-reader.ts'
import type { Storage } from './storage.ts'

export interface JournalHandler {
  /** @param nowNs ns since the session epoch of the segment. @param bytes valid only during the call. */
  onRecord(index: number, nowNs: number, streamId: number, bytes: Uint8Array, offset: number, length: number): void
}

export interface JournalReaderOptions {
  readonly storage: Storage
  readonly dir: string
  readonly name: string
  /** First index wanted; when retention removed it, reading begins at the oldest record left. Default: the oldest. */
  readonly fromIndex?: number
}

/**
 * Reads a journal from an index on, across segments. At the end `poll` returns 0; called again later it goes on with
 * what a writer, in this process or another, has flushed meanwhile. A torn tail is never delivered: `tornLength` tells
 * its bytes (a live writer's half-seen write looks the same and is gone at the next poll).
 */
export class JournalReader {
  readonly #storage: Storage
  readonly #dir: string
  readonly #name: string
  readonly #fromIndex: number
  #segment: SegmentReader | null = null
  #sessionEpochMs = 0

  constructor(options: JournalReaderOptions) {
    this.#storage = options.storage
    this.#dir = options.dir
    this.#name = options.name
    this.#fromIndex = options.fromIndex ?? 0
  }

  /** Index of the record that comes next. */
  get nextIndex(): number {
    return this.#segment?.nextIndex ?? this.#fromIndex
  }

  /**
   * What the times of the records delivered last count from, ms since the Unix epoch; 0 before the first poll that
   * found a segment.
   */
  get sessionEpochMs(): number {
    return this.#sessionEpochMs
  }

  /** Bytes behind the last good record of the last segment. */
  get tornLength(): number {
    return this.#segment?.restLength ?? 0
  }

  /**
   * Delivers up to `limit` records. @returns how many. @throws ReflexError REFLEX_JOURNAL_CORRUPT naming file and
   * offset.
   */
  poll(handler: JournalHandler, limit: number): number {
    if (this.#segment === null && !this.#openFirst()) return 0
    let count = 0
    while (count < limit) {
      const segment = this.#segment!
      const index = segment.nextIndex
      const offset = segment.next()
      if (offset === SEGMENT_END) {
        if (!this.#openNext()) break
        continue
      }
      if (index < this.#fromIndex) continue
      handler.onRecord(index, segment.nowNs, segment.streamId, segment.bytes, offset, segment.length)
      count++
    }
    return count
  }

  /** Everything up to the present end. @returns how many records. */
  readAll(handler: JournalHandler): number {
    let total = 0
    let count = 0
    do {
      count = this.poll(handler, 1024)
      total += count
    } while (count > 0)
    return total
  }

  close(): void {
    this.#segment?.close()
    this.#segment = null
  }

  /** The last segment that begins at or below the wanted index, or the oldest. */
  #openFirst(): boolean {
    const indexes = segmentIndexes(this.#storage.list(this.#dir), this.#name)
    let chosen = indexes[0]
    for (const index of indexes) if (index <= this.#fromIndex) chosen = index
    return chosen !== undefined && this.#open(chosen)
  }

  #openNext(): boolean {
    const segment = this.#segment!
    const next = segment.nextIndex
    const isThere = next > segment.header.firstIndex && this.#storage.size(this.#path(next)) >= SEGMENT_HEADER_LENGTH
    if (!isThere) this.#refuseGap(segment)
    else if (segment.restLength > 0) throw new ReflexError('REFLEX_JOURNAL_CORRUPT', gapText(segment))
    if (!isThere) return false
    segment.close()
    this.#segment = null
    return this.#open(next)
  }

  /**
   * @throws when later segments exist but the one that should follow does not: an end was lost, or retention overtook
   * this reader.
   */
  #refuseGap(segment: SegmentReader): void {
    const indexes = segmentIndexes(this.#storage.list(this.#dir), this.#name)
    if ((indexes.at(-1) ?? 0) > segment.nextIndex) throw new ReflexError('REFLEX_JOURNAL_CORRUPT', gapText(segment))
  }

  #open(firstIndex: number): boolean {
    const path = this.#path(firstIndex)
    if (this.#storage.size(path) < SEGMENT_HEADER_LENGTH) return false
    this.#segment = new SegmentReader(this.#storage, path)
    this.#sessionEpochMs = this.#segment.header.sessionEpochMs
    return true
  }

  #path(firstIndex: number): string {
    return `${this.#dir}/${segmentName(this.#name, firstIndex)}`
  }
}

function gapText(segment: SegmentReader): string {
  return `${segment.path}: no record ${segment.nextIndex} at offset ${segment.position}, but later segments follow`
}
