import type { AdminWriter } from './admin-writer.ts'
import { isAdmin } from './codes.ts'
import type { MessageComposer } from './message-composer.ts'
import { messageType } from './message-scan.ts'
import type { OutBatch } from './out-batch.ts'
import { type FixSessionConfig, ns } from './session-config.ts'
import type { SessionStore } from './session-store.ts'
import type { StoredMessageHandler, StoredMessages } from './stored-messages.ts'

/** Journal records read at a time, and bytes that may wait in the batch: a long answer goes out over many turns. */
const RECORDS_PER_STEP = 64
const BATCH_BYTES_MAX = 256 * 1024

/**
 * Answers ResendRequests from the store: application messages again, as possible duplicates; one gap fill for each run
 * of administrative messages, of numbers that were never used, and of application messages older than the limit. Holds
 * one part of the answer at a time, however long it is.
 */
export class Resender implements StoredMessageHandler {
  readonly #store: SessionStore
  readonly #composer: MessageComposer
  readonly #admin: AdminWriter
  readonly #batch: OutBatch
  readonly #ageMaxNs: number
  readonly #messagesPerSecond: number
  #cursor: StoredMessages | null = null
  #nowNs = 0
  /** The first number that is not answered yet. */
  #nextSeq = 0
  #toSeq = 0
  #startNs = 0
  #sentCount = 0

  constructor(
    config: FixSessionConfig,
    parts: { store: SessionStore; composer: MessageComposer; admin: AdminWriter; batch: OutBatch },
  ) {
    this.#store = parts.store
    this.#composer = parts.composer
    this.#admin = parts.admin
    this.#batch = parts.batch
    this.#ageMaxNs = ns(config.resendAgeMaxSeconds)
    this.#messagesPerSecond = config.resendMessagesPerSecondMax
  }

  /** An answer is under way: `step` goes on with it. */
  get isActive(): boolean {
    return this.#cursor !== null
  }

  /**
   * Begins to answer fromSeq..toSeq, numbers below store.nextOut. With an answer under way both are answered, from the
   * lower number on.
   */
  resend(fromSeq: number, toSeq: number, nowNs: number): void {
    const isActive = this.isActive
    if (isActive && fromSeq >= this.#nextSeq && toSeq <= this.#toSeq) return
    if (!isActive) {
      this.#startNs = nowNs
      this.#sentCount = 0
    }
    this.#nextSeq = isActive ? Math.min(fromSeq, this.#nextSeq) : fromSeq
    this.#toSeq = isActive ? Math.max(toSeq, this.#toSeq) : toSeq
    this.#cursor?.close()
    this.#cursor = this.#store.openOutbound(this.#nextSeq, this.#toSeq)
    this.step(nowNs)
  }

  /** Appends the next part of the answer to the batch. @returns 1 when there was something to do. */
  step(nowNs: number): number {
    const cursor = this.#cursor
    if (cursor === null) return 0
    this.#nowNs = nowNs
    const start = this.#batch.used
    let count = 0
    while (!cursor.isDone && this.#batch.used - start < BATCH_BYTES_MAX && this.#isDue(nowNs)) {
      const limit = this.#messagesPerSecond === 0 ? RECORDS_PER_STEP : 1
      cursor.poll(this, limit)
      count++
    }
    if (!cursor.isDone) return count > 0 ? 1 : 0
    this.stop()
    this.#fillTo(this.#toSeq + 1)
    return 1
  }

  /** The connection is gone: the peer asks again. */
  stop(): void {
    this.#cursor?.close()
    this.#cursor = null
  }

  onStored(seqNum: number, sentNs: number, bytes: Uint8Array, offset: number, length: number): void {
    if (seqNum < this.#nextSeq || isAdmin(messageType(bytes, offset, length))) return
    if (this.#ageMaxNs > 0 && this.#nowNs - sentNs > this.#ageMaxNs) return
    this.#fillTo(seqNum)
    this.#composer.composeAgain(this.#batch, bytes, offset, length, seqNum, this.#nowNs)
    this.#nextSeq = seqNum + 1
    this.#sentCount++
  }

  /** The pace allows another message: as many as the time since the begin gives, and one second's worth at once. */
  #isDue(nowNs: number): boolean {
    const perSecond = this.#messagesPerSecond
    return perSecond === 0 || this.#sentCount < perSecond * (1 + (nowNs - this.#startNs) / ns(1))
  }

  #fillTo(seqNum: number): void {
    if (this.#nextSeq >= seqNum) return
    this.#admin.gapFill(seqNum)
    this.#composer.composeFill(this.#batch, this.#admin.bytes, this.#admin.length, this.#nextSeq, this.#nowNs)
    this.#nextSeq = seqNum
  }
}
