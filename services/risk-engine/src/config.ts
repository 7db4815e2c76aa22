/** `desk.services['risk-engine']`: limits with their ladders of actions, the VaR model, times. */

import { decimalE8, ReflexError } from '@reflex/base'
import { z } from 'zod'

const decimal = z
  .string()
  .max(24)
  .regex(/^\d{1,8}(\.\d{1,8})?$/, 'a positive decimal below 100,000,000 with at most 8 fractional digits, as text')
  .refine((text) => {
    try {
      return decimalE8(text) > 0
    } catch {
      return false
    }
  }, 'must be above 0 and below 90,071,992')
const milliseconds = z.int().min(1).max(3_600_000)

export const ACTIONS = ['warn', 'widen', 'reduce-only', 'cancel-all', 'halt'] as const

const stepSchema = z
  .strictObject({
    percent: z.int().min(1).max(1000).describe('Use of the limit, in percent, at which the action begins.'),
    action: z.enum(ACTIONS).describe('What is done from there on.'),
  })
  .describe('One step of the ladder.')

const stepsSchema = z
  .array(stepSchema)
  .min(1)
  .max(5)
  .refine(
    (steps) => steps.every((step, i) => i === 0 || isHigher(step, steps[i - 1]!)),
    'steps must rise in percent and in severity',
  )

function isHigher(step: z.infer<typeof stepSchema>, before: z.infer<typeof stepSchema>): boolean {
  return step.percent > before.percent && ACTIONS.indexOf(step.action) > ACTIONS.indexOf(before.action)
}

export const METRICS = ['gross', 'net', 'delta', 'day-loss', 'drawdown', 'var'] as const

const limitSchema = z
  .strictObject({
    metric: z
      .enum(METRICS)
      .describe('What is measured: exposure, delta of an underlying, loss, drawdown, value at risk.'),
    account: z.string().optional().describe('Account it is about; absent: the firm.'),
    underlying: z.string().optional().describe('Underlying of a delta limit.'),
    limit: decimal.describe('The limit: quote currency, or units of the underlying for delta.'),
    steps: stepsSchema.describe('The graduated response, mildest first.'),
  })
  .refine(
    (limit) => (limit.metric === 'delta') === (limit.underlying !== undefined),
    'delta limits, and only those, name an underlying',
  )
  .describe('One limit.')

const EXPOSURE_STEPS = [
  { percent: 70, action: 'warn' },
  { percent: 85, action: 'widen' },
  { percent: 100, action: 'reduce-only' },
  { percent: 125, action: 'cancel-all' },
] as const
const LOSS_STEPS = [
  { percent: 70, action: 'warn' },
  { percent: 85, action: 'widen' },
  { percent: 100, action: 'halt' },
] as const

const DEFAULT_LIMITS = [
  { metric: 'gross', limit: '600000', steps: [...EXPOSURE_STEPS] },
  { metric: 'net', limit: '250000', steps: [...EXPOSURE_STEPS] },
  { metric: 'delta', underlying: 'BTC', limit: '2', steps: [...EXPOSURE_STEPS] },
  { metric: 'delta', underlying: 'ETH', limit: '30', steps: [...EXPOSURE_STEPS] },
  { metric: 'var', limit: '5000', steps: EXPOSURE_STEPS.slice(0, 3) },
  { metric: 'day-loss', limit: '7500', steps: [...LOSS_STEPS] },
  { metric: 'drawdown', limit: '7500', steps: [...LOSS_STEPS] },
] satisfies z.input<typeof limitSchema>[]

const varSchema = z
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
  })
  .describe('Parametric value at risk.')

export const riskEngineConfigSchema = z
  .strictObject({
    limits: z.array(limitSchema).max(200).default(DEFAULT_LIMITS).describe('Limits with their ladders.'),
    hysteresisPercent: z
      .int()
      .min(0)
      .max(50)
      .default(5)
      .describe('How far below its step the use must fall, in percent of the limit, before an action ends.'),
    cooldownMs: milliseconds.default(5000).describe('How long it must stay below before an action ends.'),
    timeToLiveMs: milliseconds.default(3000).describe('Time to live of actions below halt; renewed at a third of it.'),
    widenBps: z.number().min(0).max(1000).default(2).describe('Half-spread added by widen, bps.'),
    inputStaleMs: milliseconds
      .default(2000)
      .describe('Silence of oms or market-data after which the firm may only reduce.'),
    priceStaleMs: milliseconds.default(5000).describe('Age at which the price of a position is flagged and stressed.'),
    evaluateMs: milliseconds.default(10).describe('Time between evaluations when no position changes.'),
    requestRetryMs: milliseconds.default(500).describe('Time after which an unanswered AN is sent again.'),
    utilisationIntervalMs: milliseconds.default(500).describe('Time between reports of changed utilisation (CR).'),
    limitsReportIntervalMs: milliseconds.default(10_000).describe('Time between full reports of limits (CM).'),
    var: varSchema.prefault({}),
  })
  .describe('Real-time risk engine.')

export type RiskEngineConfig = z.infer<typeof riskEngineConfigSchema>
export type LimitConfig = z.infer<typeof limitSchema>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseRiskEngineConfig(section: unknown): RiskEngineConfig {
  const result = riskEngineConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.risk-engine.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
