import type { MappedFile } from '@aeron/client'
import { AtomicBuffer, align } from '@aeron/client/internal'
import type { EpochClock } from '@reflex/base'

const TOTAL_BYTES_LOST_OFFSET = 8
const FIRST_OBSERVATION_OFFSET = 16
const LAST_OBSERVATION_OFFSET = 24
const SESSION_ID_OFFSET = 32
const STREAM_ID_OFFSET = 36
const CHANNEL_OFFSET = 40
const ENTRY_ALIGNMENT = 64

/** What an entry says of the stream. */
export interface LossSource {
  readonly sessionId: number
  readonly streamId: number
  readonly channel: string
  readonly sourceIdentity: string
}

interface Entry {
  readonly offset: number
  termId: number
  termOffset: number
  end: number
}

/** Writes `loss-report.dat`: one entry for each image that has lost something. */
export class LossReport {
  readonly #buffer: AtomicBuffer
  readonly #epochClock: EpochClock
  readonly #entries = new WeakMap<LossSource, Entry>()
  #nextOffset = 0

  constructor(file: MappedFile, epochClock: EpochClock) {
    this.#buffer = new AtomicBuffer(file.buffer, 0, file.length)
    this.#epochClock = epochClock
  }

  /** A gap, perhaps one that was reported before: only what is new counts. */
  onLoss(source: LossSource, termId: number, termOffset: number, length: number): void {
    const end = termOffset + length
    const entry = this.#entries.get(source)
    if (entry === undefined) {
      this.#create(source, { termId, termOffset, end }, length)
      return
    }
    let bytes = length
    if (entry.termId === termId && termOffset >= entry.termOffset && termOffset < entry.end) {
      bytes = Math.max(0, end - entry.end)
    }
    entry.termId = termId
    entry.termOffset = termOffset
    entry.end = Math.max(end, bytes < length ? entry.end : 0)
    if (bytes > 0) this.#add(entry.offset, bytes)
  }

  #add(offset: number, bytes: number): void {
    const buffer = this.#buffer
    buffer.putLongOrdered(offset + TOTAL_BYTES_LOST_OFFSET, buffer.getLong(offset + TOTAL_BYTES_LOST_OFFSET) + bytes)
    buffer.putLongOrdered(offset + LAST_OBSERVATION_OFFSET, this.#epochClock.time())
    buffer.putLongOrdered(offset, buffer.getLong(offset) + 1)
  }

  #create(source: LossSource, gap: Omit<Entry, 'offset'>, bytes: number): void {
    const buffer = this.#buffer
    const offset = this.#nextOffset
    const channelLength = Buffer.byteLength(source.channel)
    const sourceOffset = offset + CHANNEL_OFFSET + 4 + align(channelLength, 4)
    const end = sourceOffset + 4 + Buffer.byteLength(source.sourceIdentity)
    // A full report stays as it is.
    if (end > buffer.length) return
    const now = this.#epochClock.time()
    buffer.putLong(offset + TOTAL_BYTES_LOST_OFFSET, bytes)
    buffer.putLong(offset + FIRST_OBSERVATION_OFFSET, now)
    buffer.putLong(offset + LAST_OBSERVATION_OFFSET, now)
    buffer.putInt(offset + SESSION_ID_OFFSET, source.sessionId)
    buffer.putInt(offset + STREAM_ID_OFFSET, source.streamId)
    buffer.putString(offset + CHANNEL_OFFSET, source.channel)
    buffer.putString(sourceOffset, source.sourceIdentity)
    buffer.putLongOrdered(offset, 1)
    this.#entries.set(source, { offset, ...gap })
    this.#nextOffset = align(end, ENTRY_ALIGNMENT)
  }
}
