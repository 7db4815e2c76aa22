/** The 54 bytes that every message of the stream market-data begins with. */

import { FeedHeartbeatEncoder } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { Cause } from './cause.ts'

/** Where captureTime, publishTime and venueTime stand; `message-head.test.ts` holds it against the schema. */
export const TIMES_OFFSET = 14

/** Any encoder will do; one and the same for all kinds, because V8 boxes doubles that go through a polymorphic call. */
const head = new FeedHeartbeatEncoder()

/** @param body where the message begins, behind its SBE header. */
export function putHead(
  out: Outbox,
  streamId: number,
  body: number,
  cause: Cause,
  instrumentId: number,
  venueId: number,
): void {
  head.wrap(out.view, body).instrumentId(instrumentId).venueIndex(venueId).ingestId(cause.ingestId)
  cause.putTimes(out.view, body + TIMES_OFFSET)
  head.seqNum(out.nextSeqNum(streamId))
}
