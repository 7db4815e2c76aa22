import { type JournalHandler, JournalReader, type JournalReaderOptions } from '@reflex/journal'
import { messageSeqNum } from './message-scan.ts'

export interface StoredMessageHandler {
  /**
   * @param nowNs when it was received or sent, ns since today's session epoch (negative for earlier days).
   * @param bytes the whole message, valid only during the call.
   * @param epoch counts the resets of the numbers: (epoch, seqNum) never repeats.
   */
  onStored(seqNum: number, nowNs: number, bytes: Uint8Array, offset: number, length: number, epoch: number): void
}

// Stream ids of a session's journal.
export const RECEIVED = 1
export const SENT = 2
export const NUMBERS = 3
export const RESET = 4
export const REFUSED = 5

export interface StoredRange {
  /** RECEIVED or SENT. */
  readonly streamId: number
  /** The epoch at `fromIndex` of the journal. */
  readonly startEpoch: number
  readonly fromEpoch: number
  readonly fromSeq: number
  readonly toSeq: number
}

/** Reads a range of one direction of a session's journal, a part at a time, holding one record in memory. */
export class StoredMessages {
  readonly #reader: JournalReader
  readonly #range: StoredRange
  readonly #sessionEpochMs: number
  readonly #records: JournalHandler
  #epoch: number
  #handler: StoredMessageHandler | null = null
  #count = 0
  #isDone = false

  /** @param sessionEpochMs what the times told count from. */
  constructor(options: JournalReaderOptions, sessionEpochMs: number, range: StoredRange) {
    this.#reader = new JournalReader(options)
    this.#range = range
    this.#sessionEpochMs = sessionEpochMs
    this.#epoch = range.startEpoch
    this.#records = {
      onRecord: (_index, nowNs, stream, bytes, offset, length) => this.#onRecord(nowNs, stream, bytes, offset, length),
    }
  }

  /** Everything of the range that is in the journal was told. */
  get isDone(): boolean {
    return this.#isDone
  }

  /** Messages told so far. */
  get count(): number {
    return this.#count
  }

  /** Index of the journal record that comes next. */
  get nextIndex(): number {
    return this.#reader.nextIndex
  }

  /** Reads up to `recordLimit` journal records, of which some are of the range. */
  poll(handler: StoredMessageHandler, recordLimit: number): void {
    if (this.#isDone) return
    this.#handler = handler
    if (this.#reader.poll(this.#records, recordLimit) === 0) this.#isDone = true
  }

  readAll(handler: StoredMessageHandler): number {
    while (!this.#isDone) this.poll(handler, 64)
    this.close()
    return this.#count
  }

  close(): void {
    this.#isDone = true
    this.#reader.close()
  }

  #onRecord(nowNs: number, stream: number, bytes: Uint8Array, offset: number, length: number): void {
    const { streamId, fromEpoch, fromSeq, toSeq } = this.#range
    if (stream === RESET) this.#epoch++
    else if (stream === NUMBERS) this.#epoch = epochOf(bytes, offset, length)
    if (stream !== streamId || this.#isDone || this.#epoch < fromEpoch) return
    const seqNum = messageSeqNum(bytes, offset, length)
    if (this.#epoch === fromEpoch && seqNum < fromSeq) return
    if (seqNum > toSeq) {
      this.#isDone = true
      return
    }
    const atNs = nowNs + (this.#reader.sessionEpochMs - this.#sessionEpochMs) * 1e6
    this.#handler!.onStored(seqNum, atNs, bytes, offset, length, this.#epoch)
    this.#count++
  }
}

/**
 * A NUMBERS record: next inbound, next outbound, epoch, begin of the epoch in ms since 1970 (not in old ones), as f64.
 */
export function numbersOf(bytes: Uint8Array, offset: number, length: number): Float64Array {
  return new Float64Array(bytes.slice(offset, offset + length).buffer)
}

function epochOf(bytes: Uint8Array, offset: number, length: number): number {
  return numbersOf(bytes, offset, length)[2]!
}
