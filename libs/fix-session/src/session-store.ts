/**
 * The durable memory of one session: an append-only journal of what was sent and of what was received and processed, in
 * order. The next sequence numbers follow from it; so does every answer to a ResendRequest. Records, by stream id:
 *
 *     RECEIVED  one message, processed in sequence        next inbound number = its 34 + 1
 *     SENT      one message, sent for the first time      next outbound number = its 34 + 1
 *     NUMBERS   four f64: next inbound, next outbound,    first of every segment, so that old segments can go;
 *               epoch, its begin in ms since 1970         after a gap fill or a SequenceReset
 *     RESET     nothing                                   both are 1; a new epoch begins, what came before is never
 *     resent
 *     REFUSED   one message, received in sequence and     as RECEIVED, but never read back by readInbound
 *               rejected: the application never saw it
 *
 * Records are in memory until `flush`: the owner flushes before bytes go to the socket and before messages go to the
 * application.
 */

import { assert } from '@reflex/base'
import { Journal, type JournalHandler, JournalReader, type Storage } from '@reflex/journal'
import { messageSeqNum } from './message-scan.ts'
import {
  NUMBERS,
  numbersOf,
  RECEIVED,
  REFUSED,
  RESET,
  SENT,
  type StoredMessageHandler,
  StoredMessages,
} from './stored-messages.ts'

export interface SessionStoreOptions {
  readonly storage: Storage
  readonly dir: string
  /** As `sessionName` makes it. */
  readonly name: string
  readonly sessionEpochMs: number
  readonly segmentBytesMax?: number
  /**
   * Oldest segments go when the journal is longer: their messages are gap-filled when asked for. Default: all is kept.
   */
  readonly bytesMax?: number | undefined
  /** See JournalOptions: Infinity survives the process, 0 or a group commit interval also the machine. */
  readonly syncIntervalNs?: number | undefined
}

const SEGMENT_BYTES_MAX = 16 * 1024 * 1024
const BUFFER_BYTES = 256 * 1024
const CHECKPOINT_EVERY = 256
const NO_BYTES = new Uint8Array(0)

export class SessionStore {
  readonly #options: SessionStoreOptions
  readonly #journal: Journal
  /** The part of the journal that is being sent again. */
  #cursor: StoredMessages | null = null
  #nextIn = 1
  #nextOut = 1
  #epoch = 0
  /** Of the first record of the epoch; NaN before. Like all times: ns since the session epoch. */
  #epochBeganNs = Number.NaN
  #lastInNs = Number.NaN
  #lastOutNs = Number.NaN
  /**
   * Journal index at or below which every message of the epoch numbered CHECKPOINT_EVERY * i and above was written, per
   * direction.
   */
  #inCheckpoints: number[] = []
  #outCheckpoints: number[] = []
  #epochStarts: number[] = [0]

