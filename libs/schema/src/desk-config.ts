/**
 * The desk: venues, instruments, accounts and strategies, one validated file that every service reads
 * (config/desk.json). Each service validates its own section under `services`.
 */

import { readFileSync } from 'node:fs'
import { parseDecimalE8, ReflexError, sessionEpochMsOf } from '@reflex/base'
import { z } from 'zod'

function isDecimal(text: string): boolean {
  const bytes = Buffer.from(text, 'latin1')
  return !Number.isNaN(parseDecimalE8(bytes, 0, bytes.length))
}

const decimal = z
  .string()
  .max(24)
  .refine(isDecimal, 'must be a decimal with at most 8 fractional digits and a magnitude below 90,071,992')
const positiveDecimal = decimal.refine((text) => Number(text) > 0, 'must be above 0')
const port = z.int().min(1).max(65_535)
const identifier = z
  .string()
  .min(1)
  .max(16)
  .regex(/^[A-Za-z0-9._-]+$/, 'letters, digits, dot, underscore and dash only')
const symbol = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[A-Za-z0-9._-]+$/, 'letters, digits, dot, underscore and dash only')
const latency = z.int().min(0).max(10_000_000)

export const fixSessionSchema = z
  .strictObject({
    host: z.string().min(1).max(255).describe('Host of the venue gateway.'),
    port: port.describe('TCP port of the venue gateway.'),
    beginString: z.enum(['FIX.4.2', 'FIX.4.4', 'FIXT.1.1']).describe('Session version; FIXT.1.1 carries FIX 5.0 SP2.'),
    senderCompId: identifier.describe('Our CompID.'),
    targetCompId: identifier.describe("The venue's CompID."),
    heartBtIntS: z.int().min(1).max(3600).describe('HeartBtInt(108) in seconds.'),
  })
  .describe('Order entry session.')

export const feedSchema = z
  .strictObject({
    group: z.ipv4().describe('Multicast group of the incremental feed; a unicast address works too.'),
    port: port.describe('UDP port of the incremental feed.'),
    snapshotPort: port.describe('UDP port of the snapshot feed.'),
    interface: z.ipv4().describe('Address of the network interface to use.'),
  })
  .describe('Public market data feed.')

export const liveSchema = z
  .strictObject({
    format: z
      .enum([
        ...(['binance-spot', 'binance-usdm', 'binance-coinm', 'kraken', 'okx', 'coinbase', 'bitstamp'] as const),
        ...(['deribit', 'bybit', 'gemini', 'kraken-futures'] as const),
      ])
      .describe("What the venue's messages are like."),
    wsUrl: z.url().max(512).optional().describe("Base address of the streams; the venue's own when not given."),
    restUrl: z.url().max(512).optional().describe("Base address of snapshots; the venue's own when not given."),
  })
  .describe("Connection to a real venue's public streams.")

export const venueSchema = z
  .strictObject({
    id: z.int().min(1).max(99).describe('Number of the venue in streams and indices.'),
    name: identifier.describe('Market identifier, MIC-like: MarketID(1301).'),
    kind: z
      .enum(['simulated', 'recorded', 'live'])
      .describe(
        "Simulated: venue-simulator with order entry. Recorded: data only. Live: a real venue's public streams.",
      ),
    live: liveSchema.optional(),
    fix: fixSessionSchema.optional(),
    feed: feedSchema.optional(),
    makerFeeBps: decimal.describe('Fee of a fill that added liquidity in bps of the notional; a rebate is negative.'),
    takerFeeBps: decimal.describe('Fee of a fill that took liquidity in bps of the notional.'),
    latencyUs: z
      .strictObject({
        order: latency.describe('From our socket to the matching engine.'),
        ack: latency.describe('From the matching engine to our socket.'),
        feed: latency.describe('From the matching engine to the public feed.'),
      })
      .describe('Latencies the simulator adds, microseconds.'),
  })
  .describe('A trading venue.')

