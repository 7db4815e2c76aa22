import { type CounterDefinition, CounterTable } from '@reflex/service-host'

/** Counters of the tca, as they stand on /metrics. */
export const TCA_COUNTERS = {
  fills: { name: 'tca_fills_total', help: 'Fills measured', kind: 'counter' },
  duplicates: { name: 'tca_duplicates_total', help: 'Executions seen before and ignored', kind: 'counter' },
  unmeasured: { name: 'tca_unmeasured_total', help: 'Fills of unknown instruments or without price', kind: 'counter' },
  overflows: { name: 'tca_overflows_total', help: 'Fills without markouts: too many were waiting', kind: 'counter' },
  amendments: { name: 'tca_amendments_total', help: 'Busts and corrections: no further markouts', kind: 'counter' },
  noReference: { name: 'tca_no_reference_total', help: 'Fills with no mid before them', kind: 'counter' },
  noArrival: { name: 'tca_no_arrival_total', help: 'Fills of orders whose approval was not seen', kind: 'counter' },
  approvals: { name: 'tca_approvals_total', help: 'Approved orders seen', kind: 'counter' },
  ordersDone: { name: 'tca_orders_done_total', help: 'Orders that ended', kind: 'counter' },
  malformed: { name: 'tca_malformed_total', help: 'Messages that could not be read', kind: 'counter' },
  markouts: { name: 'tca_markouts', help: 'Markouts measured', kind: 'gauge' },
  markoutsMissing: { name: 'tca_markouts_missing', help: 'Markouts without a mid at fill or horizon', kind: 'gauge' },
  waiting: { name: 'tca_fills_waiting', help: 'Fills that wait for horizons', kind: 'gauge' },
  measurements: { name: 'tca_measurements', help: 'Measurements published (UT)', kind: 'gauge' },
  venueReports: { name: 'tca_venue_reports', help: 'Venue reports published (DP)', kind: 'gauge' },
  cells: { name: 'tca_cells', help: 'Cells of aggregation in use', kind: 'gauge' },
  cellOverflows: { name: 'tca_cell_overflows', help: 'Fills in no cell: too many cells', kind: 'gauge' },
  ordersForgotten: {
    name: 'tca_orders_forgotten',
    help: 'Orders dropped from memory before they ended',
    kind: 'gauge',
  },
  quoteReversals: { name: 'tca_quote_reversals', help: 'Quotes whose capture time went back', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type TcaCounter = keyof typeof TCA_COUNTERS

export function createTcaCounters(service: string): CounterTable<TcaCounter> {
  return new CounterTable(service, TCA_COUNTERS)
}

/** Slots by name, in an object of fixed shape: taken once, then `values[slots.fills]++`. */
export type TcaSlots = Readonly<Record<TcaCounter, number>>

export function tcaSlots(table: CounterTable<TcaCounter>): TcaSlots {
  return Object.fromEntries(table.keys().map((key) => [key, table.slot(key)])) as Record<TcaCounter, number>
}
