/** What each venue wants to hear on its public connections: addresses, subscriptions, pings, limits. */

import type { CryptoFormat } from '../core/crypto/crypto-venue.ts'

export interface VenueDialect {
  readonly format: CryptoFormat
  /** Base addresses; tests and proxies give others. */
  readonly wsUrl: string
  readonly restUrl: string
  /** Path and query behind `wsUrl`; where subscriptions are part of the address. */
  wsPath(symbols: readonly string[]): string
  /** Frames to send once connected. */
  subscribe(symbols: readonly string[]): readonly unknown[]
  /** Frames that make the venue send the whole book of a symbol again; none for venues with REST snapshots. */
  resubscribe(symbol: string): readonly unknown[]
  /** Path and query of a snapshot; undefined where snapshots come on the stream. */
  snapshotPath(symbol: string): string | undefined
  /** A ping of the venue's own; undefined: that of the WebSocket. */
  readonly ping: unknown
  /** Time between pings, ms. */
  readonly pingMs: number
  /** Frames we may send, and REST requests we may make, each second. */
  readonly sendsPerSecond: number
  readonly requestsPerSecond: number
}

type Terms = Partial<Omit<VenueDialect, 'format' | 'wsUrl' | 'restUrl'>>

function dialect(format: CryptoFormat, wsUrl: string, restUrl: string, terms: Terms): VenueDialect {
  return {
    ...{ format, wsUrl, restUrl, ping: undefined, pingMs: 10_000, sendsPerSecond: 4, requestsPerSecond: 1 },
    wsPath: () => '',
    subscribe: () => [],
    resubscribe: () => [],
    snapshotPath: () => undefined,
    ...terms,
  }
}

function binance(format: CryptoFormat, ws: string, rest: string, depth: string, streams: readonly string[]) {
  return dialect(format, ws, rest, {
    wsPath: (symbols) =>
      `/stream?streams=${symbols.flatMap((symbol) => streams.map((each) => symbol.toLowerCase() + each)).join('/')}`,
    snapshotPath: (symbol) => `${depth}?symbol=${symbol}&limit=1000`,
    pingMs: 1000,
  })
}

const FUTURES = ['@depth@0ms', '@bookTicker', '@trade', '@markPrice@1s']
const KRAKEN_BOOK = { name: 'book', depth: 1000 }

function kraken(event: string, pair: readonly string[], subscription: object): object {
  return { event, pair, subscription }
}

function krakenFutures(event: string, feed: string, symbols: readonly string[]): object {
  return { event, feed, product_ids: symbols }
}

function okx(op: string, channels: readonly string[], symbols: readonly string[]): object {
  return { op, args: symbols.flatMap((instId) => channels.map((channel) => ({ channel, instId }))) }
}

function deribit(method: string, id: number, kinds: readonly string[], symbols: readonly string[]): object {
  const channels = symbols.flatMap((symbol) => kinds.map((kind) => `${kind}.${symbol}.100ms`))
  return { jsonrpc: '2.0', id, method: `public/${method}`, params: { channels } }
}

