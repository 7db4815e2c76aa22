import { ReflexError } from '@reflex/base'
import {
  decodeHeader,
  RECORD_HEADER_LENGTH,
  RECORD_INVALID,
  RECORD_PARTIAL,
  SEGMENT_HEADER_LENGTH,
  SegmentBuffer,
  type SegmentHeader,
} from './segment-format.ts'
import type { ReadFile, Storage } from './storage.ts'

/** Outcome of `next` when no whole record follows. */
export const SEGMENT_END = -1

const CHUNK_LENGTH = 256 * 1024

/**
 * Walks the records of one segment file. A whole record at the end that fails its CRC, or a part of one, is a torn
 * tail; an invalid record with a valid one somewhere behind it is corruption and throws: cutting there would lose what
 * follows.
 *
 * `next` returns the position of a record's bytes in `buffer`, valid until the next call.
 */
export class SegmentReader {
  readonly path: string
  readonly header: SegmentHeader
  readonly #file: ReadFile
  #buffer = new SegmentBuffer(CHUNK_LENGTH)
  /** Position in the file of buffer offset 0, and how much of the buffer is filled. */
  #base = SEGMENT_HEADER_LENGTH
  #filled = 0
  /** Of the next record: position in the buffer, and index. */
  #offset = 0
  #nextIndex: number
  length = 0
  nowNs = 0
  streamId = 0

  /** @throws ReflexError REFLEX_JOURNAL_CORRUPT when the file has no valid header. */
  constructor(storage: Storage, path: string) {
    this.path = path
    this.#file = storage.openRead(path)
    const bytes = new Uint8Array(SEGMENT_HEADER_LENGTH)
    const length = this.#file.readAt(0, bytes, 0, SEGMENT_HEADER_LENGTH)
    const header = decodeHeader(bytes.subarray(0, length))
    if (header === null) {
      this.#file.close()
      throw new ReflexError('REFLEX_JOURNAL_CORRUPT', `${path}: no valid header at offset 0`)
    }
    this.header = header
    this.#nextIndex = header.firstIndex
  }

  get bytes(): Uint8Array {
    return this.#buffer.bytes
  }

  /** Index of the record that `next` gives next. */
  get nextIndex(): number {
    return this.#nextIndex
  }

  /** File position behind the last good record. */
  get position(): number {
    return this.#base + this.#offset
  }

  /**
   * Bytes behind the last good record: more than 0 after SEGMENT_END means a torn tail, or one being written right now.
   */
  get restLength(): number {
    return this.#file.size() - this.position
  }

  /**
   * @returns where the next record's bytes begin in `bytes`, or SEGMENT_END. @throws ReflexError
   * REFLEX_JOURNAL_CORRUPT.
   */
  next(): number {
    let total = this.#check()
    while (total === RECORD_PARTIAL && this.#fill()) total = this.#check()
    if (total === RECORD_PARTIAL && this.restLength === 0) return SEGMENT_END
    if (total < 0) {
      const isWholeNow = this.#refuseCorruption()
      this.#forgetTail()
      return isWholeNow ? this.next() : SEGMENT_END
    }
    const offset = this.#offset
    const word = offset >> 2
    this.length = this.#buffer.words[word]!
    this.nowNs = this.#buffer.doubles[(offset + 8) >> 3]!
    this.streamId = this.#buffer.words[word + 4]!
    this.#offset += total
    this.#nextIndex++
    return offset + RECORD_HEADER_LENGTH
  }

  close(): void {
    this.#file.close()
  }

  #check(): number {
    return this.#buffer.checkRecord(this.#offset, this.#filled - this.#offset, this.#nextIndex)
  }

  /** Reads on, with the unread part moved to the front. @returns whether bytes came. */
  #fill(): boolean {
    const rest = this.#filled - this.#offset
    if (this.#offset > 0) {
      this.#buffer.bytes.copyWithin(0, this.#offset, this.#filled)
      this.#base += this.#offset
      this.#offset = 0
      this.#filled = rest
    } else if (rest === this.#buffer.bytes.length) {
      const larger = new SegmentBuffer(rest * 2)
      larger.bytes.set(this.#buffer.bytes)
      this.#buffer = larger
    }
    const { bytes } = this.#buffer
    const count = this.#file.readAt(this.#base + rest, bytes, rest, bytes.length - rest)
    this.#filled += count
    return count > 0
  }

  /** The tail may be complete when we come back: read it again then. */
  #forgetTail(): void {
    this.#filled = this.#offset
  }

  /**
   * Looks at the file again, as a writer may have completed meanwhile what we saw half of. @returns whether the next
   * record is whole now. @throws when it is not, and a valid record of a later index stands anywhere behind it.
   */
  #refuseCorruption(): boolean {
    const start = this.position
    const rest = new SegmentBuffer(this.restLength)
    const length = this.#file.readAt(start, rest.bytes, 0, rest.bytes.length) & ~7
    if (rest.checkRecord(0, length, this.#nextIndex) > 0) return true
    for (let offset = 8; offset + RECORD_HEADER_LENGTH <= length; offset += 8) {
      const ahead = (rest.words[(offset >> 2) + 5]! - (this.#nextIndex | 0)) | 0
      if (ahead <= 0 || ahead > offset / RECORD_HEADER_LENGTH) continue
      const found = rest.checkRecord(offset, length - offset, this.#nextIndex + ahead)
      if (found === RECORD_PARTIAL || found === RECORD_INVALID) continue
      const at = `${this.path}: bad record ${this.#nextIndex} at offset ${start}`
      throw new ReflexError('REFLEX_JOURNAL_CORRUPT', `${at}; record ${this.#nextIndex + ahead} behind it is good`)
    }
    return false
  }
}
