import { AtomicBuffer } from '@aeron/client/internal'
import {
  ERROR_CODE_OFFSET,
  ERROR_FLAG_GROUP_TAG,
  ERROR_GROUP_TAG_OFFSET,
  ERROR_HEADER_LENGTH,
  ERROR_RECEIVER_ID_OFFSET,
  ERROR_TEXT_LENGTH_OFFSET,
  FRAME_SESSION_ID_OFFSET,
  FRAME_STREAM_ID_OFFSET,
  FRAME_TYPE,
  FRAME_WORD_OFFSET,
  frameWord,
  NAK_LENGTH,
  NAK_LENGTH_OFFSET,
  NAK_TERM_ID_OFFSET,
  NAK_TERM_OFFSET_OFFSET,
  RESPONSE_SETUP_LENGTH,
  RESPONSE_SETUP_SESSION_ID_OFFSET,
  RTTM_DELTA_OFFSET,
  RTTM_FLAG_REPLY,
  RTTM_LENGTH,
  RTTM_RECEIVER_ID_OFFSET,
  RTTM_TIMESTAMP_OFFSET,
  SM_GROUP_TAG_OFFSET,
  SM_LENGTH,
  SM_LENGTH_WITH_GROUP_TAG,
  SM_RECEIVER_ID_OFFSET,
  SM_TERM_ID_OFFSET,
  SM_TERM_OFFSET_OFFSET,
  SM_WINDOW_OFFSET,
} from '../media/protocol.ts'

const TEXT_LENGTH_MAX = 1023

/** Who a receiver is: 64-bit ids in two words. */
export interface ReceiverIdentity {
  readonly idHigh: number
  readonly idLow: number
  readonly groupTag: bigint | undefined
}

/** Writes what a receiver sends, into one buffer that is used again and again. Each method returns the length. */
export class ReceiverFrames {
  readonly buffer = AtomicBuffer.allocate(ERROR_HEADER_LENGTH + TEXT_LENGTH_MAX + 1)
  readonly #identity: ReceiverIdentity
  readonly #tagHigh: number
  readonly #tagLow: number

  constructor(identity: ReceiverIdentity) {
    this.#identity = identity
    this.#tagHigh = Number(BigInt.asIntN(32, (identity.groupTag ?? -1n) >> 32n))
    this.#tagLow = Number(BigInt.asIntN(32, identity.groupTag ?? -1n))
  }

  statusMessage(
    sessionId: number,
    streamId: number,
    termId: number,
    termOffset: number,
    window: number,
    flags: number,
  ): number {
    const { buffer } = this
    const hasTag = this.#identity.groupTag !== undefined
    const length = hasTag ? SM_LENGTH_WITH_GROUP_TAG : SM_LENGTH
    this.#header(length, FRAME_TYPE.STATUS_MESSAGE, flags, sessionId, streamId)
    buffer.putInt(SM_TERM_ID_OFFSET, termId)
    buffer.putInt(SM_TERM_OFFSET_OFFSET, termOffset)
    buffer.putInt(SM_WINDOW_OFFSET, window)
    this.#putReceiverId(SM_RECEIVER_ID_OFFSET)
    if (hasTag) this.#putGroupTag(SM_GROUP_TAG_OFFSET)
    return length
  }

  nak(sessionId: number, streamId: number, termId: number, termOffset: number, length: number): number {
    this.#header(NAK_LENGTH, FRAME_TYPE.NAK, 0, sessionId, streamId)
    this.buffer.putInt(NAK_TERM_ID_OFFSET, termId)
    this.buffer.putInt(NAK_TERM_OFFSET_OFFSET, termOffset)
    this.buffer.putInt(NAK_LENGTH_OFFSET, length)
    return NAK_LENGTH
  }

  rttRequest(sessionId: number, streamId: number, timestampNs: number): number {
    this.#header(RTTM_LENGTH, FRAME_TYPE.RTT_MEASUREMENT, RTTM_FLAG_REPLY, sessionId, streamId)
    this.buffer.putLong(RTTM_TIMESTAMP_OFFSET, timestampNs)
    this.buffer.putLong(RTTM_DELTA_OFFSET, 0)
    this.#putReceiverId(RTTM_RECEIVER_ID_OFFSET)
    return RTTM_LENGTH
  }

  error(sessionId: number, streamId: number, code: number, text: string): number {
    const { buffer } = this
    const encoded = Buffer.from(text, 'utf8').subarray(0, TEXT_LENGTH_MAX)
    const hasTag = this.#identity.groupTag !== undefined
    const length = ERROR_HEADER_LENGTH + encoded.length
    this.#header(length, FRAME_TYPE.ERROR, hasTag ? ERROR_FLAG_GROUP_TAG : 0, sessionId, streamId)
    this.#putReceiverId(ERROR_RECEIVER_ID_OFFSET)
    this.#putGroupTag(ERROR_GROUP_TAG_OFFSET)
    buffer.putInt(ERROR_CODE_OFFSET, code)
    buffer.putInt(ERROR_TEXT_LENGTH_OFFSET, encoded.length)
    buffer.bytes.set(encoded, ERROR_HEADER_LENGTH)
    return length
  }

  responseSetup(sessionId: number, streamId: number, responseSessionId: number): number {
    this.#header(RESPONSE_SETUP_LENGTH, FRAME_TYPE.RESPONSE_SETUP, 0, sessionId, streamId)
    this.buffer.putInt(RESPONSE_SETUP_SESSION_ID_OFFSET, responseSessionId)
    return RESPONSE_SETUP_LENGTH
  }

  #header(length: number, type: number, flags: number, sessionId: number, streamId: number): void {
    this.buffer.putInt(0, length)
    this.buffer.putInt(FRAME_WORD_OFFSET, frameWord(type, flags))
    this.buffer.putInt(FRAME_SESSION_ID_OFFSET, sessionId)
    this.buffer.putInt(FRAME_STREAM_ID_OFFSET, streamId)
  }

  #putReceiverId(offset: number): void {
    this.buffer.putInt(offset, this.#identity.idLow)
    this.buffer.putInt(offset + 4, this.#identity.idHigh)
  }

  #putGroupTag(offset: number): void {
    this.buffer.putInt(offset, this.#tagLow)
    this.buffer.putInt(offset + 4, this.#tagHigh)
  }
}
