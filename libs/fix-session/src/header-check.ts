import type { SessionTime } from '@reflex/base'
import {
  FIX_BAD_DATA_LENGTH,
  FIX_BAD_TAG,
  FIX_EMPTY_VALUE,
  FIX_OK,
  FIX_TOO_MANY_FIELDS,
  type FixFrame,
} from '@reflex/fix'
import {
  COMP_ID_PROBLEM,
  INCORRECT_DATA_FORMAT,
  INVALID_TAG_NUMBER,
  NO_REASON,
  REQUIRED_TAG_MISSING,
  SENDING_TIME_PROBLEM,
  TAG_BEGIN_STRING,
  TAG_SENDER_COMP_ID,
  TAG_SENDING_TIME,
  TAG_TARGET_COMP_ID,
  TAG_WITHOUT_VALUE,
  VALUE_OUT_OF_RANGE,
} from './codes.ts'
import { type FixSessionConfig, ns } from './session-config.ts'

const EQUALS = 61
const REQUIRED = [TAG_SENDER_COMP_ID, TAG_SENDING_TIME, TAG_TARGET_COMP_ID]

/**
 * What a session asks of every message before it looks at its number: well-formed fields, the right parties, a fresh
 * time.
 */
export class HeaderCheck {
  /** The tag to blame after a check that failed, as text; '' for none. */
  refTag = ''
  readonly #sessionTime: SessionTime
  readonly #beginString: Uint8Array
  readonly #peerCompId: Uint8Array
  readonly #ownCompId: Uint8Array
  readonly #toleranceNs: number

  constructor(config: FixSessionConfig, sessionTime: SessionTime) {
    this.#sessionTime = sessionTime
    this.#beginString = Buffer.from(config.beginString, 'latin1')
    this.#peerCompId = Buffer.from(config.targetCompId, 'latin1')
    this.#ownCompId = Buffer.from(config.senderCompId, 'latin1')
    this.#toleranceNs = ns(config.sendingTimeToleranceSeconds)
  }

  hasBeginString(frame: FixFrame): boolean {
    return frame.equals(TAG_BEGIN_STRING, this.#beginString)
  }

  hasCompIds(frame: FixFrame): boolean {
    return frame.equals(TAG_SENDER_COMP_ID, this.#peerCompId) && frame.equals(TAG_TARGET_COMP_ID, this.#ownCompId)
  }

  /** Well-formed fields. @param code what FixFrame.wrap said. @returns NO_REASON or the reason to reject. */
  fields(frame: FixFrame, code: number): number {
    this.refTag = ''
    if (code === FIX_OK) return this.#required(frame)
    if (code === FIX_TOO_MANY_FIELDS) return VALUE_OUT_OF_RANGE
    this.refTag = tagText(frame, frame.problemSlot)
    if (code === FIX_BAD_TAG) return INVALID_TAG_NUMBER
    if (code === FIX_EMPTY_VALUE) return TAG_WITHOUT_VALUE
    return code === FIX_BAD_DATA_LENGTH ? INCORRECT_DATA_FORMAT : VALUE_OUT_OF_RANGE
  }

  /**
   * The right parties and a fresh time, of a message whose fields are well-formed. @returns NO_REASON or the reason to
   * reject.
   */
  origin(frame: FixFrame, nowNs: number): number {
    this.refTag = ''
    const sentNs = frame.utcNs(TAG_SENDING_TIME, this.#sessionTime)
    if (Number.isNaN(sentNs)) {
      this.refTag = String(TAG_SENDING_TIME)
      return INCORRECT_DATA_FORMAT
    }
    if (this.#toleranceNs > 0 && Math.abs(nowNs - sentNs) > this.#toleranceNs) return SENDING_TIME_PROBLEM
    return this.hasCompIds(frame) ? NO_REASON : COMP_ID_PROBLEM
  }

  #required(frame: FixFrame): number {
    for (const tag of REQUIRED) {
      if (frame.has(tag)) continue
      this.refTag = String(tag)
      return REQUIRED_TAG_MISSING
    }
    return NO_REASON
  }
}

/** The tag of a field as it was written, which may be no number. */
function tagText(frame: FixFrame, slot: number): string {
  const start = slot === 0 ? frame.offset : frame.offsets[slot - 1]! + frame.lengths[slot - 1]! + 1
  let end = start
  while (end < frame.offset + frame.length && frame.bytes[end] !== EQUALS && frame.bytes[end] !== 1) end++
  return Buffer.from(frame.bytes.subarray(start, end)).toString('latin1')
}
