import { assert, ReflexError } from '@reflex/base'
import {
  encodeHeader,
  RECORD_BYTES_MAX,
  recordLength,
  SEGMENT_HEADER_LENGTH,
  SegmentBuffer,
  segmentIndexes,
  segmentName,
} from './segment-format.ts'
import { SEGMENT_END, SegmentReader } from './segment-reader.ts'
import type { AppendFile, Storage } from './storage.ts'

export interface JournalOptions {
  readonly storage: Storage
  readonly dir: string
  /** First part of the file names; several journals can share a folder. */
  readonly name: string
  readonly sessionEpochMs: number
  /** A new segment begins when the next record would pass this. Default 64 MiB. */
  readonly segmentBytesMax?: number
  /** Write-behind buffer: holds one turn's records. Grows when a record is longer. Default 1 MiB. */
  readonly bufferBytes?: number
  /**
   * Survival of the machine's death: 0 = fdatasync at every flush, n = at most once in n ns (group commit), Infinity =
   * left to the operating system. The death of the process loses nothing that was flushed, whatever stands here.
   * Default Infinity.
   */
  readonly syncIntervalNs?: number
  /** A new segment has begun: what is appended now (a checkpoint) becomes its first record. */
  readonly onRoll?: (nowNs: number) => void
}

export interface RetentionPolicy {
  readonly segmentsMax?: number
  readonly bytesMax?: number
  /**
   * Records at or above this index are kept whatever the limits say (what a snapshot does not cover, what a loader has
   * not read).
   */
  readonly keepFromIndex?: number
}

const SEGMENT_BYTES_MAX = 64 * 1024 * 1024
const BUFFER_BYTES = 1024 * 1024

/**
 * The writer of a journal: records in memory until `flush`, which the owner calls once a turn: one write. One writer
 * per journal; the owner holds the folder's lock. Opening finds the end of the last segment, cuts off a torn tail and
 * goes on there.
 */
export class Journal {
  readonly #storage: Storage
  readonly #dir: string
  readonly #name: string
  readonly #sessionEpochMs: number
  readonly #segmentBytesMax: number
  readonly #syncIntervalNs: number
  readonly #onRoll: ((nowNs: number) => void) | undefined
  #buffer: SegmentBuffer
  #used = 0
  #file: AppendFile | null = null
  #nextIndex = 0
  #flushedIndex = 0
  #lastNs = 0
  #unsynced = false
  #syncDueNs = 0
  #tornLength = 0

  /** @throws ReflexError REFLEX_JOURNAL_CORRUPT when the last segment is damaged before its end. */
  constructor(options: JournalOptions) {
    this.#storage = options.storage
    this.#dir = options.dir
    this.#name = options.name
    this.#sessionEpochMs = options.sessionEpochMs
    this.#segmentBytesMax = options.segmentBytesMax ?? SEGMENT_BYTES_MAX
    this.#syncIntervalNs = options.syncIntervalNs ?? Number.POSITIVE_INFINITY
    this.#onRoll = options.onRoll
    this.#buffer = new SegmentBuffer(options.bufferBytes ?? BUFFER_BYTES)
    this.#storage.mkdir(this.#dir)
    this.#recover()
  }

  /** Index that the next record gets. */
  get nextIndex(): number {
    return this.#nextIndex
  }

  /** Records below this index survive the death of this process. */
  get flushedIndex(): number {
    return this.#flushedIndex
  }

  /** Bytes of a torn tail that opening cut off. */
  get tornLength(): number {
    return this.#tornLength
  }

  /** Bytes that wait for `flush`. */
  get bufferedLength(): number {
    return this.#used
  }

