import type { RecordingInfo } from '@reflex/market-data'
import { type DeskConfig, type InstrumentConfig, parseDeskConfig, type VenueConfig } from '@reflex/schema'

/** Orders of a recorded run go through FIX all the same, to a venue that lives inside the recording. */
const FIRST_PORT = 19_501
const HEARTBEAT_S = 30
/** What a member of such a venue sees between deciding and the book, and back. */
const LATENCY_US = { order: 500, ack: 500, feed: 0 }
const MAKER_FEE_BPS = '0'
const TAKER_FEE_BPS = '4'
const LOTS_MAX = 1_000_000_000
/** Those of the strategy that runs when the desk configures none. */
const DEFAULT_SIZES = { BTC: true, ETH: true }

/**
 * The desk for a recording: its venues and instruments as the data tell them, accounts, strategies and limits as the
 * base desk has them.
 */
export function deskForRecording(
  base: DeskConfig,
  info: RecordingInfo,
  dir: string,
  sessionEpochMs: number,
): DeskConfig {
  const instruments = info.venues.flatMap((venue) => venue.instruments.map((instrument) => ({ venue, instrument })))
  const strategy = base.strategies[0]!
  // What the strategy has no sizes for is read and published, and not traded; nor are options.
  const sized = sizedUnderlyings(base)
  const traded = instruments.flatMap(({ instrument }, i) =>
    sized.has(instrument.base) && instrument.kind !== 'option' ? [i + 1] : [],
  )
  return parseDeskConfig(
    {
      ...base,
      sessionEpoch: new Date(sessionEpochMs).toISOString().slice(0, 10),
      venues: info.venues.map((venue, i) => venueOf(venue.name, i)),
      instruments: instruments.map(({ venue, instrument }, i) => instrumentOf(venue.name, instrument, i + 1)),
      strategies: traded.length === 0 ? [] : [{ ...strategy, instruments: traded }],
      services: {
        ...base.services,
        // Limits by name of an instrument or venue are the base desk's own: a recording has others.
        'risk-gateway': { ...(base.services['risk-gateway'] as object | undefined), instruments: {}, venues: {} },
        'risk-engine': withoutNames(base.services['risk-engine']),
        'market-data': { ...(base.services['market-data'] as object | undefined), recording: { dir } },
      },
    },
    `desk for ${dir}`,
  )
}

/** Underlyings for which the desk's strategy says how much to quote. */
function sizedUnderlyings(base: DeskConfig): Set<string> {
  const alpha = base.services['alpha'] as
    | { strategies?: readonly { parameters?: { quoteSize?: Readonly<Record<string, number>> } }[] }
    | undefined
  return new Set(Object.keys(alpha?.strategies?.[0]?.parameters?.quoteSize ?? DEFAULT_SIZES))
}

/** Limits by underlying and the hedger's rules are about what the base desk trades. */
function withoutNames(section: unknown): object {
  const { hedger: _hedger, limits, ...rest } = { ...(section as { hedger?: unknown; limits?: object } | undefined) }
  return { ...rest, limits: { ...limits, delta: {} } }
}

function venueOf(name: string, i: number): VenueConfig {
  return {
    id: i + 1,
    name,
    kind: 'recorded',
    fix: {
      host: '127.0.0.1',
      port: FIRST_PORT + i,
      beginString: 'FIX.4.4',
      senderCompId: 'REFLEX',
      targetCompId: name,
      heartBtIntS: HEARTBEAT_S,
    },
    makerFeeBps: MAKER_FEE_BPS,
    takerFeeBps: TAKER_FEE_BPS,
    latencyUs: LATENCY_US,
  }
}

function instrumentOf(
  venue: string,
  instrument: RecordingInfo['venues'][number]['instruments'][number],
  id: number,
): InstrumentConfig {
  const { symbol, venueSymbol, tickSize, lotSize, multiplier, base, quote } = instrument
  const kind = instrument.kind === 'option' ? 'linear-perpetual' : instrument.kind
  return {
    id,
    symbol,
    venueSymbol,
    venue,
    kind,
    underlying: base,
    baseCurrency: base,
    quoteCurrency: quote,
    settleCurrency: kind === 'inverse-perpetual' ? base : quote,
    tickSize,
    lotSize,
    multiplier,
    minQty: lotSize,
    maxQty: maxQtyOf(lotSize),
  }
}

/** Large enough for any order, small enough for exact decimals. */
function maxQtyOf(lotSize: string): string {
  return String(Math.min(1_000_000, Math.floor(Number(lotSize) * LOTS_MAX)))
}
