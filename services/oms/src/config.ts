import { ReflexError } from '@reflex/base'
import { z } from 'zod'

/** The section `services.oms` of the desk file. */
export const omsConfigSchema = z
  .strictObject({
    emsName: z.string().min(1).max(32).default('ems').describe('SenderCompID of the ems whose executions are booked.'),
    refreshIntervalMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(250)
      .describe('Time between refreshes of unrealised P&L; only what has changed is published.'),
    recoveryRetryMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(500)
      .describe('Time before an unanswered request for missing executions is sent again.'),
    tailGraceMs: z
      .int()
      .min(0)
      .max(10_000)
      .default(100)
      .describe('How late the last executions may be behind their announcement before they count as missing.'),
    markPriceTimeoutMs: z
      .int()
      .min(1)
      .max(600_000)
      .default(5000)
      .describe("Silence after which a venue's mark price gives way to the mid."),
    alertsPerSecondMax: z.int().min(0).max(1000).default(10).describe('Breaks told to the operator one by one.'),
    publishesStrategies: z
      .boolean()
      .default(true)
      .describe('Publish positions of strategies (with StrategyID) beside those of accounts.'),
    ordersCapacity: z.int().min(16).max(10_000_000).default(65_536).describe('Orders reserved at start; grows beyond.'),
    executionsCapacity: z
      .int()
      .min(16)
      .max(10_000_000)
      .default(65_536)
      .describe('Executions reserved at start; grows beyond.'),
    positionsCapacity: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(256)
      .describe('Positions reserved at start; grows beyond.'),
    snapshotEveryRecords: z
      .int()
      .min(0)
      .max(100_000_000)
      .default(1_000_000)
      .describe('Journal records between snapshots; 0: only at a clean end.'),
    executionsPerTurn: z.int().min(1).max(4096).default(256).describe('Execution reports read in one turn at most.'),
    marketDataPerTurn: z
      .int()
      .min(1)
      .max(8192)
      .default(1024)
      .describe('Market-data messages read in one turn at most.'),
  })
  .describe('The book of record.')

export type OmsConfig = z.infer<typeof omsConfigSchema>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseOmsConfig(section: unknown): OmsConfig {
  const result = omsConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.oms.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
