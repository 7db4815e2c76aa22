import type { SessionTime } from '@reflex/base'
import { type FixFrame, FixWriter } from '@reflex/fix'
import {
  INVALID_MSG_TYPE,
  rejectText,
  TAG_BEGIN_SEQ_NO,
  TAG_BUSINESS_REJECT_REASON,
  TAG_DEFAULT_APPL_VER_ID,
  TAG_DELIVER_TO_COMP_ID,
  TAG_DELIVER_TO_LOCATION_ID,
  TAG_DELIVER_TO_SUB_ID,
  TAG_ENCRYPT_METHOD,
  TAG_END_SEQ_NO,
  TAG_GAP_FILL_FLAG,
  TAG_HEART_BT_INT,
  TAG_MSG_TYPE,
  TAG_NEW_SEQ_NO,
  TAG_NEXT_EXPECTED_MSG_SEQ_NUM,
  TAG_ON_BEHALF_OF_COMP_ID,
  TAG_ON_BEHALF_OF_LOCATION_ID,
  TAG_ON_BEHALF_OF_SUB_ID,
  TAG_REF_MSG_TYPE,
  TAG_REF_SEQ_NUM,
  TAG_REF_TAG_ID,
  TAG_RESET_SEQ_NUM_FLAG,
  TAG_SESSION_REJECT_REASON,
  TAG_TEST_REQ_ID,
  TAG_TEXT,
} from './codes.ts'
import { type FixSessionConfig, isBeforeFix42 } from './session-config.ts'

const BODY_LENGTH = 8192
/** EndSeqNo(16) of FIX.4.0 and 4.1 for `to the end`; 0 from FIX.4.2 on. */
export const OPEN_END_BEFORE_FIX42 = 999_999
const SOH = '\x01'
/** Routing fields of a rejected message come back on the other side, in ascending order of what is written. */
const REVERSED: readonly (readonly [number, number])[] = [
  [TAG_ON_BEHALF_OF_COMP_ID, TAG_DELIVER_TO_COMP_ID],
  [TAG_ON_BEHALF_OF_SUB_ID, TAG_DELIVER_TO_SUB_ID],
  [TAG_DELIVER_TO_COMP_ID, TAG_ON_BEHALF_OF_COMP_ID],
  [TAG_DELIVER_TO_SUB_ID, TAG_ON_BEHALF_OF_SUB_ID],
  [TAG_ON_BEHALF_OF_LOCATION_ID, TAG_DELIVER_TO_LOCATION_ID],
  [TAG_DELIVER_TO_LOCATION_ID, TAG_ON_BEHALF_OF_LOCATION_ID],
]

/** FIX.4.0 has no location ids. */
const LOCATION_TAG_MIN = TAG_ON_BEHALF_OF_LOCATION_ID

/** Tags and values, in the order in which they are sent. */
export type FixFields = readonly (readonly [number, string])[]

/** Bodies of administrative messages. After each call the body is bytes[0, length). */
export class AdminWriter {
  readonly bytes = new Uint8Array(BODY_LENGTH)
  readonly #config: FixSessionConfig
  readonly #writer: FixWriter
  readonly #isOld: boolean
  readonly #reversed: typeof REVERSED
  readonly #logonFields: FixFields

  constructor(config: FixSessionConfig, sessionTime: SessionTime) {
    this.#config = config
    this.#writer = new FixWriter(sessionTime)
    this.#isOld = isBeforeFix42(config.beginString)
    this.#reversed = config.beginString === 'FIX.4.0' ? REVERSED.filter(([tag]) => tag < LOCATION_TAG_MIN) : REVERSED
    this.#logonFields = parseFields(config.logonFields)
  }

  get length(): number {
    return this.#writer.at
  }

