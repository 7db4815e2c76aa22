/**
 * The bytes of a segment file, little-endian, everything aligned to eight. Name: `<journal>-<first index, 16
 * digits>.journal`.
 *
 *     header   0  magic u32 | version u32
 *              8  session epoch, ms since the Unix epoch, f64     (times in this segment count from it)
 *             16  created, ns since the session epoch, f64
 *             24  index of the first record, f64
 *             32  CRC-32 of bytes 0..31, u32 | zero
 *     record   0  length of the bytes, i32 | CRC-32 of everything after it, padding included, u32
 *              8  time, ns since the session epoch, f64
 *             16  stream id, i32 | index of the record mod 2^32, u32
 *             24  bytes, zero padded to a multiple of eight
 */

import { copyAndCrc, crcOfWords } from './crc32.ts'

export const SEGMENT_HEADER_LENGTH = 40
export const RECORD_HEADER_LENGTH = 24
/** Longest byte string of one record. */
export const RECORD_BYTES_MAX = 64 * 1024 * 1024

const MAGIC = 0x4a584652
const VERSION = 1
const SUFFIX = '.journal'
const INDEX_DIGITS = 16
const NATIVE_COPY_FROM = 1024
const TWO_32 = 4_294_967_296

/** Outcome of `checkRecord` other than a record's length. */
export const RECORD_PARTIAL = -1
export const RECORD_INVALID = -2

/** A byte buffer seen as bytes, words and doubles. Positions must be multiples of eight. */
export class SegmentBuffer {
  readonly bytes: Uint8Array
  readonly words: Int32Array
  readonly doubles: Float64Array

  constructor(length: number) {
    const buffer = new ArrayBuffer(alignedLength(length))
    this.bytes = new Uint8Array(buffer)
    this.words = new Int32Array(buffer)
    this.doubles = new Float64Array(buffer)
  }

  /** Writes a record at `position`. @returns its aligned length. */
  putRecord(
    position: number,
    index: number,
    nowNs: number,
    streamId: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
  ): number {
    const { words } = this
    const word = position >> 2
    words[word] = length
    this.doubles[(position + 8) >> 3] = nowNs
    words[word + 4] = streamId
    words[word + 5] = (index % TWO_32) | 0
    words[word + 1] =
      length < NATIVE_COPY_FROM
        ? copyAndCrc(words, word + 6, 4, bytes, offset, length)
        : this.#copyLong(position, bytes, offset, length)
    return recordLength(length)
  }

  /**
   * Looks at the record at `position` of which `available` bytes are here.
   * @returns its aligned length, RECORD_PARTIAL when more bytes are needed, RECORD_INVALID when it is none.
   */
  checkRecord(position: number, available: number, index: number): number {
    if (available < RECORD_HEADER_LENGTH) return RECORD_PARTIAL
    const word = position >> 2
    const length = this.words[word]!
    if (length < 0 || length > RECORD_BYTES_MAX || this.words[word + 5] !== ((index % TWO_32) | 0))
      return RECORD_INVALID
    const total = recordLength(length)
    if (available < total) return RECORD_PARTIAL
    const crc = crcOfWords(this.words, word + 2, (total - 8) >> 2)
    return crc === this.words[word + 1]! >>> 0 ? total : RECORD_INVALID
  }

  #copyLong(position: number, bytes: Uint8Array, offset: number, length: number): number {
    const total = recordLength(length)
    this.bytes.fill(0, position + total - 8, position + total)
    this.bytes.set(bytes.subarray(offset, offset + length), position + RECORD_HEADER_LENGTH)
    return crcOfWords(this.words, (position + 8) >> 2, (total - 8) >> 2)
  }
}

export interface SegmentHeader {
  readonly sessionEpochMs: number
  readonly createdNs: number
  readonly firstIndex: number
}

export function encodeHeader(header: SegmentHeader): Uint8Array {
  const buffer = new SegmentBuffer(SEGMENT_HEADER_LENGTH)
  buffer.words[0] = MAGIC
  buffer.words[1] = VERSION
  buffer.doubles[1] = header.sessionEpochMs
  buffer.doubles[2] = header.createdNs
  buffer.doubles[3] = header.firstIndex
  buffer.words[8] = crcOfWords(buffer.words, 0, 8)
  return buffer.bytes
}

/** @returns the header, or null when the bytes are none (torn, foreign or of another version). */
export function decodeHeader(bytes: Uint8Array): SegmentHeader | null {
  const buffer = new SegmentBuffer(SEGMENT_HEADER_LENGTH)
  if (bytes.length < SEGMENT_HEADER_LENGTH) return null
  buffer.bytes.set(bytes.subarray(0, SEGMENT_HEADER_LENGTH))
  const { words, doubles } = buffer
  if (words[0] !== MAGIC || words[1] !== VERSION || crcOfWords(words, 0, 8) !== words[8]! >>> 0) return null
  return { sessionEpochMs: doubles[1]!, createdNs: doubles[2]!, firstIndex: doubles[3]! }
}

/** Bytes a record of `length` bytes takes in the file. */
export function recordLength(length: number): number {
  return RECORD_HEADER_LENGTH + alignedLength(length)
}

export function segmentName(name: string, firstIndex: number): string {
  return `${name}-${String(firstIndex).padStart(INDEX_DIGITS, '0')}${SUFFIX}`
}

/** First indexes of the journal's segments among the names of a folder, ascending. */
export function segmentIndexes(names: readonly string[], name: string): number[] {
  const indexes: number[] = []
  for (const file of names) {
    const digits = file.slice(name.length + 1, -SUFFIX.length)
    if (digits.length !== INDEX_DIGITS || !/^\d+$/.test(digits)) continue
    if (file === segmentName(name, Number(digits))) indexes.push(Number(digits))
  }
  return indexes.sort((a, b) => a - b)
}

function alignedLength(length: number): number {
  return (length + 7) & ~7
}
