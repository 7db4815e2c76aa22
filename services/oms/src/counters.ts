import { type CounterDefinition, CounterTable } from '@reflex/service-host'

/** Counters of the oms, as they stand on /metrics. */
export const OMS_COUNTERS = {
  reports: { name: 'oms_execution_reports_total', help: 'Execution reports read, repeats included', kind: 'counter' },
  fills: { name: 'oms_fills_total', help: 'Fills booked', kind: 'counter' },
  duplicates: { name: 'oms_duplicates_total', help: 'Executions seen before and ignored', kind: 'counter' },
  busts: { name: 'oms_busts_total', help: 'Trade cancels (H)', kind: 'counter' },
  corrections: { name: 'oms_corrections_total', help: 'Trade corrections (G)', kind: 'counter' },
  refusals: { name: 'oms_refusals_total', help: 'Orders the gateway refused', kind: 'counter' },
  cancelRejects: { name: 'oms_cancel_rejects_total', help: 'Cancels and replaces refused by venues', kind: 'counter' },
  holes: {
    name: 'oms_journal_holes_total',
    help: 'Times numbers of the execution journal were missing',
    kind: 'counter',
  },
  rebuilds: {
    name: 'oms_rebuilds_total',
    help: 'Positions replayed after late reports, busts, corrections',
    kind: 'counter',
  },
  positionReports: { name: 'oms_position_reports_total', help: 'Changes of positions published', kind: 'counter' },
  positionRequests: { name: 'oms_position_requests_total', help: 'Requests for positions', kind: 'counter' },
  malformed: { name: 'oms_malformed_total', help: 'Messages that could not be read', kind: 'counter' },
  breaks: { name: 'oms_breaks', help: 'Breaks raised', kind: 'gauge' },
  requestsWaiting: {
    name: 'oms_position_requests_waiting',
    help: 'Requests held until the book is complete',
    kind: 'gauge',
  },
  missing: { name: 'oms_executions_missing', help: 'Executions known to be missing', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type OmsCounter = keyof typeof OMS_COUNTERS

export function createOmsCounters(service: string): CounterTable<OmsCounter> {
  return new CounterTable(service, OMS_COUNTERS)
}

/** Slots by name, in an object of fixed shape: taken once, then `values[slots.fills]++`. */
export type OmsSlots = Readonly<Record<OmsCounter, number>>

export function omsSlots(table: CounterTable<OmsCounter>): OmsSlots {
  return Object.fromEntries(table.keys().map((key) => [key, table.slot(key)])) as Record<OmsCounter, number>
}
