/**
 * `desk.services['risk-gateway']`: limits by scope, throttles, times. Exactly at a limit passes; loss limits trip at
 * the limit.
 */

import { decimalE8, ReflexError } from '@reflex/base'
import { z } from 'zod'
import { CHECK } from './core/check-catalogue.ts'

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
const count = z.int().min(1).max(1_000_000)
const milliseconds = z.int().min(1).max(3_600_000)
const bps = z.number().min(0).max(10_000).multipleOf(0.01)
const byUnderlying = z.record(z.string(), decimal)

const windowSchema = z
  .strictObject({
    max: z.int().min(1).max(200_000).describe('Messages allowed in the window.'),
    windowMs: milliseconds.describe('Length of the sliding window in milliseconds.'),
  })
  .describe('Sliding window.')

const bucketSchema = z
  .strictObject({
    capacity: z.int().min(1).max(8000).describe('Tokens when full.'),
    ratePerSecond: z.number().min(0.001).max(1_000_000).multipleOf(0.001).describe('Tokens refilled a second.'),
  })
  .describe('Token bucket.')

/**
 * Fields get their defaults one by one, so that naming one limit does not lose the others. 'none' takes a default limit
 * away.
 */
const limit = <T extends z.ZodType>(schema: T) => z.union([z.literal('none'), schema]).optional()

/** What an order may be, with the digit of its FIX code. */
export const ORDER_TYPES = { market: 1, limit: 2 } as const
export const TIMES_IN_FORCE = { day: 0, gtc: 1, ioc: 3, fok: 4 } as const

const namesOf = <T extends string>(codes: Readonly<Record<T, number>>) =>
  z
    .array(z.enum(Object.keys(codes) as [T, ...T[]]))
    .min(1)
    .optional()

const matrix = {
  orderTypes: namesOf(ORDER_TYPES).describe('Order types allowed; absent: all.'),
  timesInForce: namesOf(TIMES_IN_FORCE).describe('Times in force allowed; absent: all.'),
}

const ofVolume = {
  maxPctAdv: limit(z.number().min(0.01).max(10_000).multipleOf(0.01)).describe(
    'Soft: largest order in percent of the average daily volume.',
  ),
}

const rates = {
  window: limit(windowSchema).describe('Sliding window: at most max messages in (now - windowMs, now].'),
  bucket: limit(bucketSchema).describe(
    'Token bucket: capacity tokens, refilled at ratePerSecond; a message needs one.',
  ),
}

const collar = {
  collarBps: limit(bps).describe('Widest distance of a limit price from the reference in bps.'),
  collarTicks: z.int().min(0).max(1_000_000).optional().describe('The collar is never narrower than this, in ticks.'),
  collarMode: z.enum(['both', 'aggressive']).optional().describe('Collar both sides, or only prices worse for us.'),
}

const row = {
  maxOrderQty: limit(byUnderlying).describe('Largest order by underlying, in units of the underlying.'),
  maxOrderNotional: limit(decimal).describe('Largest order in quote currency.'),
  maxOpenOrders: limit(count).describe('Working orders at most, orders in flight included.'),
  maxLong: limit(byUnderlying).describe('Worst-case long position by underlying, in units of the underlying.'),
  maxShort: limit(byUnderlying).describe('Worst-case short position by underlying, in units of the underlying.'),
  maxGrossNotional: limit(decimal).describe('Sum over instruments of the larger worst-case side, quote currency.'),
  maxNetNotional: limit(decimal).describe('Worst-case signed sum over instruments, quote currency.'),
  maxDelta: limit(byUnderlying).describe('Projected delta either way by underlying, in units of the underlying.'),
  maxVega: limit(decimal).describe('Projected vega either way, quote currency a point of volatility.'),
  ...rates,
}

const losses = {
  maxDayLoss: limit(decimal).describe('Day loss that stops trading until released.'),
  maxDrawdown: limit(decimal).describe('Drawdown of the day that stops trading until released.'),
}

const money = {
  creditLimit: limit(decimal).describe('Margin that may be in use, quote currency.'),
  marginBps: z.int().min(0).max(10_000).optional().describe('Margin rate in bps of the notional.'),
  ...losses,
}

const firmLimitsSchema = z.strictObject({
  ...row,
  ...money,
  maxOrderNotional: row.maxOrderNotional.default('50000'),
  maxOpenOrders: row.maxOpenOrders.default(120),
  maxLong: row.maxLong.default({ BTC: '1.5', ETH: '24' }),
  maxShort: row.maxShort.default({ BTC: '1.5', ETH: '24' }),
  maxGrossNotional: row.maxGrossNotional.default('450000'),
  maxNetNotional: row.maxNetNotional.default('150000'),
  maxDayLoss: money.maxDayLoss.default('5000'),
  maxDrawdown: money.maxDrawdown.default('5000'),
  window: row.window.default({ max: 2000, windowMs: 1000 }),
})

