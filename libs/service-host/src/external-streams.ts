/**
 * Stream ids of what does not travel on the bus: the outside world as inputs and outputs of a core, so that a core sees
 * one kind of message and the journal of its inputs is complete. Bus streams are below 5000 (see STREAM in
 * @reflex/schema).
 */
export const EXTERNAL_STREAM = {
  /**
   * + venue id. In: application messages of the venue's FIX session, complete FIX bytes. Out: `35=D|...` bodies without
   * header and trailer.
   */
  VENUE_ORDER_ENTRY: 5000,
  /** + venue id. In: one byte, 1 = FIX session logged on, 0 = down. */
  VENUE_LINK: 5100,
  /** + venue id. In: datagrams of the venue's public feed, or lines of a recording. Out (venue-simulator): its feed. */
  VENUE_FEED: 5200,
  /** + venue id. Out (venue-simulator) and in (market-data): the snapshot feed beside the incremental one. */
  VENUE_SNAPSHOT: 5500,
  /**
   * + venue id. In (venue-simulator): application messages of members. Session id = member session index. Out: the
   * answers.
   */
  MEMBER_ORDER_ENTRY: 5300,
  /** + venue id. In (venue-simulator): session index in sessionId, one byte, 1 = logged on, 0 = down. */
  MEMBER_LINK: 5400,
} as const

export const EXTERNAL_STREAM_MIN = 5000

export function isExternal(streamId: number): boolean {
  return streamId >= EXTERNAL_STREAM_MIN
}
