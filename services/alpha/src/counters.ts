import type { CounterDefinition } from '@reflex/service-host'

/** Counters of alpha, as they stand on /metrics. */
export const ALPHA_COUNTERS = {
  bookEvents: {
    name: 'alpha_book_events_total',
    help: 'Changes of best prices and instrument states',
    kind: 'counter',
  },
  ordersSent: { name: 'alpha_orders_sent_total', help: 'New orders sent (D)', kind: 'counter' },
  replacesSent: { name: 'alpha_replaces_sent_total', help: 'Replaces sent (G)', kind: 'counter' },
  cancelsSent: { name: 'alpha_cancels_sent_total', help: 'Cancels sent (F)', kind: 'counter' },
  fillsSeen: { name: 'alpha_fills_total', help: 'Fills seen', kind: 'counter' },
  rejectsSeen: { name: 'alpha_rejects_total', help: 'Orders and replaces refused, by anyone', kind: 'counter' },
  rejectsByGateway: { name: 'alpha_rejects_by_gateway_total', help: 'Orders refused by the gateway', kind: 'counter' },
  rejectsByVenue: { name: 'alpha_rejects_by_venue_total', help: 'Orders refused by ems or venue', kind: 'counter' },
  cancelRejects: { name: 'alpha_cancel_rejects_total', help: 'Cancels and replaces refused (9)', kind: 'counter' },
  unanswered: { name: 'alpha_unanswered_total', help: 'Requests without an answer in time', kind: 'counter' },
  resyncs: { name: 'alpha_resyncs_total', help: 'Times orders were out of control: all cancelled', kind: 'counter' },
  rateHeld: { name: 'alpha_rate_held_total', help: 'Messages held back by the message budget', kind: 'counter' },
  controls: { name: 'alpha_controls_total', help: 'Control messages obeyed', kind: 'counter' },
  tcaMessages: { name: 'alpha_tca_messages_total', help: 'TCA messages read', kind: 'counter' },
  retunes: { name: 'alpha_retunes_total', help: 'Parameters changed by TCA feedback', kind: 'counter' },
  parametersApplied: { name: 'alpha_parameters_applied_total', help: 'Operator changes applied', kind: 'counter' },
  parametersRefused: { name: 'alpha_parameters_refused_total', help: 'Operator changes refused', kind: 'counter' },
  malformed: { name: 'alpha_malformed_total', help: 'Messages that could not be read', kind: 'counter' },
  openOrders: { name: 'alpha_open_orders', help: 'Orders that may be in the market', kind: 'gauge' },
  quoting: { name: 'alpha_quoting', help: '1 when quotes may be in the market', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type AlphaCounter = keyof typeof ALPHA_COUNTERS
