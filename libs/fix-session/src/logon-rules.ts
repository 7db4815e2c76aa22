import { FIX_OK } from '@reflex/fix'
import {
  NO_REASON,
  rejectText,
  TAG_DEFAULT_APPL_VER_ID,
  TAG_ENCRYPT_METHOD,
  TAG_HEART_BT_INT,
  TAG_NEXT_EXPECTED_MSG_SEQ_NUM,
  TAG_POSS_DUP_FLAG,
  TAG_RESET_SEQ_NUM_FLAG,
} from './codes.ts'
import { CONNECTED, type FixSession, type FixSessionParts, LOGGED_ON, LOGON_SENT } from './fix-session.ts'
import type { HeaderCheck } from './header-check.ts'

const HEART_BT_SECONDS_MAX = 86_400

/** What a session asks of a Logon, and what a Logon does to it. */
export class LogonRules {
  readonly #session: FixSession
  readonly #parts: FixSessionParts
  readonly #check: HeaderCheck
  #peerExpects = Number.NaN

  constructor(session: FixSession, parts: FixSessionParts, check: HeaderCheck) {
    this.#session = session
    this.#parts = parts
    this.#check = check
  }

  /** The peer read our NextExpectedMsgSeqNum(789) and fills the gap unasked. */
  get peerFillsGap(): boolean {
    return this.#session.config.nextExpectedMsgSeqNum && !Number.isNaN(this.#peerExpects)
  }

  isReset(): boolean {
    return this.#parts.frame.boolean(TAG_RESET_SEQ_NUM_FLAG)
  }

  /** Checks a Logon that opens a session. @returns '' or why it is refused, without an answer. */
  problem(nowNs: number, code: number, seqNum: number): string {
    const { frame, config, validator } = this.#parts
    const check = this.#check
    if (code !== FIX_OK) return `bad field ${check.fields(frame, code) === NO_REASON ? '' : check.refTag}`
    if (!check.hasBeginString(frame)) return 'wrong BeginString'
    const fields = check.fields(frame, code)
    if (fields !== NO_REASON) return `${rejectText(fields)} ${check.refTag}`
    const origin = check.origin(frame, nowNs)
    if (origin !== NO_REASON) return rejectText(origin)
    if (!(seqNum >= 1)) return 'no MsgSeqNum'
    if (!this.#session.isInSession(nowNs)) return 'outside session time'
    if (frame.int(TAG_ENCRYPT_METHOD) !== 0) return 'EncryptMethod is not 0'
    const heartBtInt = frame.int(TAG_HEART_BT_INT)
    if (!(heartBtInt >= 0 && heartBtInt <= HEART_BT_SECONDS_MAX)) return 'no valid HeartBtInt'
    if (config.beginString === 'FIXT.1.1' && !frame.has(TAG_DEFAULT_APPL_VER_ID)) return 'no DefaultApplVerID'
    const invalid = validator === undefined ? NO_REASON : validator.validate(frame)
    return invalid === NO_REASON ? '' : `${rejectText(invalid)} ${validator?.refTag ?? ''}`
  }

  /** Obeys the Logon in the frame: resets, numbers, the answer. @returns false when the session is over. */
  accept(nowNs: number, seqNum: number): boolean {
    const session = this.#session
    const { store, config } = session
    const { frame } = this.#parts
    const isReset = this.isReset()
    const refusal = session.state === CONNECTED ? this.#parts.authenticator?.check(config, frame) : undefined
    if (refusal !== undefined && refusal !== '') return this.#refuse(nowNs, refusal)
    const isAnswer = session.state === LOGON_SENT && (!isReset || session.sentReset)
    if (isReset && !session.sentReset) store.reset(nowNs)
    else if (!session.isInitiator && config.resetOnLogon && session.state !== LOGGED_ON) store.reset(nowNs)
    const heartBtInt = frame.int(TAG_HEART_BT_INT)
    if (!isAnswer && heartBtInt >= 0) session.setHeartBtInt(heartBtInt)
    if (seqNum < store.nextIn && !frame.boolean(TAG_POSS_DUP_FLAG)) {
      return this.#refuse(nowNs, `MsgSeqNum too low, expecting ${store.nextIn} but received ${seqNum}`)
    }
    this.#peerExpects = config.nextExpectedMsgSeqNum ? frame.int(TAG_NEXT_EXPECTED_MSG_SEQ_NUM) : Number.NaN
    if (this.#peerExpects > store.nextOut) {
      const numbers = `Expected ${store.nextOut}, Received ${this.#peerExpects}`
      return this.#refuse(nowNs, `Tag 789 (NextExpectedMsgSeqNum) is higher than expected. ${numbers}`)
    }
    if (seqNum === store.nextIn) store.appendIn(nowNs, seqNum, frame.bytes, frame.offset, frame.length)
    if (!isAnswer) session.sendLogon(nowNs, isReset, store.nextIn)
    session.sentReset = false
    session.noteReceived(nowNs)
    session.noteLoggedOn(nowNs)
    return true
  }

  /** Sends again what the peer's 789 says it has not seen, without being asked. */
  resendExpected(nowNs: number): void {
    const { store, resender, isInitiator } = this.#session
    // The acceptor's own answer went out just now: the peer could not expect more than its number.
    const last = store.nextOut - 1
    const known = isInitiator ? last : last - 1
    if (this.#peerExpects <= known) resender.resend(this.#peerExpects, last, nowNs)
  }

  #refuse(nowNs: number, text: string): boolean {
    const session = this.#session
    session.admin.logout(text)
    session.sendAdmin(nowNs)
    session.disconnect(nowNs, text)
    return false
  }
}
