import { ReflexError } from '@reflex/base'
import type { DeskConfig } from '@reflex/schema'
import { z } from 'zod'
import { LEVELS_MAX } from './core/quote-board.ts'
import type { StrategyChoice } from './core/strategy-registry.ts'
import type { StrategyEntry } from './core/strategy-table.ts'

const milliseconds = z.int().min(1).max(600_000)
const bps = z.number().min(0).max(1000)
const byUnderlying = z.record(z.string(), z.number().min(0).max(1e6))

const marketMakerSchema = z
  .strictObject({
    quoteSize: byUnderlying
      .default({ BTC: 0.02, ETH: 0.3 })
      .describe('Full size of a quote by underlying, base units.'),
    inventoryLimit: byUnderlying
      .default({ BTC: 0.5, ETH: 8 })
      .describe('Net position over all venues by underlying at which one side stops, base units.'),
    venueLimitMultiple: z
      .number()
      .min(0.1)
      .max(100)
      .default(3)
      .describe('Position at one venue at which one side stops there, in inventory limits.'),
    venueWeight: z
      .number()
      .min(0)
      .max(1)
      .default(0.15)
      .describe('How much the position at the venue itself counts on top of the net position.'),
    levels: z.int().min(1).max(LEVELS_MAX).default(2).describe('Quotes on each side.'),
    levelSpacingBps: bps.default(1).describe('Distance between levels, bps of the price.'),
    gamma: z
      .number()
      .min(1e-4)
      .max(10)
      .default(0.05)
      .describe('Risk aversion, 1/bps: how much inventory moves the quotes.'),
    k: z.number().min(0.01).max(100).default(0.8).describe('Decay of the fill intensity with distance, 1/bps.'),
    fillRate: z.number().min(0.001).max(1000).default(2).describe('Fill intensity at the fair value, per second.'),
    edgeBps: z.number().min(-10).max(50).default(0.3).describe('Profit wanted from a quote that adds inventory, bps.'),
    volatilityWeight: z
      .number()
      .min(0)
      .max(10)
      .default(0.1)
      .describe('Share of sigma sqrt(horizon) in the least half-spread.'),
    horizonS: z.number().min(0.001).max(3600).default(1).describe('Horizon of the least half-spread, seconds.'),
    sdWeight: z
      .number()
      .min(0)
      .max(10)
      .default(0.5)
      .describe('Share of the uncertainty of the fair value in the half-spread.'),
    skewMaxBps: bps.default(10).describe('Inventory moves a quote by at most this, bps.'),
    staleWidenBps: bps.default(1).describe('Added when a live venue is missing in the fair value, bps.'),
    requoteToleranceBps: bps.default(0.3).describe('Quotes within this of where they are wanted stay, bps.'),
    quoteLifeMs: z.int().min(0).max(60_000).default(50).describe('A quote keeps its price at least this long, ms.'),
  })
  .describe('Market maker: quotes around the fair value by inventory.')

const basisTakerSchema = z
  .strictObject({
    thresholdBps: z.number().min(0.1).max(1000).default(8).describe('Takes what is off its fair value by this, bps.'),
    lots: z.int().min(1).max(1_000_000).default(1).describe('Lots of an order.'),
    positionMaxLots: z.int().min(1).max(1_000_000).default(10).describe('Largest position in an instrument, lots.'),
    cooldownMs: milliseconds.default(1000).describe('Rest after an order, ms.'),
  })
  .describe('Example: takes what trades off its basis.')

const id = z.string().min(1).max(16).describe('Strategy of the desk file.')
const strategySchema = z.discriminatedUnion('kind', [
  z.strictObject({ id, kind: z.literal('market-maker'), parameters: marketMakerSchema.prefault({}) }),
  z.strictObject({ id, kind: z.literal('basis-taker'), parameters: basisTakerSchema.prefault({}) }),
])

const fairValueSchema = z
  .strictObject({
    staleAfterMs: milliseconds.default(3000).describe('Quotes older than this are left out of the fair value.'),
    basisTauMs: milliseconds.default(60_000).describe('Time constant of what a venue trades at above the others.'),
    noiseTauMs: milliseconds.default(10_000).describe('Time constant of the measured noise of a venue.'),
    basisSamplesMin: z.int().min(1).max(100_000).default(20).describe('Quotes before a venue counts.'),
    noiseFloorBps: z.number().min(0.001).max(100).default(0.1).describe('Least noise of a venue, bps.'),
    noiseSpreadShare: z.number().min(0).max(10).default(0.25).describe('Noise as a share of the half-spread.'),
    crossToleranceBps: bps.default(5).describe('How far two venues may cross before one is left out, bps.'),
  })
  .describe('Fair value across venues.')

const volatilitySchema = z
  .strictObject({
    clockMs: milliseconds.default(500).describe('Sampling interval.'),
    tauMs: milliseconds.default(60_000).describe('Time constant of the average.'),
    samplesMin: z.int().min(1).max(100_000).default(10).describe('Intervals before the estimate is used.'),
    initialBps: z
      .number()
      .min(0.001)
      .max(1000)
      .default(1)
      .describe('Used until then, bps per square root of a second.'),
    minBps: z.number().min(0.001).max(1000).default(0.2).describe('Never below this, bps per square root of a second.'),
  })
  .refine((v) => v.tauMs > v.clockMs, 'tauMs must be above clockMs')
  .describe('Volatility of the fair value.')