const accountLimitsSchema = z.strictObject({ ...row, ...money })

const strategyLimitsSchema = z.strictObject({
  ...row,
  ...losses,
  ...collar,
  ...matrix,
  ...ofVolume,
  maxOrderQty: row.maxOrderQty.default({ BTC: '0.25', ETH: '4' }),
  maxOpenOrders: row.maxOpenOrders.default(80),
  maxLong: row.maxLong.default({ BTC: '1.2', ETH: '20' }),
  maxShort: row.maxShort.default({ BTC: '1.2', ETH: '20' }),
  maxExecutions: limit(count).describe('Executions after which the strategy stops until re-enabled.'),
  maxRejectsInRow: limit(count).describe('Venue rejects in a row that stop the strategy until released.'),
  window: row.window.default({ max: 1500, windowMs: 1000 }),
})

const instrumentLimitsSchema = z.strictObject({
  maxOrderQty: limit(decimal).describe('Largest order in units of the instrument.'),
  maxOrderNotional: limit(decimal).default('25000').describe('Largest order in quote currency.'),
  maxOpenOrders: limit(count).default(20).describe('Working orders at most.'),
  maxLong: limit(decimal).describe('Worst-case long position in units of the instrument.'),
  maxShort: limit(decimal).describe('Worst-case short position in units of the instrument.'),
  averageDailyVolume: decimal.optional().describe('Average daily volume in units of the instrument.'),
  ...ofVolume,
  ...matrix,
  isShortSellRestricted: z.boolean().default(false).describe('May not be sold short.'),
  ...collar,
  collarBps: collar.collarBps.default(200),
  collarTicks: collar.collarTicks.default(10),
  collarMode: collar.collarMode.default('both'),
})

const venueLimitsSchema = z.strictObject({
  maxOpenOrders: limit(count).default(60).describe('Working orders at most.'),
  maxOrderAgeMs: limit(milliseconds).default(1000).describe('Oldest SendingTime of an order that may still leave.'),
  maxRejectsInRow: limit(count).describe('Rejects in a row that stop the venue until released.'),
  ...matrix,
  ...rates,
  window: rates.window.default({ max: 1000, windowMs: 1000 }),
})

const observeSchema = z.strictObject({
  check: z.enum(Object.keys(CHECK) as [keyof typeof CHECK, ...(keyof typeof CHECK)[]]).describe('Check to watch only.'),
  scope: z
    .string()
    .regex(/^(firm|account|strategy|instrument|venue)(:.+)?$/, "a kind, or kind:name such as 'account:MM1'")
    .describe('Where: a kind for all of them, or kind:name.'),
})

const restrictedSchema = z.strictObject({
  account: z.string().default('*').describe("Account, '*' for all."),
  instrument: z.string().describe("Instrument as SYMBOL@VENUE, '*' for all."),
})

const protectionSchema = z.strictObject({
  strategy: z.string().default('*').describe("Strategy, '*' for each."),
  underlying: z.string().default('*').describe("Underlying, '*' for each."),
  maxQty: decimal.optional().describe('Executed quantity, both sides added, in units of the underlying.'),
  maxDelta: decimal.optional().describe('Net delta executed, in units of the underlying.'),
  maxVega: decimal.optional().describe('Net vega executed, quote currency a point of volatility.'),
  intervalMs: milliseconds.describe('From the first execution on.'),
  frozenMs: z.int().min(0).max(3_600_000).describe('How long quotes are refused; 0: until the strategy is reinstated.'),
})

/** '*' applies to every member that has no entry of its own; it is always there. */
const members = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => ({ '*': {}, ...(value as object | undefined) }),
    z.record(z.string(), schema).describe("By name, '*' for those not named."),
  )

