import { ReflexError } from '@reflex/base'
import { z } from 'zod'

const DEFAULT_PORT = 8080

/** The section `services.ops-console` of the desk file. */
export const consoleConfigSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(255)
      .default('127.0.0.1')
      .describe('Address to listen on. Anything but loopback shows positions to the network: put TLS in front.'),
    port: z.int().min(0).max(65_535).default(DEFAULT_PORT).describe('TCP port of the page; 0 takes any free one.'),
    token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{16,128}$/, '16 to 128 letters, digits, _ and -')
      .optional()
      .describe('What actions must carry as bearer token. Absent: a random one at each start, shown once in the log.'),
    refreshIntervalMs: z.int().min(50).max(5000).default(250).describe('Time between updates of a page.'),
    clientsMax: z.int().min(1).max(256).default(16).describe('Pages connected at once at most.'),
    clientBufferBytesMax: z
      .int()
      .min(65_536)
      .max(64 * 1024 * 1024)
      .default(4 * 1024 * 1024)
      .describe('Unread bytes after which a page is disconnected; it reconnects by itself.'),
    actionsPerMinuteMax: z
      .int()
      .min(1)
      .max(1000)
      .default(60)
      .describe('Operator actions a minute at most; a kill is never refused for it.'),
    wrongTokensPerMinuteMax: z
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe('Wrong tokens a minute from one address before it is not listened to.'),
    ordersKept: z.int().min(64).max(4096).default(512).describe('Orders in the table; live ones are kept longest.'),
    fillsKept: z.int().min(64).max(4096).default(256).describe('Fills in the table.'),
    alertsKept: z.int().min(16).max(4096).default(128).describe('Alerts in the table.'),
    positionsMax: z.int().min(1).max(16_384).default(1024).describe('Positions in the table.'),
    limitsMax: z.int().min(1).max(16_384).default(2048).describe('Limits in the table.'),
    auditShown: z.int().min(1).max(1000).default(50).describe('Audit records shown.'),
    chartIntervalMs: z.int().min(50).max(60_000).default(500).describe('Time between samples of the charts.'),
    chartSamples: z.int().min(60).max(10_000).default(1200).describe('Samples the charts begin with.'),
  })
  .describe("The operator's console: a page and the actions on it.")

export type ConsoleConfig = z.infer<typeof consoleConfigSchema>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseConsoleConfig(section: unknown): ConsoleConfig {
  const result = consoleConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.ops-console.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
