import { ReflexError } from '@reflex/base'
import { z } from 'zod'

const milliseconds = z.int().min(1).max(3_600_000)

function isAscending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > values[i - 1]!)
}

/** The section `services.tca` of the desk file. */
export const tcaConfigSchema = z
  .strictObject({
    horizonsMs: z
      .array(milliseconds)
      .length(4)
      .refine(isAscending, 'must ascend')
      .default([10, 100, 1000, 10_000])
      .describe('Times after a fill at which its markout is taken.'),
    scoreHorizonMs: milliseconds
      .default(1000)
      .describe('Horizon whose markout, before fees, is the score of a venue; one of horizonsMs.'),
    sizeBucketNotionals: z
      .array(z.number().positive().max(1e12))
      .min(1)
      .max(7)
      .refine(isAscending, 'must ascend')
      .default([1000, 10_000, 100_000])
      .describe('Upper ends of the size buckets but the last: notional of the order in quote currency.'),
    markoutWaitMs: milliseconds
      .default(2000)
      .describe('How long after a horizon a later quote is waited for; without one the markout is missing.'),
    quoteHistoryMs: milliseconds
      .default(60_000)
      .describe('How long mids are kept beyond the last horizon: late reports are measured within it.'),
    publishIntervalMs: milliseconds.default(1000).describe('Time between reports of venue quality, if changed.'),
    transactTimeSkewMaxMs: z
      .int()
      .min(0)
      .max(60_000)
      .default(1000)
      .describe("How far a venue's time may be ahead of ours before a fill counts at our time."),
    fillsWaitingMax: z
      .int()
      .min(16)
      .max(1_000_000)
      .default(16_384)
      .describe('Fills that may wait for horizons; further ones have no markouts.'),
    ordersMax: z
      .int()
      .min(16)
      .max(4_000_000)
      .default(131_072)
      .describe('Orders of one generation of memory; two are kept.'),
    cellsMax: z.int().min(16).max(100_000).default(4096).describe('Cells of aggregation.'),
    executionsPerTurn: z.int().min(1).max(4096).default(256).describe('Execution reports read in one turn at most.'),
    marketDataPerTurn: z
      .int()
      .min(1)
      .max(8192)
      .default(2048)
      .describe('Market-data messages read in one turn at most.'),
  })
  .refine((config) => config.horizonsMs.includes(config.scoreHorizonMs), {
    path: ['scoreHorizonMs'],
    message: 'must be one of horizonsMs',
  })
  .describe('Transaction cost analysis.')

export type TcaConfig = z.infer<typeof tcaConfigSchema>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseTcaConfig(section: unknown): TcaConfig {
  const result = tcaConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.tca.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
