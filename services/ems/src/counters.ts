import type { CounterDefinition } from '@reflex/service-host'

export const EMS_COUNTERS = {
  orders: { name: 'orders_sent_total', help: 'New orders sent to venues', kind: 'counter' },
  replaces: { name: 'replaces_sent_total', help: 'Replace requests sent to venues', kind: 'counter' },
  cancels: { name: 'cancels_sent_total', help: 'Cancel requests sent to venues', kind: 'counter' },
  fills: { name: 'fills_total', help: 'Executions received from venues, each once', kind: 'counter' },
  duplicates: { name: 'duplicate_executions_total', help: 'Executions seen before (ExecID), ignored', kind: 'counter' },
  venueRejects: {
    name: 'venue_rejects_total',
    help: 'Orders, cancels and replaces that venues refused',
    kind: 'counter',
  },
  refused: {
    name: 'orders_refused_total',
    help: 'Approved orders the ems did not send (halted, link down, no decision id)',
    kind: 'counter',
  },
  unmatched: {
    name: 'venue_messages_unmatched_total',
    help: 'Venue messages about orders we do not know',
    kind: 'counter',
  },
  malformed: {
    name: 'malformed_messages_total',
    help: 'Messages and reports that could not be read; the venue is asked about the order',
    kind: 'counter',
  },
  duplicateRequests: {
    name: 'duplicate_requests_total',
    help: 'Approved orders whose ClOrdID was seen before, not sent',
    kind: 'counter',
  },
  quantityMismatches: {
    name: 'quantity_mismatches_total',
    help: 'Status answers whose filled quantity is not the sum of the executions taken',
    kind: 'counter',
  },
  resent: { name: 'executions_resent_total', help: 'Executions sent again on request', kind: 'counter' },
  halts: { name: 'halts_total', help: 'Halts obeyed', kind: 'counter' },
  massCancels: { name: 'mass_cancels_total', help: 'Cancel-all sweeps, whatever the cause', kind: 'counter' },
  openOrders: { name: 'open_orders', help: 'Live orders', kind: 'gauge' },
  unknownOrders: { name: 'unknown_orders', help: 'Live orders whose state at the venue is not known', kind: 'gauge' },
  halted: { name: 'halted', help: '1 while the ems refuses new orders', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type EmsCounter = keyof typeof EMS_COUNTERS
