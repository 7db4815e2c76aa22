import { type CounterDefinition, CounterTable } from '@reflex/service-host'

/** Counters of the venue simulator, over all venues, as they stand on /metrics. */
export const VENUE_COUNTERS = {
  events: { name: 'venue_events_total', help: 'Matching events that changed a book; recorded events', kind: 'counter' },
  trades: { name: 'venue_trades_total', help: 'Trades; at recorded venues those of members', kind: 'counter' },
  flowEvents: { name: 'venue_flow_events_total', help: 'Actions of background traders', kind: 'counter' },
  flowSkippedNs: {
    name: 'venue_flow_skipped_ns_total',
    help: 'Time of background flow given up because the process fell behind',
    kind: 'counter',
  },
  memberRequests: { name: 'venue_member_requests_total', help: 'Application messages of members', kind: 'counter' },
  memberFills: { name: 'venue_member_fills_total', help: 'Fills of members, each side counted', kind: 'counter' },
  memberCancels: { name: 'venue_member_cancels_total', help: 'Orders of members that were cancelled', kind: 'counter' },
  memberRejects: { name: 'venue_member_rejects_total', help: 'Requests of members that were refused', kind: 'counter' },
  malformed: { name: 'venue_malformed_total', help: 'Messages that could not be read', kind: 'counter' },
  feedPackets: { name: 'venue_feed_packets_total', help: 'Incremental packets sent', kind: 'counter' },
  feedLost: { name: 'venue_feed_lost_total', help: 'Incremental packets lost on purpose', kind: 'counter' },
  snapshotPackets: { name: 'venue_snapshot_packets_total', help: 'Snapshot packets sent', kind: 'counter' },
  membersUp: { name: 'venue_members_up', help: 'Sessions of members that are logged on', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type VenueCounter = keyof typeof VENUE_COUNTERS

export function createVenueCounters(service: string): CounterTable<VenueCounter> {
  return new CounterTable(service, VENUE_COUNTERS)
}
