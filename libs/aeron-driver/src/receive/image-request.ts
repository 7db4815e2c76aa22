import type { AtomicBuffer } from '@aeron/client/internal'
import {
  FRAME_WORD_OFFSET,
  flagsOf,
  SETUP_ACTIVE_TERM_ID_OFFSET,
  SETUP_FLAG_GROUP,
  SETUP_FLAG_SEND_RESPONSE,
  SETUP_INITIAL_TERM_ID_OFFSET,
  SETUP_MTU_OFFSET,
  SETUP_SESSION_ID_OFFSET,
  SETUP_STREAM_ID_OFFSET,
  SETUP_TERM_LENGTH_OFFSET,
  SETUP_TERM_OFFSET_OFFSET,
} from '../media/protocol.ts'
import type { UdpAddress } from '../media/udp-address.ts'
import type { ReceiveChannelEndpoint } from './receive-channel-endpoint.ts'
import type { ReceiveDestination } from './receive-destination.ts'

/** A SETUP frame for which there is no image yet. */
export interface ImageRequest {
  readonly endpoint: ReceiveChannelEndpoint
  readonly destination: ReceiveDestination
  readonly source: UdpAddress
  readonly sessionId: number
  readonly streamId: number
  readonly initialTermId: number
  readonly activeTermId: number
  readonly termOffset: number
  readonly termLength: number
  readonly mtuLength: number
  /** The sender has several receivers. */
  readonly isGroup: boolean
  /** The sender wants a response channel. */
  readonly isResponseWanted: boolean
}

export function readImageRequest(
  frame: AtomicBuffer,
  endpoint: ReceiveChannelEndpoint,
  destination: ReceiveDestination,
  source: UdpAddress,
): ImageRequest {
  const flags = flagsOf(frame.getInt(FRAME_WORD_OFFSET))
  return {
    endpoint,
    destination,
    source,
    sessionId: frame.getInt(SETUP_SESSION_ID_OFFSET),
    streamId: frame.getInt(SETUP_STREAM_ID_OFFSET),
    initialTermId: frame.getInt(SETUP_INITIAL_TERM_ID_OFFSET),
    activeTermId: frame.getInt(SETUP_ACTIVE_TERM_ID_OFFSET),
    termOffset: frame.getInt(SETUP_TERM_OFFSET_OFFSET),
    termLength: frame.getInt(SETUP_TERM_LENGTH_OFFSET),
    mtuLength: frame.getInt(SETUP_MTU_OFFSET),
    isGroup: (flags & SETUP_FLAG_GROUP) !== 0,
    isResponseWanted: (flags & SETUP_FLAG_SEND_RESPONSE) !== 0,
  }
}