export const optionSchema = z
  .strictObject({
    type: z.enum(['call', 'put']).describe('Right to buy or to sell.'),
    strike: positiveDecimal.describe('Strike, quote currency of the underlying.'),
    expiry: z.iso.datetime().describe('Moment of expiry, UTC.'),
    exercise: z.enum(['european', 'american']).default('european').describe('When it may be exercised.'),
  })
  .describe('Terms of an option; given for options and for nothing else.')

export const instrumentSchema = z
  .strictObject({
    id: z.int().min(1).max(65_535).describe('Number of the instrument in streams and indices.'),
    symbol: symbol.describe('Symbol(55).'),
    venueSymbol: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[!-~]+$/, 'printable ASCII only')
      .optional()
      .describe("The symbol as the venue's market data spells it, e.g. XBT/CHF; symbol when not given."),
    venue: identifier.describe('Name of a venue.'),
    kind: z
      .enum(['spot', 'linear-perpetual', 'inverse-perpetual', 'option', 'inverse-option'])
      .describe('Contract type. An inverse option is priced and settled in the underlying.'),
    option: optionSchema.optional(),
    underlying: identifier.describe('What it follows; equal on all venues.'),
    baseCurrency: identifier.describe('Currency of the quantity (spot) or of the underlying.'),
    quoteCurrency: identifier.describe('Currency of the price.'),
    settleCurrency: identifier.describe('Currency of profit and loss.'),
    tickSize: positiveDecimal.describe('Price step.'),
    lotSize: positiveDecimal.describe('Quantity step.'),
    multiplier: positiveDecimal.describe(
      'Linear: units of the underlying in one unit of quantity. Inverse: quote currency of one contract.',
    ),
    minQty: positiveDecimal.describe('Smallest order.'),
    maxQty: positiveDecimal.describe('Largest order the venue takes.'),
  })
  .describe('One instrument at one venue.')

export const accountSchema = z
  .strictObject({
    id: identifier.describe('Account(1).'),
    description: z.string().max(200).default('').describe('For people.'),
  })
  .describe('A trading account.')

export const strategySchema = z
  .strictObject({
    id: identifier.describe('StrategyID(10111).'),
    account: identifier.describe('Account it trades for.'),
    instruments: z.array(z.int().min(1).max(65_535)).min(1).describe('Instruments it may trade, by id.'),
    owner: z
      .enum(['alpha', 'risk-engine'])
      .default('alpha')
      .describe('Service that trades it: a strategy of the risk engine is its hedger and never quotes.'),
    description: z.string().max(200).default('').describe('For people.'),
  })
  .describe('A strategy. Its parameters are in services.alpha.')

export const busSchema = z
  .strictObject({
    channel: z
      .string()
      .startsWith('aeron:')
      .default('aeron:ipc?term-length=8m|mtu=8192')
      .describe('Aeron channel of all streams.'),
    driver: z
      .enum(['own', 'embedded', 'external'])
      .default('own')
      .describe(
        'Media driver of the service processes: own = one process of ours, embedded = one in each (channel: UDP), ' +
          'external = one that runs in the directory already, ours or the official one.',
      ),
  })
  .describe('The message bus.')

export const livenessSchema = z
  .strictObject({
    heartbeatIntervalMs: z.int().min(1).max(10_000).default(100).describe('Time between heartbeats of a service.'),
    timeoutMs: z.int().min(10).max(60_000).default(500).describe('Silence after which a service counts as dead.'),
  })
  .refine(
    (liveness) => liveness.timeoutMs > liveness.heartbeatIntervalMs,
    'timeoutMs must be above heartbeatIntervalMs',
  )
  .describe('Heartbeats between services.')