  /** @throws ReflexError REFLEX_JOURNAL_CORRUPT when the journal is damaged before its end. */
  constructor(options: SessionStoreOptions) {
    this.#options = options
    this.#journal = new Journal({
      ...options,
      segmentBytesMax: options.segmentBytesMax ?? SEGMENT_BYTES_MAX,
      bufferBytes: BUFFER_BYTES,
      syncIntervalNs: options.syncIntervalNs ?? Number.POSITIVE_INFINITY,
      onRoll: (nowNs) => this.#onRoll(nowNs),
    })
    this.#recover()
  }

  /** MsgSeqNum(34) expected next from the counterparty. */
  get nextIn(): number {
    return this.#nextIn
  }

  /** MsgSeqNum(34) of the message we send next. */
  get nextOut(): number {
    return this.#nextOut
  }

  /** Resets of the numbers so far: (epoch, seqNum) names a message for ever. */
  get epoch(): number {
    return this.#epoch
  }

  /** When the first message of the epoch was stored; NaN before it. */
  get epochBeganNs(): number {
    return this.#epochBeganNs
  }

  /** When the last message came; NaN when none has. */
  get lastInNs(): number {
    return this.#lastInNs
  }

  /** When the last message was sent for the first time; NaN when none was. */
  get lastOutNs(): number {
    return this.#lastOutNs
  }

  /** Bytes of a torn tail that opening cut off: the message was never sent, or was never delivered. */
  get tornLength(): number {
    return this.#journal.tornLength
  }

  /** A message was received and is processed: its number must be `nextIn`. */
  appendIn(nowNs: number, seqNum: number, bytes: Uint8Array, offset: number, length: number): void {
    assert(seqNum === this.#nextIn, 'received messages are stored in sequence')
    this.#noteIn(this.#journal.append(nowNs, RECEIVED, bytes, offset, length), seqNum, nowNs)
  }

  /** A message was received and rejected: it counts, and is never given to the application. */
  appendRefused(nowNs: number, seqNum: number, bytes: Uint8Array, offset: number, length: number): void {
    assert(seqNum === this.#nextIn, 'received messages are stored in sequence')
    this.#noteIn(this.#journal.append(nowNs, REFUSED, bytes, offset, length), seqNum, nowNs)
  }

  /** A message is sent for the first time: its number must be `nextOut`. */
  appendOut(nowNs: number, seqNum: number, bytes: Uint8Array, offset: number, length: number): void {
    assert(seqNum === this.#nextOut, 'sent messages are stored in sequence')
    this.#noteOut(this.#journal.append(nowNs, SENT, bytes, offset, length), seqNum, nowNs)
  }

  /** Moves numbers forward (a gap fill, an operator's correction); only `reset` takes them back. */
  setNumbers(nowNs: number, nextIn: number, nextOut: number): void {
    assert(nextIn >= this.#nextIn && nextOut >= this.#nextOut, 'sequence numbers only move forward')
    if (nextIn === this.#nextIn && nextOut === this.#nextOut) return
    this.#noteNumbers(this.#appendNumbers(nowNs, nextIn, nextOut), nextIn, nextOut, this.#epoch)
  }

  /** Both numbers are 1 again. */
  reset(nowNs: number): void {
    if (this.#nextIn === 1 && this.#nextOut === 1) return
    this.#noteReset(this.#journal.append(nowNs, RESET, NO_BYTES, 0, 0))
  }

  flush(): void {
    this.#journal.flush()
  }

  syncIfDue(nowNs: number): boolean {
    return this.#journal.syncIfDue(nowNs)
  }

  close(): void {
    this.#journal.close()
  }

  /** Messages sent in this epoch, numbered `fromSeq` to `toSeq`, administrative ones included. @returns how many. */
  readOutbound(fromSeq: number, toSeq: number, handler: StoredMessageHandler): number {
    return this.openOutbound(fromSeq, toSeq).readAll(handler)
  }

  /** The same, to be read a part at a time and then closed. What it has not read stays, whatever retention says. */
  openOutbound(fromSeq: number, toSeq: number): StoredMessages {
    const cursor = this.#open(SENT, checkpointOf(this.#outCheckpoints, fromSeq), this.#epoch, fromSeq, toSeq)
    this.#cursor = cursor
    return cursor
  }

  /**
   * Messages received and processed, from (fromEpoch, fromSeq) on through all later epochs, administrative ones
   * included: how an application that was killed reads again what it may not have seen. @returns how many.
   */
  readInbound(fromSeq: number, handler: StoredMessageHandler, fromEpoch = this.#epoch): number {
    const start =
      fromEpoch === this.#epoch ? checkpointOf(this.#inCheckpoints, fromSeq) : (this.#epochStarts[fromEpoch] ?? 0)
    return this.#open(RECEIVED, start, fromEpoch, fromSeq, Number.MAX_SAFE_INTEGER).readAll(handler)
  }

  #open(streamId: number, fromIndex: number, fromEpoch: number, fromSeq: number, toSeq: number): StoredMessages {
    this.#journal.flush()
    const { storage, dir, name, sessionEpochMs } = this.#options
    const startEpoch = fromIndex >= (this.#epochStarts[fromEpoch] ?? Number.POSITIVE_INFINITY) ? fromEpoch : 0
    const range = { streamId, startEpoch, fromEpoch, fromSeq, toSeq }
    return new StoredMessages({ storage, dir, name, fromIndex }, sessionEpochMs, range)
  }

  #recover(): void {
    const onRecord: JournalHandler['onRecord'] = (index, recordNs, streamId, bytes, offset, length) => {
      const nowNs = recordNs + (reader.sessionEpochMs - this.#options.sessionEpochMs) * 1e6
      if (streamId === RECEIVED || streamId === REFUSED)
        this.#noteIn(index, messageSeqNum(bytes, offset, length), nowNs)
      else if (streamId === SENT) this.#noteOut(index, messageSeqNum(bytes, offset, length), nowNs)
      else if (streamId === RESET) this.#noteReset(index)
      else if (streamId === NUMBERS) {
        const numbers = numbersOf(bytes, offset, length)
        this.#noteNumbers(index, numbers[0]!, numbers[1]!, numbers[2]!)
        this.#epochBeganNs = numbers.length > 3 ? (numbers[3]! - this.#options.sessionEpochMs) * 1e6 : nowNs
      }
    }
    const reader = new JournalReader(this.#options)
    reader.readAll({ onRecord })
    reader.close()
  }

  #onRoll(nowNs: number): void {
    this.#appendNumbers(nowNs, this.#nextIn, this.#nextOut)
    const { bytesMax } = this.#options
    if (bytesMax === undefined) return
    const cursor = this.#cursor
    const keepFromIndex = cursor === null || cursor.isDone ? this.#journal.nextIndex : cursor.nextIndex
    this.#journal.retain({ bytesMax, keepFromIndex })
  }

  /** Allocates: it may run within itself, when the record it adds begins a new segment. */
  #appendNumbers(nowNs: number, nextIn: number, nextOut: number): number {
    if (Number.isNaN(this.#epochBeganNs)) this.#epochBeganNs = nowNs
    const beganMs = this.#options.sessionEpochMs + this.#epochBeganNs / 1e6
    const bytes = new Uint8Array(new Float64Array([nextIn, nextOut, this.#epoch, beganMs]).buffer)
    return this.#journal.append(nowNs, NUMBERS, bytes, 0, bytes.length)
  }

  #noteIn(index: number, seqNum: number, nowNs: number): void {
    this.#nextIn = seqNum + 1
    this.#lastInNs = nowNs
    if (Number.isNaN(this.#epochBeganNs)) this.#epochBeganNs = nowNs
    note(this.#inCheckpoints, index, seqNum)
  }

  #noteOut(index: number, seqNum: number, nowNs: number): void {
    this.#nextOut = seqNum + 1
    this.#lastOutNs = nowNs
    if (Number.isNaN(this.#epochBeganNs)) this.#epochBeganNs = nowNs
    note(this.#outCheckpoints, index, seqNum)
  }

  #noteNumbers(index: number, nextIn: number, nextOut: number, epoch: number): void {
    // Only at the begin of a journal whose oldest segments are gone.
    if (epoch !== this.#epoch) this.#beginEpoch(epoch, index)
    this.#nextIn = nextIn
    this.#nextOut = nextOut
    note(this.#inCheckpoints, index, nextIn - 1)
    note(this.#outCheckpoints, index, nextOut - 1)
  }

  #noteReset(index: number): void {
    this.#nextIn = 1
    this.#nextOut = 1
    this.#beginEpoch(this.#epoch + 1, index + 1)
  }

  #beginEpoch(epoch: number, startIndex: number): void {
    this.#epoch = epoch
    this.#epochBeganNs = Number.NaN
    this.#epochStarts[epoch] = startIndex
    this.#inCheckpoints = [startIndex]
    this.#outCheckpoints = [startIndex]
  }
}

/** Fills the checkpoints up to the one that `seqNum` falls into. */
function note(checkpoints: number[], index: number, seqNum: number): void {
  const slot = Math.floor(seqNum / CHECKPOINT_EVERY)
  while (checkpoints.length <= slot) checkpoints.push(checkpoints.length === 0 ? 0 : index)
}

function checkpointOf(checkpoints: readonly number[], seqNum: number): number {
  const slot = Math.floor(seqNum / CHECKPOINT_EVERY)
  return checkpoints[Math.min(slot, checkpoints.length - 1)] ?? 0
}
