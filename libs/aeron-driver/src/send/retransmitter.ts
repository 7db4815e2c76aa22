import { computeMaxMessageLength, computePosition, PARTITION_COUNT } from '@aeron/client/internal'
import { DatagramBatch } from '../media/udp-transport.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import type { PublicationSenderSetup } from './publication-sender-setup.ts'
import { type Resender, RetransmitHandler } from './retransmit-handler.ts'
import { TermScanner } from './term-scanner.ts'

/** Sends parts of a publication's log again, as they were. */
export class Retransmitter implements Resender {
  readonly #publication: PublicationSenderSetup
  readonly #systemCounters: SystemCounters
  readonly #send: (batch: DatagramBatch) => number
  readonly #handler: RetransmitHandler
  readonly #scanner = new TermScanner()
  readonly #batch: DatagramBatch

  constructor(
    publication: PublicationSenderSetup,
    systemCounters: SystemCounters,
    send: (batch: DatagramBatch) => number,
  ) {
    this.#publication = publication
    this.#systemCounters = systemCounters
    this.#send = send
    this.#batch = new DatagramBatch(publication.messagesPerSendMax)
    this.#handler = new RetransmitHandler(publication.retransmit, this)
  }

  onNak(termId: number, termOffset: number, length: number, nowNs: number): void {
    const { flowControl, log } = this.#publication
    this.#handler.onNak(termId, termOffset, length, log.termLength, flowControl, nowNs)
  }

  processTimeouts(nowNs: number): void {
    this.#handler.processTimeouts(nowNs)
  }

  resend(termId: number, termOffset: number, length: number): void {
    const { log, start, senderPosition, mtuLength } = this.#publication
    const { termLength } = log
    const position = computePosition(termId, termOffset, termLength, start.initialTermId)
    const sent = senderPosition.get()
    if (position >= sent || position < sent - termLength / 2 - computeMaxMessageLength(termLength)) return
    const term = log.terms[Math.floor(position / termLength) % PARTITION_COUNT]!
    const batch = this.#batch
    const scanner = this.#scanner
    let offset = termOffset
    let left = Math.min(length, sent - position)
    while (left > 0) {
      batch.reset(term)
      while (left > 0 && batch.count < batch.offsets.length) {
        const available = scanner.scan(term, offset, Math.min(left, mtuLength))
        if (available <= 0) {
          left = 0
          break
        }
        batch.add(offset, available)
        offset += available + scanner.padding
        left -= available + scanner.padding
      }
      if (batch.count === 0 || this.#send(batch) < batch.count) break
    }
    if (offset === termOffset) return
    this.#systemCounters.add(SYSTEM_COUNTER.RETRANSMITS_SENT)
    this.#systemCounters.add(SYSTEM_COUNTER.RETRANSMITTED_BYTES, offset - termOffset)
  }

  onPoolOverflow(): void {
    this.#systemCounters.add(SYSTEM_COUNTER.RETRANSMIT_OVERFLOW)
  }
}
