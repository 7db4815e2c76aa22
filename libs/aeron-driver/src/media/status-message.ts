import type { AtomicBuffer } from '@aeron/client/internal'
import {
  FRAME_SESSION_ID_OFFSET,
  FRAME_STREAM_ID_OFFSET,
  FRAME_WORD_OFFSET,
  flagsOf,
  SM_FLAG_EOS,
  SM_FLAG_SEND_SETUP,
  SM_GROUP_TAG_OFFSET,
  SM_LENGTH_WITH_GROUP_TAG,
  SM_RECEIVER_ID_OFFSET,
  SM_TERM_ID_OFFSET,
  SM_TERM_OFFSET_OFFSET,
  SM_WINDOW_OFFSET,
} from './protocol.ts'
import type { UdpAddress } from './udp-address.ts'

/** A status message as read from the wire. One object is filled again and again. 64-bit ids are two words. */
export class StatusMessage {
  sessionId = 0
  streamId = 0
  isSendSetup = false
  isEndOfStream = false
  termId = 0
  termOffset = 0
  /** In bytes. */
  window = 0
  receiverIdHigh = 0
  receiverIdLow = 0
  hasGroupTag = false
  groupTagHigh = 0
  groupTagLow = 0
  source!: UdpAddress
  /** Stream position up to which the receiver has consumed; set by whoever knows the stream. */
  position = 0

  read(buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    const flags = flagsOf(buffer.getInt(FRAME_WORD_OFFSET))
    this.sessionId = buffer.getInt(FRAME_SESSION_ID_OFFSET)
    this.streamId = buffer.getInt(FRAME_STREAM_ID_OFFSET)
    this.isSendSetup = (flags & SM_FLAG_SEND_SETUP) !== 0
    this.isEndOfStream = (flags & SM_FLAG_EOS) !== 0
    this.termId = buffer.getInt(SM_TERM_ID_OFFSET)
    this.termOffset = buffer.getInt(SM_TERM_OFFSET_OFFSET)
    this.window = buffer.getInt(SM_WINDOW_OFFSET)
    this.receiverIdLow = buffer.getInt(SM_RECEIVER_ID_OFFSET)
    this.receiverIdHigh = buffer.getInt(SM_RECEIVER_ID_OFFSET + 4)
    this.hasGroupTag = length >= SM_LENGTH_WITH_GROUP_TAG && buffer.getInt(0) >= SM_LENGTH_WITH_GROUP_TAG
    this.groupTagLow = this.hasGroupTag ? buffer.getInt(SM_GROUP_TAG_OFFSET) : 0
    this.groupTagHigh = this.hasGroupTag ? buffer.getInt(SM_GROUP_TAG_OFFSET + 4) : 0
    this.source = source
  }
}
