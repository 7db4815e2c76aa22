/** The crypto venues: what their streams promise, and so how their books are kept and healed. One row each. */

import type { ChecksumKind } from './book-checksum.ts'
import { BinanceReader } from './readers/binance-reader.ts'
import { BitstampReader } from './readers/bitstamp-reader.ts'
import { BybitReader } from './readers/bybit-reader.ts'
import { CoinbaseReader } from './readers/coinbase-reader.ts'
import { DeribitReader } from './readers/deribit-reader.ts'
import { GeminiReader } from './readers/gemini-reader.ts'
import { KrakenFuturesReader } from './readers/kraken-futures-reader.ts'
import { KrakenReader } from './readers/kraken-reader.ts'
import { OkxReader } from './readers/okx-reader.ts'
import {
  binanceFuturesRule,
  binanceSpotRule,
  bybitRule,
  chainRule,
  mergedByTimeRule,
  noRule,
  notFallingRule,
  okxRule,
  type SequenceRule,
} from './sequence-rules.ts'
import type { VenueReader } from './venue-message.ts'

export const CRYPTO_FORMATS = [
  'binance-spot',
  'binance-usdm',
  'binance-coinm',
  'kraken',
  'okx',
  'coinbase',
  'bitstamp',
  'deribit',
  'bybit',
  'gemini',
  'kraken-futures',
] as const
export type CryptoFormat = (typeof CRYPTO_FORMATS)[number]

export interface CryptoVenue {
  readonly format: CryptoFormat
  /** Market identifier of recordings and of `reflex record`. */
  readonly name: string
  readonly createReader: () => VenueReader
  readonly rule: SequenceRule
  /** Where whole books come from: asked for by REST and merged, or sent in the stream after a subscription. */
  readonly snapshots: 'rest' | 'stream'
  /** Whether a REST snapshot is good before a change has followed it: where changes have no gaps to show. */
  readonly splicesAtOnce: boolean
  readonly checksum: ChecksumKind | undefined
  /**
   * Whether a lost frame shows: in the numbers or by checksum. Where not, the connection is all that tells: TCP loses
   * nothing in between, so a frame that cannot be read costs all books of the connection.
   */
  readonly showsLoss: boolean
  /**
   * How the venue's own best prices compare with the book: by the number of the change they follow (Binance), by time,
   * or not at all (OKX's tickers are of another cut than its books).
   */
  readonly tickers: 'numbered' | 'near' | 'none'
  /** The longest silence of a healthy connection, ms; live connections ping three times as often. */
  readonly quietMs: number
}

function venue(
  format: CryptoFormat,
  createReader: () => VenueReader,
  rule: SequenceRule,
  terms: Partial<
    Pick<CryptoVenue, 'snapshots' | 'splicesAtOnce' | 'checksum' | 'showsLoss' | 'tickers' | 'quietMs'>
  > = {},
): CryptoVenue {
  const defaults = {
    snapshots: 'stream',
    splicesAtOnce: false,
    checksum: undefined,
    showsLoss: true,
    tickers: 'near',
  } as const
  return {
    format,
    name: format.toUpperCase(),
    createReader,
    rule,
    quietMs: 30_000,
    ...defaults,
    ...terms,
  }
}

const BINANCE = { snapshots: 'rest', tickers: 'numbered', quietMs: 3000 } as const
const ALL: readonly CryptoVenue[] = [
  venue('binance-spot', () => new BinanceReader(), binanceSpotRule, BINANCE),
  venue('binance-usdm', () => new BinanceReader(), binanceFuturesRule, BINANCE),
  venue('binance-coinm', () => new BinanceReader(), binanceFuturesRule, BINANCE),
  venue('kraken', () => new KrakenReader(), noRule, { checksum: 'kraken', quietMs: 5000 }),
  venue('okx', () => new OkxReader(), okxRule, { checksum: 'okx', tickers: 'none' }),
  venue('coinbase', () => new CoinbaseReader(), notFallingRule, { showsLoss: false }),
  venue('bitstamp', () => new BitstampReader(), mergedByTimeRule, {
    ...{ snapshots: 'rest', splicesAtOnce: true, showsLoss: false },
  }),
  venue('deribit', () => new DeribitReader(), chainRule),
  // Books before API 5 name no update before: a lost one may not show.
  venue('bybit', () => new BybitReader(), bybitRule, { showsLoss: false }),
  venue('gemini', () => new GeminiReader(), noRule, { showsLoss: false, quietMs: 15_000 }),
  venue('kraken-futures', () => new KrakenFuturesReader(), chainRule),
]

export function cryptoVenueOf(format: CryptoFormat): CryptoVenue {
  return ALL.find((one) => one.format === format)!
}

/** The venue of a market identifier such as BINANCE-SPOT, undefined when it is none of these. */
export function cryptoVenueNamed(name: string): CryptoVenue | undefined {
  return ALL.find((one) => one.name === name)
}