  /**
   * Adds a record; the bytes are copied.
   * @param nowNs ns since the session epoch. @param length 0..64 MiB.
   * @returns the record's index.
   */
  append(nowNs: number, streamId: number, bytes: Uint8Array, offset: number, length: number): number {
    const total = recordLength(length)
    if (this.#file === null || this.#file.size + this.#used + total > this.#segmentBytesMax) this.#rollFor(nowNs, total)
    if (this.#used + total > this.#buffer.bytes.length) this.#makeRoom(total)
    this.#used += this.#buffer.putRecord(this.#used, this.#nextIndex, nowNs, streamId, bytes, offset, length)
    this.#lastNs = nowNs
    return this.#nextIndex++
  }

  /**
   * Hands everything appended to the operating system: one write, or none when there is nothing. Syncs when that is
   * due.
   */
  flush(): void {
    if (this.#used > 0) {
      this.#file!.append(this.#buffer.bytes, 0, this.#used)
      this.#used = 0
      this.#flushedIndex = this.#nextIndex
      this.#unsynced = true
    }
    if (this.#unsynced) this.syncIfDue(this.#lastNs)
  }

  /** For `onTimer`: syncs what was flushed when the group commit interval has passed. @returns whether it did. */
  syncIfDue(nowNs: number): boolean {
    if (!this.#unsynced || nowNs < this.#syncDueNs || this.#syncIntervalNs === Number.POSITIVE_INFINITY) return false
    this.#syncDueNs = nowNs + this.#syncIntervalNs
    this.sync()
    return true
  }

  /** Waits until everything flushed survives the death of the machine. */
  sync(): void {
    this.#file?.sync()
    this.#unsynced = false
  }

  /** Removes the oldest segments beyond the limits; never the current one. @returns how many went. */
  retain(policy: RetentionPolicy): number {
    const indexes = segmentIndexes(this.#storage.list(this.#dir), this.#name)
    const sizes = indexes.map((index) => this.#storage.size(this.#path(index)))
    let count = indexes.length
    let bytes = sizes.reduce((sum, size) => sum + size, 0)
    let removed = 0
    for (; removed < indexes.length - 1; removed++) {
      if (count <= (policy.segmentsMax ?? count) && bytes <= (policy.bytesMax ?? bytes)) break
      if (indexes[removed + 1]! > (policy.keepFromIndex ?? this.#nextIndex)) break
      this.#storage.remove(this.#path(indexes[removed]!))
      bytes -= sizes[removed]!
      count--
    }
    return removed
  }

  close(): void {
    this.flush()
    if (this.#unsynced && this.#syncIntervalNs !== Number.POSITIVE_INFINITY) this.sync()
    this.#file?.close()
    this.#file = null
  }

  #recover(): void {
    const indexes = segmentIndexes(this.#storage.list(this.#dir), this.#name)
    // A crash between creating a segment and writing its header leaves a file too short to hold one.
    let last = indexes.pop()
    if (last !== undefined && this.#storage.size(this.#path(last)) < SEGMENT_HEADER_LENGTH) {
      this.#tornLength += this.#storage.size(this.#path(last))
      this.#storage.remove(this.#path(last))
      last = indexes.pop()
    }
    if (last === undefined) return
    const reader = new SegmentReader(this.#storage, this.#path(last))
    while (reader.next() !== SEGMENT_END) this.#lastNs = reader.nowNs
    const { position, restLength, nextIndex, header } = reader
    reader.close()
    if (restLength > 0) this.#storage.truncate(this.#path(last), position)
    this.#tornLength += restLength
    this.#nextIndex = nextIndex
    this.#flushedIndex = nextIndex
    this.#file = this.#storage.openAppend(this.#path(last))
    // What this life builds on must not vanish with the machine after the group commit promised more.
    if (this.#syncIntervalNs !== Number.POSITIVE_INFINITY) this.sync()
    if (header.sessionEpochMs === this.#sessionEpochMs) return
    // Times of another session's epoch cannot go into this segment: the first append begins a new one.
    this.#file.close()
    this.#file = null
    if (nextIndex === header.firstIndex) this.#storage.remove(this.#path(last))
  }

  #rollFor(nowNs: number, total: number): void {
    assert(total <= recordLength(RECORD_BYTES_MAX), 'journal record too long')
    if (this.#file !== null && this.#file.size + this.#used === SEGMENT_HEADER_LENGTH) return
    this.flush()
    if (this.#syncIntervalNs !== Number.POSITIVE_INFINITY) this.sync()
    this.#file?.close()
    const path = this.#path(this.#nextIndex)
    this.#file = this.#storage.openAppend(path)
    if (this.#file.size > 0) throw new ReflexError('REFLEX_JOURNAL_CORRUPT', `${path}: exists but should be new`)
    const header = { sessionEpochMs: this.#sessionEpochMs, createdNs: nowNs, firstIndex: this.#nextIndex }
    this.#file.append(encodeHeader(header), 0, SEGMENT_HEADER_LENGTH)
    if (this.#syncIntervalNs !== Number.POSITIVE_INFINITY) this.#storage.syncDir(this.#dir)
    this.#onRoll?.(nowNs)
  }

  #makeRoom(total: number): void {
    this.flush()
    if (total > this.#buffer.bytes.length) this.#buffer = new SegmentBuffer(total * 2)
  }

  #path(firstIndex: number): string {
    return `${this.#dir}/${segmentName(this.#name, firstIndex)}`
  }
}