const ordersSchema = z
  .strictObject({
    pendingTimeoutMs: milliseconds.default(1000).describe('After this an unanswered request counts as lost.'),
    useReplace: z.boolean().default(true).describe('Change orders by replace; else cancel and order anew.'),
    messagesPerSecond: z.number().min(1).max(100_000).default(400).describe('Order messages of a strategy.'),
    messageBurst: z.int().min(1).max(100_000).default(100).describe('Order messages of a strategy at once.'),
    rejectBackoffMs: milliseconds.default(100).describe('First rest of an instrument after a refusal; doubles.'),
    rejectBackoffMaxMs: milliseconds.default(5000).describe('Longest rest after refusals.'),
    syncRetryMs: milliseconds.default(500).describe('Time before unanswered CA, AF, AN are sent again.'),
    cancelPauseMs: milliseconds.default(5000).describe('Rest after a mass cancel by risk or operator.'),
    widenBps: bps.default(2).describe('Widening when risk control names none, bps.'),
  })
  .describe('Quote manager.')

const tcaSchema = z
  .strictObject({
    intervalMs: milliseconds.default(1000).describe('Time between evaluations.'),
    horizonMs: milliseconds.default(1000).describe('Markouts nearest to this horizon are used.'),
    samplesMin: z.int().min(2).max(100_000).default(5).describe('Fills before anything is concluded.'),
    targetEdgeBps: z
      .number()
      .min(-100)
      .max(100)
      .default(0.2)
      .describe('Markout less fees that quotes are held to, bps.'),
    gainPerBps: z.number().min(0).max(10).default(0.15).describe('Relative change of the spread for each bps missed.'),
    stepMax: z.number().min(0.001).max(0.9).default(0.2).describe('Largest relative change at once.'),
    stepMin: z.number().min(0).max(0.5).default(0.005).describe('Smallest relative change worth a message.'),
    confidence: z.number().min(0).max(10).default(1).describe('Standard errors before sizes follow.'),
    fillRatioMin: z
      .number()
      .min(0)
      .max(1)
      .default(0.02)
      .describe('Quotes move in when fewer of a venue fill; 0: never.'),
  })
  .describe('Feedback from transaction cost analysis.')

/** The section `services.alpha` of the desk file. */
export const alphaConfigSchema = z
  .strictObject({
    strategies: z
      .array(strategySchema)
      .max(100)
      .default([])
      .describe('What runs. Empty: every strategy of the desk file as a market maker with default parameters.'),
    fairValue: fairValueSchema.prefault({}),
    volatility: volatilitySchema.prefault({}),
    orders: ordersSchema.prefault({}),
    tca: tcaSchema.prefault({}),
    timerIntervalMs: milliseconds.default(100).describe('Time between timer calls of strategies.'),
    marketDataPerTurn: z.int().min(1).max(8192).default(256).describe('Market-data messages read in one turn at most.'),
  })
  .describe('Strategies.')

export type AlphaConfig = z.infer<typeof alphaConfigSchema>

export type RunningStrategy = StrategyEntry & { readonly choice: StrategyChoice }

function invalid(problems: readonly string[]): ReflexError {
  return new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseAlphaConfig(section: unknown): AlphaConfig {
  const result = alphaConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  throw invalid(
    result.error.issues.map((issue) => `services.alpha.${issue.path.map(String).join('.')}: ${issue.message}`),
  )
}

/** What runs, with account and instruments of the desk file. @throws ReflexError REFLEX_CONFIG_INVALID. */
export function strategiesOf(config: AlphaConfig, desk: DeskConfig): readonly RunningStrategy[] {
  const defaults = marketMakerSchema.parse({})
  const named =
    config.strategies.length > 0
      ? config.strategies
      : desk.strategies
          .filter(({ owner }) => owner === 'alpha')
          .map((one) => ({ id: one.id, kind: 'market-maker' as const, parameters: defaults }))
  const problems: string[] = []
  const running = named.map((one, at): RunningStrategy => {
    const path = `services.alpha.strategies.${at}`
    const entry = desk.strategies.find((candidate) => candidate.id === one.id)
    if (entry === undefined) problems.push(`${path}.id: no strategy '${one.id}' in the desk file`)
    if (named.findIndex((other) => other.id === one.id) !== at) problems.push(`${path}.id: '${one.id}' occurs twice`)
    const instruments = entry?.instruments ?? []
    if (one.kind === 'market-maker') problems.push(...missingSizes(one.parameters, instruments, desk, path))
    return { id: one.id, account: entry?.account ?? '', instruments, choice: one }
  })
  if (problems.length > 0) throw invalid(problems)
  return running
}

function missingSizes(
  parameters: z.infer<typeof marketMakerSchema>,
  ids: readonly number[],
  desk: DeskConfig,
  path: string,
): string[] {
  const underlyings = new Set(desk.instruments.filter((one) => ids.includes(one.id)).map((one) => one.underlying))
  return (['quoteSize', 'inventoryLimit'] as const).flatMap((key) =>
    [...underlyings]
      .filter((underlying) => parameters[key][underlying] === undefined)
      .map((underlying) => `${path}.parameters.${key}: no entry for ${underlying}`),
  )
}
