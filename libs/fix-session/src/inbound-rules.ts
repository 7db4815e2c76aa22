import type { SessionTime } from '@reflex/base'
import { FIX_GARBLED, FIX_NO_MSG_TYPE, type FixFrame, LENGTH_TAG_OF_DATA, msgTypeText } from '@reflex/fix'
import { AdminRules } from './admin-rules.ts'
import { ApplicationGate } from './application-gate.ts'
import {
  COMP_ID_PROBLEM,
  HEARTBEAT,
  INVALID_MSG_TYPE,
  INVALID_TAG_NUMBER,
  isAdmin,
  LOGON,
  LOGOUT,
  type MessageValidator,
  NO_REASON,
  REQUIRED_TAG_MISSING,
  RESEND_REQUEST,
  SENDING_TIME_PROBLEM,
  SEQUENCE_RESET,
  TAG_GAP_FILL_FLAG,
  TAG_MSG_SEQ_NUM,
  TAG_ORIG_SENDING_TIME,
  TAG_POSS_DUP_FLAG,
  TAG_SENDING_TIME,
  TAG_TEXT,
  TEST_REQUEST,
  UNDEFINED_TAG,
} from './codes.ts'
import { type FixSession, type FixSessionParts, LOGGED_ON } from './fix-session.ts'
import { HeaderCheck } from './header-check.ts'
import { InboundSequence } from './inbound-sequence.ts'
import { LogonRules } from './logon-rules.ts'

const SEQ_NUM_MAX = 2 ** 31 - 2

/**
 * What a session does with each message it receives, in this order: well-formed? from our counterparty, now? a message
 * obeyed whatever its number? ahead of, behind or in its turn? valid by the dictionary? Then the session's own messages
 * act and the others are delivered.
 */
export class InboundRules {
  garbledCount = 0
  readonly #session: FixSession
  readonly #frame: FixFrame
  readonly #check: HeaderCheck
  readonly #sequence: InboundSequence
  readonly #logon: LogonRules
  readonly #admin: AdminRules
  readonly #gate: ApplicationGate
  readonly #validator: MessageValidator | undefined
  readonly #lengthTagOfData: Uint16Array
  readonly #sessionTime: SessionTime

  constructor(session: FixSession, parts: FixSessionParts) {
    this.#session = session
    this.#frame = parts.frame
    this.#sessionTime = parts.sessionTime
    this.#validator = parts.validator
    this.#lengthTagOfData = parts.validator?.lengthTagOfData ?? LENGTH_TAG_OF_DATA
    this.#check = new HeaderCheck(parts.config, parts.sessionTime)
    this.#sequence = new InboundSequence(session, parts.frame, this.#check)
    this.#logon = new LogonRules(session, parts, this.#check)
    this.#admin = new AdminRules(session, parts.frame, this.#sequence)
    this.#gate = new ApplicationGate(session, parts.frame, this.#sequence)
  }

  get hasGap(): boolean {
    return this.#sequence.hasGap
  }

  clear(): void {
    this.#sequence.clear()
  }

  onMessage(nowNs: number, bytes: Uint8Array, offset: number, length: number): void {
    const session = this.#session
    const code = this.#wrap(bytes, offset, length)
    if (code === FIX_GARBLED || code === FIX_NO_MSG_TYPE) {
      session.onGarbled(nowNs)
      return
    }
    const seqNum = this.#frame.int(TAG_MSG_SEQ_NUM)
    if (session.state < LOGGED_ON) this.#onBeforeLogon(nowNs, code, seqNum)
    else this.#onInSession(nowNs, code, seqNum)
    const isFill = this.#frame.msgType === SEQUENCE_RESET
    while (session.state >= LOGGED_ON && this.#onNextKept(nowNs)) {}
    if (session.state === LOGGED_ON) this.#sequence.requestMore(nowNs, isFill)
  }

  /** Asks again when the answer to a ResendRequest stalls. @returns 1 when it did. */
  repeatRequest(nowNs: number, patienceNs: number): number {
    const sequence = this.#sequence
    if (!sequence.hasGap || nowNs - sequence.requestedNs < patienceNs || this.#session.state !== LOGGED_ON) return 0
    sequence.request(nowNs)
    return 1
  }

  /** The frame is shared by sessions, whose dictionaries may have data fields of their own. */
  #wrap(bytes: Uint8Array, offset: number, length: number): number {
    this.#frame.lengthTagOfData = this.#lengthTagOfData
    return this.#frame.wrap(bytes, offset, length)
  }

  #onBeforeLogon(nowNs: number, code: number, seqNum: number): void {
    const frame = this.#frame
    let problem = ''
    if (frame.msgType === LOGON) problem = this.#logon.problem(nowNs, code, seqNum)
    else problem = `35=${msgTypeText(frame.msgType)} before logon ${frame.text(TAG_TEXT)}`.trim()
    if (problem === '') this.#onLogon(nowNs, seqNum)
    else this.#session.disconnect(nowNs, problem)
  }

  #onLogon(nowNs: number, seqNum: number): void {
    if (!this.#logon.accept(nowNs, seqNum)) return
    this.#sequence.keepDone(nowNs, seqNum, !this.#logon.peerFillsGap)
    this.#logon.resendExpected(nowNs)
  }

