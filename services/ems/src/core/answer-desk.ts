import type { FixFrame } from '@reflex/fix'
import {
  APPL_ID_EXECUTIONS,
  ApplicationMessageRequestDecoder,
  executionReportEncoder,
  MSG_TYPE,
  orderCancelRejectEncoder,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { EmsState } from './ems-state.ts'

/** Executions sent again for one request at most: the asker asks again for the rest. */
const RESEND_MAX = 2048
const LENGTH_MAX = 4096

/** Answers those who ask: open orders (AF), executions they missed (BW). Changes nothing. */
export class AnswerDesk {
  readonly #state: EmsState
  readonly #resent: FixFrame
  readonly #request = new ApplicationMessageRequestDecoder()

  constructor(state: EmsState, resent: FixFrame) {
    this.#state = state
    this.#resent = resent
  }

  /** A crowded outbox answers nobody: who asks, asks again. */
  onMassStatusRequest(fix: FixFrame, out: Outbox): void {
    const { orders, publisher } = this.#state
    if (out.isCrowded) return
    if (orders.liveCount === 0) return publisher.noOrders(fix, out)
    for (let place = 0; place < orders.liveCount; place++) {
      publisher.status(orders.liveAt(place), fix, place === orders.liveCount - 1, out)
    }
  }

  /**
   * BW: sends numbered executions again, marked 97=Y. What the ring no longer holds cannot be sent: the asker sees the
   * gap stay.
   */
  onResendRequest(fix: FixFrame, out: Outbox): void {
    const ranges = this.#request.wrap(fix).noApplIds()
    while (ranges.next()) {
      if (!ranges.refApplIdIs(APPL_ID_EXECUTIONS)) continue
      const { ring } = this.#state
      const end = ranges.applEndSeqNum()
      const last = end > 0 ? Math.min(end, ring.next - 1) : ring.next - 1
      const first = Math.max(ranges.applBegSeqNum(), ring.first)
      const stop = Math.min(last, first + RESEND_MAX - 1)
      for (let number = first; number <= stop && !out.isCrowded; number++) this.#resend(number, out)
    }
  }

  #resend(number: number, out: Outbox): void {
    const { ring, counters } = this.#state
    const offset = ring.offsetOf(number)
    if (offset < 0 || this.#resent.wrap(ring.buffer, offset, ring.lengthOf(number)) < 0) return
    const encoder =
      this.#resent.msgType === MSG_TYPE.EXECUTION_REPORT ? executionReportEncoder : orderCancelRejectEncoder
    encoder
      .begin(out, STREAM.EXECUTIONS, LENGTH_MAX)
      .possResend()
      .copyBody(this.#resent)
      .copyHops(this.#resent, 0)
      .end()
    counters.increment('resent')
  }
}
