import type { FixFrame } from '@reflex/fix'
import {
  REQUIRED_TAG_MISSING,
  TAG_BEGIN_SEQ_NO,
  TAG_END_SEQ_NO,
  TAG_NEW_SEQ_NO,
  TAG_TEXT,
  VALUE_OUT_OF_RANGE,
} from './codes.ts'
import { type FixSession, LOGOUT_SENT } from './fix-session.ts'
import type { InboundSequence } from './inbound-sequence.ts'

/** What the session's own messages, other than Logon, make it do. */
export class AdminRules {
  readonly #session: FixSession
  readonly #frame: FixFrame
  readonly #sequence: InboundSequence

  constructor(session: FixSession, frame: FixFrame, sequence: InboundSequence) {
    this.#session = session
    this.#frame = frame
    this.#sequence = sequence
  }

  onTestRequest(nowNs: number): void {
    this.#session.admin.heartbeatFor(this.#frame)
    this.#session.sendAdmin(nowNs)
  }

  /** Answers in kind unless we asked for it, then closes. Obeyed whatever its number. */
  onLogout(nowNs: number, seqNum: number): void {
    const session = this.#session
    const text = this.#frame.text(TAG_TEXT)
    this.#sequence.consume(nowNs, seqNum)
    if (session.state !== LOGOUT_SENT) {
      session.admin.logout('')
      session.sendAdmin(nowNs)
    }
    session.disconnect(nowNs, text === '' ? 'logout' : `logout: ${text}`, true)
    if (session.config.resetOnLogout) session.store.reset(nowNs)
  }

  /** Served whatever its number: two sides that both wait for the other's resend would wait for ever. */
  onResendRequest(nowNs: number, seqNum: number): void {
    const { store, resender } = this.#session
    const fromSeq = this.#frame.int(TAG_BEGIN_SEQ_NO)
    const toSeq = this.#frame.int(TAG_END_SEQ_NO)
    const last = store.nextOut - 1
    this.#sequence.consume(nowNs, seqNum)
    if (fromSeq >= 1 && fromSeq <= last) {
      resender.resend(fromSeq, toSeq >= fromSeq && toSeq < last ? toSeq : last, nowNs)
    } else this.#sequence.rejectFor(nowNs, seqNum, VALUE_OUT_OF_RANGE, TAG_BEGIN_SEQ_NO)
    this.#sequence.keepDone(nowNs, seqNum, true)
  }

  /** SequenceReset with GapFillFlag, in its turn. */
  onGapFill(nowNs: number, seqNum: number): void {
    const newSeqNo = this.#frame.int(TAG_NEW_SEQ_NO)
    this.#sequence.consume(nowNs, seqNum)
    if (newSeqNo > seqNum) this.#sequence.moveTo(nowNs, newSeqNo)
    else this.#sequence.rejectFor(nowNs, seqNum, VALUE_OUT_OF_RANGE, TAG_NEW_SEQ_NO)
  }

  /** SequenceReset without it: its own number does not count. */
  onReset(nowNs: number, seqNum: number): void {
    const newSeqNo = this.#frame.int(TAG_NEW_SEQ_NO)
    if (newSeqNo >= this.#session.store.nextIn) this.#sequence.moveTo(nowNs, newSeqNo)
    else if (this.#frame.has(TAG_NEW_SEQ_NO)) this.#sequence.rejectFor(nowNs, seqNum, VALUE_OUT_OF_RANGE, 0)
    else this.#sequence.rejectFor(nowNs, seqNum, REQUIRED_TAG_MISSING, TAG_NEW_SEQ_NO)
  }
}
