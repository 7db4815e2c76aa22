/** `desk.services['risk-engine']`: limits, the ladders of actions that answer them, the VaR model, times. */

import { decimalE8, ReflexError } from '@reflex/base'
import { z } from 'zod'
import { hedgerSchema, optionsSchema, stressSchema, varSchema, volatilityChargeSchema } from './model-config.ts'

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

export const ACTIONS = ['warn', 'widen', 'reduce-only', 'hedge', 'cancel-all', 'halt'] as const

const stepSchema = z
  .strictObject({
    percent: z.int().min(1).max(1000).describe('Use of the limit, in percent, at which the action begins.'),
    action: z.enum(ACTIONS).describe('What is done from there on.'),
  })
  .describe('One step of the ladder.')

const stepsSchema = z
  .array(stepSchema)
  .min(1)
  .max(6)
  .refine(
    (steps) => steps.every((step, i) => i === 0 || isHigher(step, steps[i - 1]!)),
    'steps must rise in percent and in severity',
  )

function isHigher(step: z.infer<typeof stepSchema>, before: z.infer<typeof stepSchema>): boolean {
  return step.percent > before.percent && ACTIONS.indexOf(step.action) > ACTIONS.indexOf(before.action)
}

const limit = z.union([z.literal('none'), decimal])
const byUnderlying = z.record(z.string(), decimal)

const METRICS_DESCRIBED = {
  grossNotional: 'Sum of the absolute values of all positions, quote currency.',
  netNotional: 'Absolute sum of the signed values of all positions, quote currency.',
  dayLoss: 'Loss of the day, quote currency.',
  drawdown: 'Fall of the P&L from its high of the day, quote currency.',
  valueAtRisk: 'Value at risk at the horizon, quote currency.',
  stressLoss: 'Worst loss of the stress grid and the named scenarios, quote currency.',
}

const accountLimitsSchema = z
  .strictObject({
    grossNotional: limit.optional().describe(METRICS_DESCRIBED.grossNotional),
    netNotional: limit.optional().describe(METRICS_DESCRIBED.netNotional),
    delta: byUnderlying.optional().describe('Absolute net position by underlying, units of the underlying.'),
    dayLoss: limit.optional().describe(METRICS_DESCRIBED.dayLoss),
    drawdown: limit.optional().describe(METRICS_DESCRIBED.drawdown),
    valueAtRisk: limit.optional().describe(METRICS_DESCRIBED.valueAtRisk),
  })
  .describe('Limits of an account.')

const firmLimitsSchema = z
  .strictObject({
    grossNotional: limit.default('300000').describe(METRICS_DESCRIBED.grossNotional),
    netNotional: limit.default('100000').describe(METRICS_DESCRIBED.netNotional),
    delta: byUnderlying
      .default({ BTC: '1', ETH: '16' })
      .describe('Absolute net position by underlying, units of the underlying.'),
    dayLoss: limit.default('2500').describe(METRICS_DESCRIBED.dayLoss),
    drawdown: limit.default('2500').describe(METRICS_DESCRIBED.drawdown),
    valueAtRisk: limit.default('600').describe(METRICS_DESCRIBED.valueAtRisk),
    stressLoss: limit.default('none').describe(METRICS_DESCRIBED.stressLoss),
  })
  .describe("Limits of the firm; 'none' takes a default away.")

const exposureSteps = (text: string) =>
  stepsSchema
    .default([
      { percent: 70, action: 'warn' },
      { percent: 85, action: 'widen' },
      { percent: 100, action: 'reduce-only' },
      { percent: 125, action: 'cancel-all' },
    ])
    .describe(text)
const lossSteps = (text: string) =>
  stepsSchema
    .default([
      { percent: 70, action: 'warn' },
      { percent: 85, action: 'widen' },
      { percent: 100, action: 'halt' },
    ])
    .describe(text)

const modelSteps = (text: string) =>
  stepsSchema
    .default([
      { percent: 70, action: 'warn' },
      { percent: 85, action: 'widen' },
      { percent: 100, action: 'reduce-only' },
    ])
    .describe(text)

const laddersSchema = z
  .strictObject({
    grossNotional: exposureSteps('Response to gross exposure.'),
    netNotional: exposureSteps('Response to net exposure.'),
    delta: exposureSteps('Response to the net position in an underlying.'),
    dayLoss: lossSteps('Response to the loss of the day.'),
    drawdown: lossSteps('Response to drawdown.'),
    valueAtRisk: modelSteps('Response to value at risk.'),
    stressLoss: modelSteps('Response to the worst loss under stress.'),
  })
  .describe('The graduated response of each kind of limit, mildest first.')

export const riskEngineConfigSchema = z
  .strictObject({
    limits: firmLimitsSchema.prefault({}),
    accounts: z.record(z.string(), accountLimitsSchema).default({}).describe('Limits by account.'),
    ladders: laddersSchema.prefault({}),
    hysteresisPercent: z
      .int()
      .min(0)
      .max(50)
      .default(5)
      .describe('How far below its step the use must fall, in percent of the limit, before an action ends.'),
    cooldownMs: milliseconds.default(5000).describe('How long it must stay below before an action ends.'),
    releasePercent: z
      .int()
      .min(1)
      .max(1000)
      .default(50)
      .describe('How much further a loss may go after a release of its halt, in percent of the limit.'),
    timeToLiveMs: milliseconds.default(3000).describe('Time to live of actions below halt; renewed at a third of it.'),
    widenBps: z.number().min(0).max(1000).default(2).describe('Half-spread added by widen, bps.'),
    cancelHoldMs: milliseconds
      .default(2000)
      .describe('How long cancel-all holds; then what reduces the position is allowed again.'),
    inputStaleMs: milliseconds
      .default(2000)
      .describe('Silence of oms or market-data after which the firm may only reduce.'),
    priceStaleMs: milliseconds.default(5000).describe('Age at which the price of a position is flagged and stressed.'),
    evaluateMs: milliseconds.default(10).describe('Time between evaluations when no position changes.'),
    requestRetryMs: milliseconds.default(500).describe('Time after which an unanswered AN is sent again.'),
    utilisationIntervalMs: milliseconds.default(500).describe('Time between reports of changed utilisation (CR).'),
    limitsReportIntervalMs: milliseconds.default(10_000).describe('Time between full reports of limits (CM).'),
    var: varSchema.prefault({}),
    options: optionsSchema.prefault({}),
    stress: stressSchema.prefault({}),
    volatilityCharge: volatilityChargeSchema.prefault({}),
    hedger: hedgerSchema.optional(),
  })
  .describe('Real-time risk engine.')

export type RiskEngineConfig = z.infer<typeof riskEngineConfigSchema>
export type LimitSet = z.infer<typeof accountLimitsSchema> & { readonly stressLoss?: string | undefined }
export type Metric = keyof z.infer<typeof laddersSchema>
export type Step = z.infer<typeof stepSchema>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseRiskEngineConfig(section: unknown): RiskEngineConfig {
  const result = riskEngineConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.risk-engine.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
