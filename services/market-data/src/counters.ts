import { type CounterDefinition, CounterTable } from '@reflex/service-host'

/** Counters of market-data, as they stand on /metrics. */
export const MARKET_DATA_COUNTERS = {
  ticks: { name: 'market_data_messages_total', help: 'Normalised messages published', kind: 'counter' },
  snapshots: { name: 'market_data_snapshot_messages_total', help: 'Snapshot messages published', kind: 'counter' },
  feedEvents: { name: 'market_data_feed_events_total', help: 'Datagrams and lines read', kind: 'counter' },
  gaps: { name: 'market_data_gaps_total', help: 'Packets or diffs that were lost', kind: 'counter' },
  duplicates: { name: 'market_data_duplicates_total', help: 'Packets seen before', kind: 'counter' },
  reordered: { name: 'market_data_reordered_total', help: 'Packets that overtook others', kind: 'counter' },
  garbled: { name: 'market_data_garbled_total', help: 'Packets and lines that could not be read', kind: 'counter' },
  epochs: { name: 'market_data_epochs_total', help: 'Times a venue began anew', kind: 'counter' },
  resyncs: { name: 'market_data_resyncs_total', help: 'Books taken from a snapshot again', kind: 'counter' },
  unhurt: { name: 'market_data_unhurt_total', help: 'Books that lost nothing in a gap', kind: 'counter' },
  mismatches: {
    name: 'market_data_mismatches_total',
    help: 'Books that differed from what the venue said at the same version',
    kind: 'counter',
  },
  definitionMismatches: {
    name: 'market_data_definition_mismatches_total',
    help: 'Definitions of securities with another tick or lot than the desk file',
    kind: 'counter',
  },
  crossed: { name: 'market_data_crossed_total', help: 'Times a book was crossed', kind: 'counter' },
  stale: { name: 'market_data_stale_total', help: 'Times an instrument became stale', kind: 'counter' },
  live: { name: 'market_data_live_instruments', help: 'Instruments whose book equals the venue', kind: 'gauge' },
  dropped: {
    name: 'market_data_dropped_datagrams_total',
    help: 'Datagrams dropped because they waited too long or were too long',
    kind: 'counter',
  },
} as const satisfies Record<string, CounterDefinition>

export type MarketDataCounter = keyof typeof MARKET_DATA_COUNTERS

/** Values stand in the parts that count; the table reads them when somebody looks. */
export class MarketDataCounters extends CounterTable<MarketDataCounter> {
  readonly #read: (key: MarketDataCounter) => number

  constructor(service: string, read: (key: MarketDataCounter) => number) {
    super(service, MARKET_DATA_COUNTERS)
    this.#read = read
  }

  override get(key: MarketDataCounter): number {
    return this.#read(key)
  }
}