const ALL: readonly VenueDialect[] = [
  binance('binance-spot', 'wss://stream.binance.com:9443', 'https://api.binance.com', '/api/v3/depth', [
    ...['@depth@100ms', '@bookTicker', '@trade'],
  ]),
  binance('binance-usdm', 'wss://fstream.binance.com', 'https://fapi.binance.com', '/fapi/v1/depth', FUTURES),
  binance('binance-coinm', 'wss://dstream.binance.com', 'https://dapi.binance.com', '/dapi/v1/depth', FUTURES),
  dialect('kraken', 'wss://ws.kraken.com', 'https://api.kraken.com', {
    subscribe: (symbols) => [
      kraken('subscribe', symbols, KRAKEN_BOOK),
      kraken('subscribe', symbols, { name: 'trade' }),
    ],
    resubscribe: (symbol) => [kraken('unsubscribe', [symbol], KRAKEN_BOOK), kraken('subscribe', [symbol], KRAKEN_BOOK)],
    ping: { event: 'ping' },
    pingMs: 1600,
  }),
  dialect('okx', 'wss://ws.okx.com:8443/ws/v5/public', 'https://www.okx.com', {
    subscribe: (symbols) => [okx('subscribe', ['books', 'trades', 'tickers'], symbols)],
    resubscribe: (symbol) => [okx('unsubscribe', ['books'], [symbol]), okx('subscribe', ['books'], [symbol])],
    ping: 'ping',
    sendsPerSecond: 2,
  }),
  dialect('coinbase', 'wss://ws-feed.exchange.coinbase.com', 'https://api.exchange.coinbase.com', {
    subscribe: (symbols) => [
      { type: 'subscribe', product_ids: symbols, channels: ['level2_batch', 'matches', 'ticker', 'heartbeat'] },
    ],
    resubscribe: (symbol) => [
      { type: 'unsubscribe', product_ids: [symbol], channels: ['level2_batch'] },
      { type: 'subscribe', product_ids: [symbol], channels: ['level2_batch'] },
    ],
  }),
  dialect('bitstamp', 'wss://ws.bitstamp.net', 'https://www.bitstamp.net', {
    subscribe: (symbols) =>
      ['diff_order_book_', 'live_trades_'].flatMap((channel) =>
        symbols.map((symbol) => ({ event: 'bts:subscribe', data: { channel: channel + symbol } })),
      ),
    snapshotPath: (symbol) => `/api/v2/order_book/${symbol}/`,
    ping: { event: 'bts:heartbeat' },
    sendsPerSecond: 20,
  }),
  dialect('deribit', 'wss://www.deribit.com/ws/api/v2', 'https://www.deribit.com', {
    subscribe: (symbols) => [deribit('subscribe', 1, ['book', 'trades', 'ticker'], symbols)],
    resubscribe: (symbol) => [
      deribit('unsubscribe', 2, ['book'], [symbol]),
      deribit('subscribe', 3, ['book'], [symbol]),
    ],
    ping: { jsonrpc: '2.0', id: 9, method: 'public/test', params: {} },
  }),
  dialect('bybit', 'wss://stream.bybit.com', 'https://api.bybit.com', {
    wsPath: ([symbol = '']) => `/v5/public/${symbol.endsWith('USD') ? 'inverse' : 'linear'}`,
    subscribe: (symbols) => [
      { op: 'subscribe', args: symbols.flatMap((symbol) => [`orderbook.50.${symbol}`, `publicTrade.${symbol}`]) },
    ],
    resubscribe: (symbol) => [
      { op: 'unsubscribe', args: [`orderbook.50.${symbol}`] },
      { op: 'subscribe', args: [`orderbook.50.${symbol}`] },
    ],
    ping: { op: 'ping' },
  }),
  dialect('gemini', 'wss://api.gemini.com/v2/marketdata', 'https://api.gemini.com', {
    subscribe: (symbols) => [{ type: 'subscribe', subscriptions: [{ name: 'l2', symbols }] }],
    resubscribe: (symbol) => [
      { type: 'unsubscribe', subscriptions: [{ name: 'l2', symbols: [symbol] }] },
      { type: 'subscribe', subscriptions: [{ name: 'l2', symbols: [symbol] }] },
    ],
    pingMs: 5000,
  }),
  dialect('kraken-futures', 'wss://futures.kraken.com/ws/v1', 'https://futures.kraken.com', {
    subscribe: (symbols) => ['book', 'trade', 'ticker'].map((feed) => krakenFutures('subscribe', feed, symbols)),
    resubscribe: (symbol) => [
      krakenFutures('unsubscribe', 'book', [symbol]),
      krakenFutures('subscribe', 'book', [symbol]),
    ],
  }),
]

/** @param ws base address instead of the venue's own. @param rest likewise. */
export function dialectOf(format: CryptoFormat, ws?: string, rest?: string): VenueDialect {
  const found = ALL.find((one) => one.format === format)!
  return { ...found, wsUrl: ws ?? found.wsUrl, restUrl: rest ?? found.restUrl }
}
