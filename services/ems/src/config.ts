import { logonSignatureConfig, streamTlsConfig } from '@reflex/fix-session'
import { z } from 'zod'

const venueSessionSchema = z
  .strictObject({
    tls: streamTlsConfig.optional(),
    signature: logonSignatureConfig.optional(),
    options: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('Further options of the FIX session, as in libs/fix-session/src/session-config.ts.'),
  })
  .describe('How the session to one venue differs from the plain one.')

/** The section `services.ems` of the desk. */
export const emsConfigSchema = z
  .strictObject({
    sessions: z.record(z.string(), venueSessionSchema).default({}).describe('By name of the venue.'),
    ordersExpected: z
      .int()
      .min(64)
      .max(10_000_000)
      .default(16_384)
      .describe('Orders for which tables are sized at start; they grow beyond it.'),
    resendMessagesMax: z
      .int()
      .min(1024)
      .max(16_777_216)
      .refine((value) => Number.isInteger(Math.log2(value)), 'must be a power of two')
      .default(262_144)
      .describe('Executions kept for those who ask again, by number.'),
    resendBytesMax: z.int().min(65_536).max(2_147_483_648).default(67_108_864).describe('The same, in bytes.'),
    linkReportIntervalMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(500)
      .describe('Time between two statements of the venue links.'),
    statusRetryMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(500)
      .describe('Time after which an order whose state is unknown is asked for again.'),
    answerTimeoutMs: z
      .int()
      .min(100)
      .max(600_000)
      .default(2000)
      .describe('Time after which a request that the venue has not answered is doubted, and the venue asked.'),
    openOrdersMax: z
      .int()
      .min(1)
      .max(30_000)
      .default(10_000)
      .describe('Open orders beyond which new ones are refused.'),
    stallTimeoutMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(1000)
      .describe(
        'Time a venue may take nothing from its socket before its session is ended: it must not hold up others.',
      ),
    reconnectMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(200)
      .describe('First pause before a venue session connects again; doubles up to 2 s.'),
  })
  .describe('Execution management.')

export type EmsConfig = z.infer<typeof emsConfigSchema>
