import { STREAM } from '@reflex/schema'
import { EXTERNAL_STREAM } from '@reflex/service-host'
import { DECISION_STREAM } from './core/decision-queue.ts'

/** What makes the state of the orders: approvals, control, all that venues say, and what the core decided. */
export function journaledStreams(venueIds: readonly number[]): number[] {
  const external = venueIds.flatMap((id) => [EXTERNAL_STREAM.VENUE_ORDER_ENTRY + id, EXTERNAL_STREAM.VENUE_LINK + id])
  return [DECISION_STREAM, STREAM.ORDERS_APPROVED, STREAM.RISK_CONTROL, STREAM.OPERATOR_CONTROL, ...external]
}
