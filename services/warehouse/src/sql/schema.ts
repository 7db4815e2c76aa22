import { FIX_TABLES } from './fix-tables.ts'
import { MARKET_TABLES } from './market-tables.ts'

export const DATABASE = 'reflex'

const MESSAGE_COLUMNS: readonly (readonly [string, string])[] = [
  ['stream', 'LowCardinality(String)'],
  ['sender', 'LowCardinality(String)'],
  ['seq', 'UInt64'],
  ['msg_type', 'LowCardinality(String)'],
  ['cl_ord_id', 'String'],
  ['text', 'String'],
]

/**
 * Every table starts with the journal index of its record (`sub` tells rows of one record apart) and the recorder's
 * time.
 */
const COMMON: readonly (readonly [string, string])[] = [
  ['idx', 'UInt64'],
  ['sub', 'UInt16'],
  ['time_ns', 'Int64'],
]

export function tableNames(): string[] {
  return ['messages', ...FIX_TABLES.map((table) => table.name), ...Object.keys(MARKET_TABLES)]
}

export function createStatements(): string[] {
  const tables: [string, readonly (readonly [string, string])[]][] = [
    ['messages', MESSAGE_COLUMNS],
    ...FIX_TABLES.map((table): [string, [string, string][]] => [
      table.name,
      table.columns.map((c) => [c.name, c.type]),
    ]),
    ...Object.entries(MARKET_TABLES),
  ]
  return [
    `CREATE DATABASE IF NOT EXISTS ${DATABASE}`,
    ...tables.map(([name, columns]) => createTable(name, columns)),
    ...Object.entries(VIEWS).map(([name, sql]) => `CREATE OR REPLACE VIEW ${DATABASE}.${name} AS ${sql}`),
  ]
}

function createTable(name: string, columns: readonly (readonly [string, string])[]): string {
  const all = [...COMMON, ...columns].map(([column, type]) => `${column} ${type}`)
  all.push("time DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(time_ns)")
  return `CREATE TABLE IF NOT EXISTS ${DATABASE}.${name} (${all.join(', ')}) ENGINE = MergeTree ORDER BY (idx, sub)`
}

/**
 * Time from the market-data event to the order at the venue's socket, and each hop on the way, for every order that was
 * acknowledged.
 */
const TICK_TO_TRADE = `
  SELECT cl_ord_id, symbol, venue, ingest_ns, origins, times,
    times[1] - ingest_ns AS feed_to_market_data_ns,
    times[2] - times[1] AS market_data_to_alpha_ns,
    times[3] - times[2] AS alpha_to_gateway_ns,
    times[4] - times[3] AS gateway_to_ems_ns,
    times[4] - ingest_ns AS tick_to_ems_ns
  FROM (
    SELECT cl_ord_id, any(e.symbol) AS symbol, any(e.venue) AS venue, any(e.ingest_ns) AS ingest_ns,
      any(e.hop_origins) AS origins, any(e.hop_times_ns) AS times
    FROM ${DATABASE}.executions AS e
    WHERE exec_type = '0' AND resent = 0 AND e.ingest_ns > 0 AND length(e.hop_times_ns) >= 4
    GROUP BY cl_ord_id
  )`

const HOPS = [
  'feed_to_market_data_ns',
  'market_data_to_alpha_ns',
  'alpha_to_gateway_ns',
  'gateway_to_ems_ns',
  'tick_to_ems_ns',
]
const hop = (name: string): string =>
  `SELECT '${name.replaceAll('_', ' ').replace(/ ns$/, '')}' AS hop, ${name} AS ns FROM ${DATABASE}.tick_to_trade`

export const VIEWS: Readonly<Record<string, string>> = {
  tick_to_trade: TICK_TO_TRADE,
  hop_latency: `
    SELECT hop, count() AS count, quantileExact(0.5)(ns) AS p50, quantileExact(0.99)(ns) AS p99,
      quantileExact(0.999)(ns) AS p999, max(ns) AS max
    FROM (${HOPS.map(hop).join(' UNION ALL ')})
    GROUP BY hop`,
  order_timeline: `
    SELECT cl_ord_id, idx, time_ns, stream, sender, msg_type, text FROM ${DATABASE}.messages
    WHERE cl_ord_id != '' ORDER BY cl_ord_id, idx`,
  fills_by_venue: `
    SELECT venue, symbol, count() AS fills, sum(last_qty) AS qty, 
      sum(toFloat64(last_qty) * toFloat64(last_px)) AS notional, sum(fee) AS fees
    FROM (
      SELECT DISTINCT venue, exec_id, symbol, last_qty, last_px, fee FROM ${DATABASE}.executions WHERE exec_type = 'F'
    )
    GROUP BY venue, symbol`,
  markouts_by_venue: `
    SELECT venue, ms, count() AS count, avg(toFloat64(bps)) AS mean_bps,
      stddevSamp(toFloat64(bps)) / sqrt(count()) AS standard_error
    FROM (
      SELECT venue, arrayJoin(arrayZip(markout_ms, markout_bps)) AS pair, pair.1 AS ms, pair.2 AS bps
      FROM ${DATABASE}.tca WHERE notEmpty(markout_ms)
    )
    GROUP BY venue, ms`,
  rejects_by_check: `
    SELECT extract(text, '^RISK:([A-Z_]+)') AS check, count() AS count FROM ${DATABASE}.order_rejects GROUP BY check`,
  pnl_by_instrument: `
    SELECT account, symbol, venue, argMax(long_qty, idx) AS long_qty, argMax(short_qty, idx) AS short_qty,
      argMax(amount_types, idx) AS types, argMax(amounts, idx) AS amounts
    FROM ${DATABASE}.positions WHERE symbol != '' GROUP BY account, symbol, venue`,
  message_rates: `SELECT stream, msg_type, count() AS count FROM ${DATABASE}.messages GROUP BY stream, msg_type`,
}
