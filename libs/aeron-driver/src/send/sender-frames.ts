import { type AtomicBuffer, computeTermIdFromPosition } from '@aeron/client/internal'
import {
  FRAME_SESSION_ID_OFFSET,
  FRAME_STREAM_ID_OFFSET,
  FRAME_TYPE,
  FRAME_WORD_OFFSET,
  frameWord,
  RTTM_DELTA_OFFSET,
  RTTM_LENGTH,
  RTTM_RECEIVER_ID_OFFSET,
  RTTM_TIMESTAMP_OFFSET,
  SETUP_ACTIVE_TERM_ID_OFFSET,
  SETUP_FLAG_GROUP,
  SETUP_FLAG_SEND_RESPONSE,
  SETUP_INITIAL_TERM_ID_OFFSET,
  SETUP_LENGTH,
  SETUP_MTU_OFFSET,
  SETUP_SESSION_ID_OFFSET,
  SETUP_STREAM_ID_OFFSET,
  SETUP_TERM_LENGTH_OFFSET,
  SETUP_TERM_OFFSET_OFFSET,
  SETUP_TTL_OFFSET,
} from '../media/protocol.ts'
import type { PublicationSenderSetup } from './publication-sender-setup.ts'

/** @param position of the sender: where a receiver that joins now starts. */
export function writeSetup(
  frame: AtomicBuffer,
  publication: PublicationSenderSetup,
  position: number,
  isResponseWanted: boolean,
): void {
  const { termLength } = publication.log
  const { initialTermId } = publication.start
  const flags =
    (publication.endpoint.hasGroupSemantics ? SETUP_FLAG_GROUP : 0) | (isResponseWanted ? SETUP_FLAG_SEND_RESPONSE : 0)
  frame.putInt(0, SETUP_LENGTH)
  frame.putInt(FRAME_WORD_OFFSET, frameWord(FRAME_TYPE.SETUP, flags))
  frame.putInt(SETUP_TERM_OFFSET_OFFSET, position % termLength)
  frame.putInt(SETUP_SESSION_ID_OFFSET, publication.sessionId)
  frame.putInt(SETUP_STREAM_ID_OFFSET, publication.streamId)
  frame.putInt(SETUP_INITIAL_TERM_ID_OFFSET, initialTermId)
  frame.putInt(SETUP_ACTIVE_TERM_ID_OFFSET, computeTermIdFromPosition(position, termLength, initialTermId))
  frame.putInt(SETUP_TERM_LENGTH_OFFSET, termLength)
  frame.putInt(SETUP_MTU_OFFSET, publication.mtuLength)
  frame.putInt(SETUP_TTL_OFFSET, publication.ttl)
}

/** The answer to a measurement: what was sent comes back. @returns its length. */
export function writeRttReply(frame: AtomicBuffer, request: AtomicBuffer): number {
  frame.putInt(0, RTTM_LENGTH)
  frame.putInt(FRAME_WORD_OFFSET, frameWord(FRAME_TYPE.RTT_MEASUREMENT, 0))
  for (const offset of [FRAME_SESSION_ID_OFFSET, FRAME_STREAM_ID_OFFSET]) frame.putInt(offset, request.getInt(offset))
  for (const offset of [RTTM_TIMESTAMP_OFFSET, RTTM_RECEIVER_ID_OFFSET]) {
    frame.putInt(offset, request.getInt(offset))
    frame.putInt(offset + 4, request.getInt(offset + 4))
  }
  frame.putLong(RTTM_DELTA_OFFSET, 0)
  return RTTM_LENGTH
}
