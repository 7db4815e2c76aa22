/**
 * The parts of `services.risk-engine` about models: value at risk, options, stress, the volatility charge, the hedger.
 */

import { z } from 'zod'

const milliseconds = z.int().min(1).max(3_600_000)
const fraction = z.number().gt(-1).max(10)

export const varSchema = z
  .strictObject({
    z: z.number().min(0.5).max(6).default(2.326_347_874_040_840_8).describe('Standard deviations: 2.326 is 99 %.'),
    horizonS: z.int().min(1).max(864_000).default(600).describe('Horizon in seconds: the time it takes to get out.'),
    sampleMs: z.int().min(10).max(3_600_000).default(1000).describe('Clock on which returns are sampled.'),
    lambda: z.number().min(0.5).max(0.9999).default(0.99).describe('Decay of the covariance per sample.'),
    seedBpsPerSqrtS: z
      .number()
      .min(0)
      .max(1000)
      .default(1)
      .describe('Volatility to start from, bps per square root of a second.'),
    intervalMs: milliseconds.default(500).describe('Time between calculations.'),
    staleAddOn: z.number().min(1).max(10).default(1.5).describe('Factor on exposures whose price is stale.'),
    revalueMs: milliseconds.default(2000).describe('Time between full revaluations.'),
    historyMax: z
      .int()
      .min(10)
      .max(10_000)
      .default(500)
      .describe('Scenarios of historical simulation: latest samples.'),
    historyMin: z.int().min(2).max(10_000).default(100).describe('Fewer scenarios than this are no history.'),
    paths: z.int().min(0).max(1_000_000).default(4096).describe('Monte Carlo paths of the second opinion; 0 = none.'),
    seed: z.int().min(0).max(4_294_967_295).default(1).describe('Seed of the Monte Carlo paths.'),
    sliceMax: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(2000)
      .describe('Positions revalued in one turn, so that a turn stays short.'),
  })
  .describe('Value at risk: delta-gamma between full revaluations, historical and Monte Carlo on a timer.')

export const optionsSchema = z
  .strictObject({
    calibrateMs: milliseconds.default(1000).describe('Time between looks at implied volatilities and surface fits.'),
    defaultVolatility: z
      .number()
      .min(0.001)
      .max(10)
      .default(0.6)
      .describe('Volatility per year where neither quote nor surface gives one.'),
    rate: z.number().min(-1).max(1).default(0).describe('Continuous rate per year.'),
    dividendYields: z
      .record(z.string(), z.number().min(-1).max(1))
      .default({})
      .describe('Continuous yield per year by underlying.'),
    bucketDays: z
      .array(z.number().positive())
      .max(20)
      .default([1, 7, 30, 90])
      .describe('Upper ends of the expiry buckets of Greeks, ascending.'),
  })
  .describe('Valuation of options.')

const scenarioSchema = z
  .strictObject({
    name: z.string().min(1).max(100).describe('What it is called in reports.'),
    returns: z.record(z.string(), fraction).default({}).describe('Return by underlying; the others take `all`.'),
    all: fraction.default(0).describe('Return of every underlying that is not named.'),
    volShift: z.number().min(-5).max(5).default(0).describe('Absolute move of all volatilities.'),
  })
  .describe('A named scenario.')

export const stressSchema = z
  .strictObject({
    spotShocks: z
      .array(fraction)
      .min(1)
      .max(50)
      .default([-0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2])
      .describe('Rows of the grid: price moves.'),
    volShocks: z
      .array(z.number().min(-5).max(5))
      .min(1)
      .max(50)
      .default([-0.1, -0.05, 0, 0.05, 0.1])
      .describe('Columns of the grid: absolute moves of volatility.'),
    scenarios: z
      .array(scenarioSchema)
      .max(100)
      .default([
        { name: '1987-10-19', returns: {}, all: -0.205, volShift: 1.14 },
        { name: '2008-10', returns: {}, all: -0.169, volShift: 0.2 },
        { name: '2010-05-06', returns: {}, all: -0.09, volShift: 0.15 },
        { name: '2020-03-12', returns: { BTC: -0.39, ETH: -0.43 }, all: -0.12, volShift: 0.8 },
      ])
      .describe('Scenarios by name.'),
  })
  .describe('Stress tests.')

export const volatilityChargeSchema = z
  .strictObject({
    perUnitVol: z.number().min(0).max(100).default(0.5).describe('Charge for a unit of standard deviation of P&L.'),
    sampleMs: milliseconds.default(1000).describe('Clock on which P&L is sampled.'),
  })
  .describe('Volatility charge: risk-adjusted P&L = P&L - charge x sd x sqrt(n).')

const positive = z.number().positive().max(1e6)
const hedgeRuleSchema = z
  .strictObject({
    instrument: z.string().min(3).max(64).describe('What hedges are done in, as SYMBOL@VENUE.'),
    band: positive.describe('Delta within this distance of the target is left alone, units of the underlying.'),
    target: z.number().min(-1e6).max(1e6).default(0).describe('Delta to come back to, units of the underlying.'),
    clip: positive.describe('Largest order, units of the underlying.'),
    urgencyBps: z.number().min(0).max(1000).default(5).describe('How far beyond the mid an order may trade, bps.'),
    when: z
      .enum(['always', 'at-limit'])
      .default('at-limit')
      .describe('Hedge whenever the band is left, or only while a limit is at its step `hedge`.'),
  })
  .describe('Hedging of one underlying.')

export const hedgerSchema = z
  .strictObject({
    strategy: z.string().min(1).max(64).describe("Strategy of the orders; its owner is 'risk-engine'."),
    underlyings: z.record(z.string(), hedgeRuleSchema).describe('Rules by underlying.'),
    waitMs: milliseconds.default(1000).describe('Time an order has to show in the position before the next may go.'),
  })
  .describe('Automatic delta hedges; none without this section.')

export type HedgerConfig = z.infer<typeof hedgerSchema>
