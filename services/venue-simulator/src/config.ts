import { ReflexError } from '@reflex/base'
import { streamTlsConfig } from '@reflex/fix-session'
import { z } from 'zod'

const underlyingSchema = z
  .strictObject({
    price: z.number().positive().max(10_000_000).describe('Fair value at the start, quote currency.'),
    volatilityBps: z
      .number()
      .min(0)
      .max(1000)
      .default(2.8)
      .describe('Standard deviation of the fair value in one second, bps (diffusion).'),
    jumpsPerSecond: z.number().min(0).max(100).default(0.4).describe('Jumps of the fair value, Poisson rate.'),
    jumpBps: z.number().min(0).max(1000).default(4).describe('Standard deviation of a jump, bps.'),
  })
  .describe('What the instruments of one underlying are worth: a jump diffusion, the same for all venues.')

const noiseSchema = z
  .strictObject({
    limitPerSecond: z.number().min(0).max(100_000).default(140).describe('Limit orders for each instrument.'),
    marketPerSecond: z.number().min(0).max(100_000).default(3.5).describe('Market orders for each instrument.'),
    lifetimeSeconds: z
      .number()
      .positive()
      .max(3600)
      .default(1.5)
      .describe('Mean life of a limit order until cancelled.'),
    notional: z
      .number()
      .positive()
      .max(1e9)
      .default(6000)
      .describe('Median order value, quote currency; sizes are lognormal.'),
    improveProbability: z.number().min(0).max(1).default(0.08).describe('Share of limit orders that better the touch.'),
    spreadFloorBps: z
      .number()
      .min(0)
      .max(1000)
      .default(2.5)
      .describe('Limit orders stay at least this far from the opposite best price.'),
    distanceExponent: z
      .number()
      .min(0.1)
      .max(5)
      .default(0.6)
      .describe('Tail exponent of the distance from the touch: P(distance > d) ~ (1 + d)^-exponent.'),
    distanceMaxSteps: z.int().min(1).max(10_000).default(60).describe('Largest distance from the touch, steps.'),
  })
  .describe('Noise traders: orders that know nothing.')

const makerSchema = z
  .strictObject({
    count: z.int().min(0).max(16).default(2).describe('Background market makers for each instrument.'),
    halfSpreadBps: z
      .number()
      .positive()
      .max(1000)
      .default(2.2)
      .describe('Distance of the first level from their fair value.'),
    levels: z.int().min(1).max(16).default(4).describe('Price levels a side.'),
    levelStepBps: z.number().positive().max(1000).default(1).describe('Distance between levels.'),
    notional: z.number().positive().max(1e9).default(8000).describe('Order value of one level, quote currency.'),
    requoteMs: z.number().positive().max(60_000).default(60).describe('Mean time between looks at the fair value.'),
    lagMs: z.number().min(0).max(10_000).default(80).describe('Age of the fair value they see.'),
    noiseBps: z.number().min(0).max(100).default(0.3).describe('Standard deviation of their error.'),
    toleranceBps: z.number().min(0).max(100).default(0.3).describe('A quote closer to its target than this stays.'),
  })
  .describe('Other market makers.')

const informedSchema = z
  .strictObject({
    perSecond: z
      .number()
      .min(0)
      .max(100_000)
      .default(60)
      .describe('Looks at the market by informed traders for each instrument.'),
    horizonMs: z.number().min(0).max(60_000).default(1000).describe('How far ahead they know the fair value.'),
    costBps: z.number().min(0).max(1000).default(0.2).describe('They trade when a quote is wrong by more than this.'),
    notional: z.number().positive().max(1e9).default(20_000).describe('Largest order value, quote currency.'),
  })
  .describe('Informed traders: they take quotes that the fair value is about to leave behind.')

const arbitrageSchema = z
  .strictObject({
    intervalMs: z.number().positive().max(60_000).default(50).describe('Mean time between looks at all venues.'),
    costBps: z
      .number()
      .min(0)
      .max(1000)
      .default(1)
      .describe('They trade when bid over ask across venues pays more than this.'),
    notional: z.number().positive().max(1e9).default(10_000).describe('Largest order value, quote currency.'),
  })
  .describe('Cross-venue arbitrageurs.')

const sessionOptions = z
  .record(z.string(), z.unknown())
  .default({})
  .describe('Further options of FIX sessions, as in libs/fix-session/src/session-config.ts.')

const memberSchema = z
  .strictObject({
    venue: z.string().min(1).max(16).describe('Name of the venue.'),
    beginString: z.enum(['FIX.4.2', 'FIX.4.4', 'FIXT.1.1']).describe('Session version.'),
    compId: z.string().min(1).max(64).describe("The member's CompID."),
    options: sessionOptions,
  })
  .describe('A further member of a venue; the desk itself is one at each.')

