import type { AdminWriter } from './admin-writer.ts'
import { isAdmin } from './codes.ts'
import type { MessageComposer } from './message-composer.ts'
import { messageType } from './message-scan.ts'
import type { OutBatch } from './out-batch.ts'
import type { SessionStore, StoredMessageHandler } from './session-store.ts'

/**
 * Answers a ResendRequest from the store: application messages again, as possible duplicates; one gap fill for each run
 * of administrative messages, of numbers that were never used, and of application messages older than the limit.
 */
export class Resender implements StoredMessageHandler {
  readonly #store: SessionStore
  readonly #composer: MessageComposer
  readonly #admin: AdminWriter
  readonly #batch: OutBatch
  readonly #ageMaxNs: number
  #nowNs = 0
  /** The first number that is not answered yet. */
  #nextSeq = 0

  /** @param ageMaxNs 0 for no limit. */
  constructor(store: SessionStore, composer: MessageComposer, admin: AdminWriter, batch: OutBatch, ageMaxNs: number) {
    this.#store = store
    this.#composer = composer
    this.#admin = admin
    this.#batch = batch
    this.#ageMaxNs = ageMaxNs
  }

  /** Appends the answer for fromSeq..toSeq to the batch. Numbers must be below store.nextOut. */
  resend(fromSeq: number, toSeq: number, nowNs: number): void {
    this.#nowNs = nowNs
    this.#nextSeq = fromSeq
    this.#store.readOutbound(fromSeq, toSeq, this)
    this.#fillTo(toSeq + 1)
  }

  onStored(seqNum: number, sentNs: number, bytes: Uint8Array, offset: number, length: number): void {
    if (isAdmin(messageType(bytes, offset, length))) return
    if (this.#ageMaxNs > 0 && this.#nowNs - sentNs > this.#ageMaxNs) return
    this.#fillTo(seqNum)
    this.#composer.composeAgain(this.#batch, bytes, offset, length, seqNum, this.#nowNs)
    this.#nextSeq = seqNum + 1
  }

  #fillTo(seqNum: number): void {
    if (this.#nextSeq >= seqNum) return
    this.#admin.gapFill(seqNum)
    this.#composer.composeFill(this.#batch, this.#admin.bytes, this.#admin.length, this.#nextSeq, this.#nowNs)
    this.#nextSeq = seqNum
  }
}