export const riskGatewayConfigSchema = z
  .strictObject({
    limitsVersion: z.int().min(1).max(2_000_000_000).default(1).describe('Stamped on every approved order (10201).'),
    firm: firmLimitsSchema.prefault({}).describe('Limits of the firm.'),
    accounts: members(accountLimitsSchema).describe('Limits by account.'),
    strategies: members(strategyLimitsSchema).describe('Limits by strategy.'),
    instruments: members(instrumentLimitsSchema).describe('Limits by instrument as SYMBOL@VENUE.'),
    venues: members(venueLimitsSchema).describe('Limits by venue.'),
    restricted: z.array(restrictedSchema).default([]).describe('Instruments that may not be traded, by account.'),
    observeOnly: z.array(observeSchema).default([]).describe('Checks that count breaches without refusing.'),
    quoteAgeMaxMs: milliseconds.default(3000).describe('Age up to which a quote is a reference price.'),
    lastAgeMaxMs: milliseconds.default(5000).describe('Age up to which the last trade is a reference price.'),
    selfTrade: z.enum(['firm', 'account']).default('firm').describe('Where own resting orders are looked for.'),
    isReductionExempt: z
      .boolean()
      .default(true)
      .describe('Orders that do not raise gross or net exposure pass those limits even when they are exceeded.'),
    releasePercent: z
      .int()
      .min(1)
      .max(1000)
      .default(50)
      .describe('How much further a loss may go after a release, in percent of its limit.'),
    duplicateEconomics: z
      .strictObject({
        max: z.int().min(1).max(1000).describe('Equal orders allowed in the window.'),
        windowMs: milliseconds.describe('Window in milliseconds.'),
      })
      .optional()
      .describe('Limit on orders with equal strategy, instrument, side, quantity and price.'),
    marketMakerProtection: z
      .array(protectionSchema)
      .default([])
      .describe('Executions in an interval that pull and freeze the quotes of a strategy in an underlying.'),
    flatten: z
      .strictObject({
        strategies: z
          .array(z.string())
          .default([])
          .describe('Strategies owned by risk: any account, reduce-only orders.'),
      })
      .prefault({})
      .describe('The flatten path: its orders skip LOSS_LIMIT, GROSS_NOTIONAL and CREDIT, and nothing else.'),
    limitChange: z
      .strictObject({
        persons: z.int().min(1).max(2).default(1).describe('Persons that have to ask for the same change.'),
        ceilingPercent: z
          .int()
          .min(1)
          .max(10_000)
          .default(200)
          .describe('Largest limit that may be set, in percent of the configured one.'),
        confirmWithinMs: milliseconds.default(600_000).describe('Time for the second person.'),
      })
      .prefault({})
      .describe('Changes of limits while the gateway runs (CS).'),
    greeksAgeMaxMs: milliseconds.default(5000).describe("Age up to which the risk engine's Greeks are believed."),
    openOrdersCapacity: z.int().min(16).max(262_144).default(16_384).describe('Open orders the tables have room for.'),
    requestRetryMs: milliseconds.default(500).describe('Time after which an unanswered AN or AF is sent again.'),
    reconcileIntervalMs: milliseconds.default(10_000).describe('Time between comparisons of open orders with the ems.'),
    sweepGraceMs: milliseconds.default(2000).describe('Age at which an order the ems does not know is given up.'),
    cancelAfterMs: milliseconds
      .default(500)
      .describe('How long the oms or the risk engine may be silent, beyond liveness, before all orders are cancelled.'),
    utilisationIntervalMs: milliseconds.default(500).describe('Time between reports of changed utilisation (CR).'),
    limitsReportIntervalMs: milliseconds.default(10_000).describe('Time between full reports of limits (CM).'),
    softPercent: z
      .int()
      .min(1)
      .max(100)
      .default(70)
      .describe('Utilisation in percent at which a warning is published.'),
  })
  .describe('Pre-trade risk gateway.')

export type RiskGatewayConfig = z.infer<typeof riskGatewayConfigSchema>
export type FirmLimits = z.infer<typeof firmLimitsSchema>
export type AccountLimits = z.infer<typeof accountLimitsSchema>
export type StrategyLimits = z.infer<typeof strategyLimitsSchema>
export type InstrumentLimits = z.infer<typeof instrumentLimitsSchema>
export type VenueLimits = z.infer<typeof venueLimitsSchema>

/** Limits of firm, account and strategy. */
export type RowLimits = AccountLimits

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** Limits that apply to a scope key of any kind. */
export type KeyLimits = Optional<
  Pick<StrategyLimits, 'collarBps' | 'collarTicks' | 'collarMode' | 'maxOpenOrders' | 'maxExecutions' | 'window'> &
    Pick<StrategyLimits, 'maxPctAdv' | 'orderTypes' | 'timesInForce'> &
    Pick<VenueLimits, 'maxOrderAgeMs' | 'maxRejectsInRow' | 'bucket'>
>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseRiskGatewayConfig(section: unknown): RiskGatewayConfig {
  const result = riskGatewayConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.risk-gateway.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