  #onInSession(nowNs: number, code: number, seqNum: number): void {
    const session = this.#session
    const frame = this.#frame
    if (!(seqNum >= 0 && seqNum <= SEQ_NUM_MAX)) this.#giveUp(nowNs, 'MsgSeqNum missing or invalid')
    else if (!this.#check.hasBeginString(frame)) this.#refuse(nowNs, seqNum, 'Incorrect BeginString')
    else {
      const problem = this.#check.fields(frame, code)
      if (problem === NO_REASON && this.#refusesOrigin(nowNs, seqNum)) return
      session.noteReceived(nowNs)
      if (problem === NO_REASON && this.#actsOutOfTurn(nowNs, seqNum)) return
      const { nextIn } = session.store
      if (seqNum > nextIn) this.#sequence.keep(nowNs, seqNum)
      else if (seqNum < nextIn) this.#onBehind(nowNs, seqNum)
      else this.#onInTurn(nowNs, seqNum, problem)
    }
  }

  /** Wrong parties or a stale time: Reject and Logout. */
  #refusesOrigin(nowNs: number, seqNum: number): boolean {
    const reason = this.#check.origin(this.#frame, nowNs)
    if (reason === NO_REASON) return false
    this.#sequence.reject(nowNs, seqNum, reason)
    if (reason === COMP_ID_PROBLEM || reason === SENDING_TIME_PROBLEM) this.#refuse(nowNs, seqNum, '')
    else this.#sequence.consumeRefused(nowNs, seqNum)
    return true
  }

  /** Messages that are obeyed whatever their number. */
  #actsOutOfTurn(nowNs: number, seqNum: number): boolean {
    const frame = this.#frame
    const type = frame.msgType
    if (type === LOGOUT) this.#admin.onLogout(nowNs, seqNum)
    else if (type === RESEND_REQUEST && this.#validate() === NO_REASON) this.#admin.onResendRequest(nowNs, seqNum)
    else if (type === SEQUENCE_RESET && !frame.boolean(TAG_GAP_FILL_FLAG)) this.#admin.onReset(nowNs, seqNum)
    else if (type === LOGON && this.#logon.isReset()) {
      this.clear()
      this.#onLogon(nowNs, seqNum)
    } else return false
    return true
  }

  #onBehind(nowNs: number, seqNum: number): void {
    const frame = this.#frame
    if (!frame.boolean(TAG_POSS_DUP_FLAG)) {
      this.#giveUp(nowNs, `MsgSeqNum too low, expecting ${this.#session.store.nextIn} but received ${seqNum}`)
    } else if (frame.msgType === SEQUENCE_RESET) {
      // A gap fill for what we have.
    } else if (!frame.has(TAG_ORIG_SENDING_TIME)) {
      this.#sequence.rejectFor(nowNs, seqNum, REQUIRED_TAG_MISSING, TAG_ORIG_SENDING_TIME)
    } else {
      const origNs = frame.utcNs(TAG_ORIG_SENDING_TIME, this.#sessionTime)
      if (origNs > frame.utcNs(TAG_SENDING_TIME, this.#sessionTime)) {
        this.#sequence.rejectFor(nowNs, seqNum, SENDING_TIME_PROBLEM, 0)
        this.#session.logout(nowNs, '')
      }
    }
  }

  #onNextKept(nowNs: number): boolean {
    const bytes = this.#sequence.takeNext(nowNs)
    if (bytes === null) return false
    const code = this.#wrap(bytes, 0, bytes.length)
    this.#onInTurn(nowNs, this.#session.store.nextIn, this.#check.fields(this.#frame, code))
    return true
  }

  /** @param problem what is wrong with its fields, or NO_REASON. */
  #onInTurn(nowNs: number, seqNum: number, problem: number): void {
    const frame = this.#frame
    const sequence = this.#sequence
    const reason = problem === NO_REASON ? this.#validate() : problem
    if (reason === NO_REASON && frame.msgType === SEQUENCE_RESET) {
      this.#admin.onGapFill(nowNs, seqNum)
      return
    }
    const type = frame.msgType
    if (reason !== NO_REASON) {
      sequence.consumeRefused(nowNs, seqNum)
      sequence.reject(nowNs, seqNum, reason)
      return
    }
    if (!isAdmin(type) && this.#gate.refuses(nowNs, seqNum)) return
    sequence.consume(nowNs, seqNum)
    if (type === TEST_REQUEST) this.#admin.onTestRequest(nowNs)
    else if (type !== HEARTBEAT && type !== LOGON) {
      this.#session.output.deliver(frame.bytes, frame.offset, frame.length, seqNum)
    }
  }

  #validate(): number {
    const validator = this.#validator
    if (validator === undefined) return NO_REASON
    let reason = validator.validate(this.#frame)
    // Other engines, and the public acceptance definitions, say it this way.
    if (reason === UNDEFINED_TAG) reason = INVALID_TAG_NUMBER
    const blames = reason !== NO_REASON && reason !== INVALID_MSG_TYPE && validator.refTag !== 0
    this.#check.refTag = blames ? String(validator.refTag) : ''
    return reason
  }

  /** Uses the number and logs out, waiting for the answer. */
  #refuse(nowNs: number, seqNum: number, text: string): void {
    this.#sequence.consumeRefused(nowNs, seqNum)
    this.#session.logout(nowNs, text)
  }

  /** Logs out and does not wait. */
  #giveUp(nowNs: number, text: string): void {
    this.#session.logout(nowNs, text)
    this.#session.disconnect(nowNs, text)
  }
}