const portSchema = z
  .strictObject({
    tls: streamTlsConfig.optional(),
    allowFrom: z
      .array(z.string())
      .default([])
      .describe("Addresses and networks from which connections are taken ('10.0.0.0/8'); none: all."),
    options: sessionOptions,
  })
  .describe("A venue's order entry port, where it is not a plain one.")

/** The section `services.venue-simulator` of the desk file. */
export const venueSimulatorConfigSchema = z
  .strictObject({
    latencyJitter: z
      .number()
      .min(0)
      .max(10)
      .default(0.2)
      .describe('Share of each latency that is added at random at most.'),
    cancelOnDisconnect: z
      .boolean()
      .default(true)
      .describe("A member's open orders are cancelled when his session drops."),
    priceBandBps: z
      .int()
      .min(1)
      .max(10_000)
      .default(1000)
      .describe('Limit prices farther from the market are refused.'),
    marketProtectionBps: z
      .int()
      .min(1)
      .max(10_000)
      .default(100)
      .describe('A market order trades at most this far beyond the opposite best price.'),
    feedHeartbeatMs: z.int().min(1).max(60_000).default(100).describe('Longest silence of the incremental feed.'),
    snapshotIntervalMs: z
      .int()
      .min(1)
      .max(60_000)
      .default(250)
      .describe('Time in which the snapshot channel goes through all instruments of a venue.'),
    snapshotDepthMax: z.int().min(1).max(100_000).default(100_000).describe('Levels a side in a snapshot at most.'),
    markPriceIntervalMs: z.int().min(10).max(600_000).default(1000).describe('Time between mark prices of perpetuals.'),
    feedLossProbability: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Chance that an incremental packet is lost on purpose.'),
    flow: z.boolean().default(true).describe('Background traders; without them only members trade.'),
    flowEventsPerTurn: z.int().min(1).max(100_000).default(256).describe('Events of one turn at most.'),
    flowLagMsMax: z
      .int()
      .min(1)
      .max(600_000)
      .default(1000)
      .describe('Background flow that is farther behind than this is given up.'),
    stepBps: z.number().positive().max(100).default(0.2).describe('Grid of background prices, rounded to ticks.'),
    venueNoiseBps: z
      .number()
      .min(0)
      .max(100)
      .default(0.2)
      .describe("Standard deviation of a venue's own slow deviation from the fair value."),
    perpetualBasisBps: z
      .number()
      .min(-1000)
      .max(1000)
      .default(1)
      .describe('What a perpetual is worth above its underlying.'),
    underlyings: z
      .record(z.string(), underlyingSchema)
      .default({})
      .describe('By name; BTC starts at 60,000, ETH at 2,500, others at 100 unless stated.'),
    noise: noiseSchema.prefault({}),
    makers: makerSchema.prefault({}),
    informed: informedSchema.prefault({}),
    arbitrage: arbitrageSchema.prefault({}),
    recordedCancelShare: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of the cancels at a level of a recorded market that counts as ahead of our order; 0: none.'),
    ports: z.record(z.string(), portSchema).default({}).describe('By name of the venue.'),
    members: z.array(memberSchema).max(64).default([]).describe('Further members.'),
    ordersCapacity: z
      .int()
      .min(16)
      .max(10_000_000)
      .default(16_384)
      .describe('Member orders reserved at start; grows beyond.'),
    requestsPerTurn: z.int().min(1).max(4096).default(256).describe('Messages of members read in one turn at most.'),
    marketDataPerTurn: z
      .int()
      .min(1)
      .max(8192)
      .default(1024)
      .describe('Messages of recorded market data read in one turn at most.'),
  })
  .describe('The simulated exchanges.')

export type VenueSimulatorConfig = z.infer<typeof venueSimulatorConfigSchema>
export type PortConfig = z.infer<typeof portSchema>
export type UnderlyingConfig = z.infer<typeof underlyingSchema>

const START_PRICES: Readonly<Record<string, number>> = { BTC: 60_000, ETH: 2500 }
const OTHER_START_PRICE = 100

export function underlyingConfig(config: VenueSimulatorConfig, name: string): UnderlyingConfig {
  return config.underlyings[name] ?? underlyingSchema.parse({ price: START_PRICES[name] ?? OTHER_START_PRICE })
}

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseVenueSimulatorConfig(section: unknown): VenueSimulatorConfig {
  const result = venueSimulatorConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.venue-simulator.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