  /** @param nextExpected 789, 0 leaves it out. @param proof fields that prove who we are. */
  logon(heartBtIntSeconds: number, isReset: boolean, nextExpected: number, proof: FixFields = []): void {
    const writer = this.#begin('A')
    writer.int(TAG_ENCRYPT_METHOD, 0)
    writer.int(TAG_HEART_BT_INT, heartBtIntSeconds)
    if (isReset) writer.boolean(TAG_RESET_SEQ_NUM_FLAG, true)
    for (const [tag, value] of this.#logonFields) writer.string(tag, value)
    for (const [tag, value] of proof) writer.string(tag, value)
    if (nextExpected > 0) writer.int(TAG_NEXT_EXPECTED_MSG_SEQ_NUM, nextExpected)
    if (this.#config.beginString === 'FIXT.1.1') writer.string(TAG_DEFAULT_APPL_VER_ID, this.#config.defaultApplVerId)
  }

  heartbeat(): void {
    this.#begin('0')
  }

  /** The answer to a TestRequest. */
  heartbeatFor(testRequest: FixFrame): void {
    const slot = testRequest.find(TAG_TEST_REQ_ID)
    const writer = this.#begin('0')
    if (slot >= 0) {
      writer.text(TAG_TEST_REQ_ID, testRequest.bytes, testRequest.offsets[slot]!, testRequest.lengths[slot]!)
    }
  }

  testRequest(id: string): void {
    this.#begin('1').string(TAG_TEST_REQ_ID, id)
  }

  /** @param toSeq 0 asks for everything from `fromSeq` on. */
  resendRequest(fromSeq: number, toSeq: number): void {
    const writer = this.#begin('2')
    writer.int(TAG_BEGIN_SEQ_NO, fromSeq)
    writer.int(TAG_END_SEQ_NO, toSeq === 0 && this.#isOld ? OPEN_END_BEFORE_FIX42 : toSeq)
  }

  gapFill(newSeqNo: number): void {
    const writer = this.#begin('4')
    writer.int(TAG_NEW_SEQ_NO, newSeqNo)
    writer.boolean(TAG_GAP_FILL_FLAG, true)
  }

  logout(text: string): void {
    this.#begin('5').string(TAG_TEXT, text.slice(0, 512))
  }

  /** @param refTag the tag to blame as text, '' for none. */
  reject(frame: FixFrame, seqNum: number, reason: number, refTag: string): void {
    const writer = this.#begin('3')
    for (const [tag, source] of this.#reversed) {
      const slot = frame.find(source)
      if (slot >= 0) writer.text(tag, frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
    }
    writer.int(TAG_REF_SEQ_NUM, seqNum)
    if (this.#isOld) {
      writer.string(TAG_TEXT, refTag === '' ? rejectText(reason) : `${rejectText(reason)} (${refTag.slice(0, 16)})`)
      return
    }
    writer.string(TAG_TEXT, rejectText(reason))
    writer.string(TAG_REF_TAG_ID, refTag.slice(0, 16))
    const slot = frame.find(TAG_MSG_TYPE)
    writer.text(TAG_REF_MSG_TYPE, frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
    if (reason > INVALID_MSG_TYPE && this.#config.beginString === 'FIX.4.2') return
    writer.int(TAG_SESSION_REJECT_REASON, reason)
  }

  /** In FIX.4.0 and 4.1, which have no BusinessMessageReject: a Reject with the text. */
  businessReject(frame: FixFrame, seqNum: number, reason: number, text: string): void {
    const writer = this.#begin(this.#isOld ? '3' : 'j')
    writer.int(TAG_REF_SEQ_NUM, seqNum)
    writer.string(TAG_TEXT, text)
    if (this.#isOld) return
    const slot = frame.find(TAG_MSG_TYPE)
    writer.text(TAG_REF_MSG_TYPE, frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
    writer.int(TAG_BUSINESS_REJECT_REASON, reason)
  }

  #begin(msgType: string): FixWriter {
    this.#writer.begin(this.bytes, 0)
    this.#writer.string(TAG_MSG_TYPE, msgType)
    return this.#writer
  }
}

/** 'tag=value|tag=value' (or with SOH) to pairs. @throws RangeError for anything else. */
function parseFields(text: string): (readonly [number, string])[] {
  const fields: (readonly [number, string])[] = []
  for (const field of text.split(text.includes(SOH) ? SOH : '|')) {
    if (field === '') continue
    const at = field.indexOf('=')
    const tag = Number(field.slice(0, at))
    if (at < 1 || !Number.isInteger(tag) || tag < 1) throw new RangeError(`logonFields: not a field: '${field}'`)
    fields.push([tag, field.slice(at + 1)])
  }
  return fields
}