export const deskConfigSchema = z
  .strictObject({
    firm: identifier.describe('Name of the firm, as PartyID with PartyRole 1.'),
    sessionEpoch: z
      .union([z.literal('today'), z.iso.date()])
      .describe("UTC date whose midnight is time 0 of the session, or 'today'."),
    venues: z.array(venueSchema).min(1).max(99).describe('Venues.'),
    instruments: z.array(instrumentSchema).min(1).max(65_535).describe('Instruments.'),
    accounts: z.array(accountSchema).min(1).max(1000).describe('Accounts.'),
    strategies: z.array(strategySchema).max(1000).describe('Strategies.'),
    bus: busSchema.prefault({}),
    liveness: livenessSchema.prefault({}),
    services: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('One section for each service, validated by the service itself.'),
  })
  .superRefine((desk, context) => {
    const problem = (path: (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path, message })
    }
    const unique = (path: string, values: readonly (string | number)[]): void => {
      values.forEach((value, i) => {
        if (values.indexOf(value) !== i) problem([path, i], `'${value}' occurs twice`)
      })
    }
    unique(
      'venues',
      desk.venues.map((venue) => venue.id),
    )
    unique(
      'venues',
      desk.venues.map((venue) => venue.name),
    )
    unique(
      'instruments',
      desk.instruments.map((instrument) => instrument.id),
    )
    unique(
      'instruments',
      desk.instruments.map((instrument) => `${instrument.symbol}@${instrument.venue}`),
    )
    unique(
      'accounts',
      desk.accounts.map((account) => account.id),
    )
    unique(
      'strategies',
      desk.strategies.map((strategy) => strategy.id),
    )
    const venues = new Set(desk.venues.map((venue) => venue.name))
    const instruments = new Set(desk.instruments.map((instrument) => instrument.id))
    const accounts = new Set(desk.accounts.map((account) => account.id))
    desk.instruments.forEach((instrument, i) => {
      const isOption = instrument.kind === 'option' || instrument.kind === 'inverse-option'
      if (isOption !== (instrument.option !== undefined)) {
        problem(['instruments', i, 'option'], isOption ? 'an option needs its terms' : 'only options have terms')
      }
      if (!venues.has(instrument.venue)) problem(['instruments', i, 'venue'], `no venue '${instrument.venue}'`)
    })
    desk.venues.forEach((venue, i) => {
      if (venue.kind === 'simulated' && (!venue.fix || !venue.feed)) {
        problem(['venues', i], 'a simulated venue needs fix and feed')
      }
      if (venue.kind === 'live' && !venue.live) problem(['venues', i], 'a live venue needs live')
    })
    desk.strategies.forEach((strategy, i) => {
      if (!accounts.has(strategy.account)) problem(['strategies', i, 'account'], `no account '${strategy.account}'`)
      for (const id of strategy.instruments) {
        if (!instruments.has(id)) problem(['strategies', i, 'instruments'], `no instrument ${id}`)
      }
    })
  })
  .describe('The desk.')

export type FixSessionConfig = z.infer<typeof fixSessionSchema>
export type FeedConfig = z.infer<typeof feedSchema>
export type VenueConfig = z.infer<typeof venueSchema>
export type InstrumentConfig = z.infer<typeof instrumentSchema>
export type AccountConfig = z.infer<typeof accountSchema>
export type StrategyConfig = z.infer<typeof strategySchema>
export type DeskConfig = z.infer<typeof deskConfigSchema>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseDeskConfig(value: unknown, source = 'desk configuration'): DeskConfig {
  const result = deskConfigSchema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${issue.path.map(String).join('.') || 'desk'}: ${issue.message}`)
  throw new ReflexError('REFLEX_CONFIG_INVALID', `${source}: ${problems.join('; ')}`)
}

/** Reads and validates a desk file. @throws ReflexError REFLEX_CONFIG_NOT_FOUND or REFLEX_CONFIG_INVALID. */
export function loadDeskConfig(path: string): DeskConfig {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ReflexError('REFLEX_CONFIG_NOT_FOUND', `cannot read ${path}`, { cause: error })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ReflexError('REFLEX_CONFIG_INVALID', `${path} is not JSON: ${(error as Error).message}`, { cause: error })
  }
  return parseDeskConfig(value, path)
}

/** Midnight UTC of the session's day in ms since 1970. @param nowMs decides 'today'. */
export function sessionEpochMsOfDesk(desk: DeskConfig, nowMs: number): number {
  return desk.sessionEpoch === 'today' ? sessionEpochMsOf(nowMs) : Date.parse(`${desk.sessionEpoch}T00:00:00Z`)
}
