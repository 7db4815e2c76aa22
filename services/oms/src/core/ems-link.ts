/**
 * Whether the book has every execution the ems has journaled, and the requests that make it so. After a start, after a
 * new life of the ems and after its silence we know nothing: we ask for all executions behind the last contiguous one
 * (BW), then for the state of orders (AF). The ems answers in that order, so the last answer to AF says that the resend
 * is complete. A hole in the numbers is asked for at once.
 *
 *     ASKING --BW + AF--> WAITING --last answer--> SYNCED          silence, new life: back to ASKING; no answer: asked
 *     again
 */

import { bytesEqual, putInteger } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  APPL_ID_EXECUTIONS,
  APPL_REPORT_TYPE,
  APPL_REQ_TYPE,
  ApplicationMessageReportDecoder,
  ApplicationMessageRequestEncoder,
  type ExecutionReportDecoder,
  MASS_STATUS_REQ_TYPE,
  OrderMassStatusRequestEncoder,
  STREAM,
} from '@reflex/schema'
import { type Outbox, PeerLiveness } from '@reflex/service-host'
import type { SequenceTracker } from './sequence-tracker.ts'

export interface EmsLinkOptions {
  /** SenderCompID of the ems. */
  readonly emsName: string
  readonly timeoutNs: number
  /** Time before an unanswered request is sent again. */
  readonly retryNs: number
  /**
   * How long the end of the journal may be announced before it must have arrived: heartbeats overtake executions within
   * a turn.
   */
  readonly tailGraceNs: number
}

const EMS = 0
const ASKING = 0
const WAITING = 1
const SYNCED = 2
const PREFIX = Uint8Array.from('oms-', (c) => c.charCodeAt(0))

export class EmsLink {
  requests = 0
  /** Executions that came again on request and were new, since the last question. */
  #resentNew = 0
  readonly #sequence: SequenceTracker
  readonly #peers: PeerLiveness
  readonly #retryNs: number
  readonly #tailGraceNs: number
  readonly #health = new ApplicationMessageReportDecoder()
  readonly #resendRequest = new ApplicationMessageRequestEncoder()
  readonly #statusRequest = new OrderMassStatusRequestEncoder()
  readonly #requestId = new Uint8Array(32)
  #requestIdLength = 0
  #state = ASKING
  #isAlive = false
  #life = 0
  #nextAskNs = Number.NEGATIVE_INFINITY
  #tailDueNs = Number.POSITIVE_INFINITY
  #isTailMissing = false

  constructor(sequence: SequenceTracker, options: EmsLinkOptions) {
    this.#sequence = sequence
    this.#peers = new PeerLiveness([options.emsName], options.timeoutNs)
    this.#retryNs = options.retryNs
    this.#tailGraceNs = options.tailGraceNs
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  /** Every execution the ems has is booked, as far as we can know. */
  get isSynced(): boolean {
    return this.#isAlive && this.#state === SYNCED && !this.#sequence.hasHole && !this.#isTailMissing
  }

  statusText(): string {
    if (!this.#isAlive) return 'waiting for the ems'
    if (this.#sequence.hasHole || this.#isTailMissing) return 'executions missing'
    return this.#state === SYNCED ? 'ready' : 'recovering executions'
  }

  onHealth(nowNs: number, frame: FixFrame): void {
    const report = this.#health.wrap(frame)
    const type = report.applReportType()
    if (type === APPL_REPORT_TYPE.APPLICATION_ALIVE) {
      if (this.#peers.onHeartbeat(nowNs, frame) !== EMS) return
      this.#onAlive()
    }
    const journals = report.noApplIds()
    while (journals.next()) {
      const isOurs = bytesEqual(
        report.bytes,
        journals.refApplIdOffset,
        journals.refApplIdLength,
        APPL_ID_EXECUTIONS,
        0,
        APPL_ID_EXECUTIONS.length,
      )
      if (!isOurs) continue
      this.#sequence.announce(journals.refApplLastSeqNum())
      if (type === APPL_REPORT_TYPE.RESEND_COMPLETE && this.#state === WAITING) this.#onAnswered()
    }
  }

  #onAlive(): void {
    const life = this.#peers.lifeOf(EMS)
    if (life !== this.#life || !this.#isAlive) this.#ask()
    this.#life = life
    this.#isAlive = true
  }

  /** An answer to AF: the last one of ours completes the recovery. */
  onStatusReport(report: ExecutionReportDecoder): void {
    if (this.#state !== WAITING || !report.lastRptRequested()) return
    const isOurs = bytesEqual(
      report.bytes,
      report.massStatusReqIdOffset,
      report.massStatusReqIdLength,
      this.#requestId,
      0,
      this.#requestIdLength,
    )
    if (isOurs) this.#onAnswered()
  }

  /** An execution came again that we had missed. */
  onResent(): void {
    this.#resentNew++
  }

  /** The ems sends only so many again for one request: we ask until it has nothing new. */
  #onAnswered(): void {
    if (this.#resentNew > 0) this.#ask()
    else this.#state = SYNCED
  }

  /** After our own recovery. */
  onRecovered(): void {
    this.#ask()
  }

  /** @returns how many requests were sent. */
  onTimer(nowNs: number, out: Outbox): number {
    if (this.#isAlive && !this.#peers.isAlive(EMS, nowNs)) this.#isAlive = false
    this.#watchTail(nowNs)
    if (!this.#isAlive || this.isSynced || nowNs < this.#nextAskNs) return 0
    this.#nextAskNs = nowNs + this.#retryNs
    this.#sendRequests(nowNs, out)
    return 1
  }

  /** A new life, a hole or silence: ask at the next turn. */
  #ask(): void {
    this.#state = ASKING
    this.#nextAskNs = Number.NEGATIVE_INFINITY
  }

  #watchTail(nowNs: number): void {
    const sequence = this.#sequence
    if (sequence.contiguous >= sequence.announced) this.#tailDueNs = Number.POSITIVE_INFINITY
    else if (this.#tailDueNs === Number.POSITIVE_INFINITY) this.#tailDueNs = nowNs + this.#tailGraceNs
    this.#isTailMissing = nowNs >= this.#tailDueNs
  }

  #sendRequests(nowNs: number, out: Outbox): void {
    this.#requestId.set(PREFIX)
    this.#requestIdLength = PREFIX.length + putInteger(this.#requestId, PREFIX.length, nowNs)
    this.#resendRequest
      .begin(out, STREAM.EXECUTION_REQUESTS)
      .applReqId(this.#requestId, 0, this.#requestIdLength)
      .applReqType(APPL_REQ_TYPE.RETRANSMISSION)
      .noApplIds(1)
      .refApplId(APPL_ID_EXECUTIONS, 0, APPL_ID_EXECUTIONS.length)
      .applBegSeqNum(this.#sequence.contiguous + 1)
      .applEndSeqNum(this.#state === SYNCED && this.#sequence.hasHole ? this.#sequence.highest : 0)
      .end()
    this.requests++
    this.#resentNew = 0
    if (this.#state === SYNCED) return
    this.#state = WAITING
    this.#statusRequest
      .begin(out, STREAM.EXECUTION_REQUESTS)
      .massStatusReqId(this.#requestId, 0, this.#requestIdLength)
      .massStatusReqType(MASS_STATUS_REQ_TYPE.STATUS_FOR_ALL_ORDERS)
      .end()
  }
}
