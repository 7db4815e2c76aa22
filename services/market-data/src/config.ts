import { ReflexError } from '@reflex/base'
import { z } from 'zod'

export const recordingSchema = z
  .strictObject({
    dir: z
      .string()
      .min(1)
      .max(4096)
      .describe('Folder of the recording: files of lines `<receive time> <JSON>`, plain or gzip.'),
  })
  .describe('Source of the venues of kind `recorded`.')

/** The section `services.market-data` of the desk file. */
export const marketDataConfigSchema = z
  .strictObject({
    recording: recordingSchema.optional(),
    reorderWindowUs: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(200)
      .describe('How long a packet may be overtaken by later ones before it is lost; 0: not at all.'),
    silenceMs: z
      .int()
      .min(1)
      .max(600_000)
      .default(1000)
      .describe('Silence of a feed after which its books are stale; at least three heartbeats of the venue.'),
    feedDownMs: z
      .int()
      .min(1)
      .max(3_600_000)
      .default(5000)
      .describe('Silence of a feed after which it counts as down.'),
    bufferPackets: z
      .literal([64, 256, 1024, 4096, 16_384])
      .default(1024)
      .describe('Packets of each venue kept for recovery.'),
    snapshotIntervalMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(500)
      .describe('Time in which the whole books are sent once.'),
    snapshotDepth: z.int().min(1).max(5000).default(50).describe('Levels a side in the snapshots we publish.'),
    conflationIntervalMs: z
      .int()
      .min(1)
      .max(60_000)
      .default(100)
      .describe('Time between messages of one instrument on the conflated stream at the least.'),
    conflationDepth: z.int().min(1).max(200).default(10).describe('Levels a side on the conflated stream.'),
    statusIntervalMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(1000)
      .describe('Time between repeats of the states of all instruments.'),
    heartbeatIntervalMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(100)
      .describe('Silence on a venue after which a FeedHeartbeat is published.'),
    levelsCapacity: z
      .int()
      .min(16)
      .max(1_000_000)
      .default(1024)
      .describe('Levels a side reserved at start; grows beyond.'),
    datagramsPerTurn: z
      .int()
      .min(1)
      .max(4096)
      .default(64)
      .describe('Datagrams of one channel read in one turn at most.'),
    receiveQueue: z
      .literal([256, 1024, 4096, 16_384])
      .default(4096)
      .describe('Datagrams of one channel that can wait to be read.'),
    socketReceiveBufferKiB: z
      .int()
      .min(64)
      .max(1_048_576)
      .default(2048)
      .describe("Receive buffer asked of the system for each feed socket; the system's limit applies."),
    recordedSilenceMs: z
      .int()
      .min(1)
      .max(600_000)
      .default(3000)
      .describe('The same as silenceMs, for recorded venues.'),
    recordedBufferMiB: z
      .int()
      .min(1)
      .max(1024)
      .default(64)
      .describe('Recorded diffs kept for each instrument that waits for a snapshot.'),
    liveFrameMiB: z.int().min(1).max(256).default(16).describe('Longest frame taken from a live venue.'),
    liveQueue: z
      .int()
      .min(16)
      .max(1_000_000)
      .default(65_536)
      .describe('Frames of a live venue that may wait to be read; with more all its books begin anew.'),
    linesPerTurn: z.int().min(1).max(4096).default(256).describe('Recorded lines read in one turn at most.'),
  })
  .refine((config) => config.feedDownMs >= config.silenceMs, 'feedDownMs must not be below silenceMs')
  .describe('Venue feeds to books.')

export type MarketDataConfig = z.infer<typeof marketDataConfigSchema>

/** @throws ReflexError REFLEX_CONFIG_INVALID that names every wrong key. */
export function parseMarketDataConfig(section: unknown): MarketDataConfig {
  const result = marketDataConfigSchema.safeParse(section ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map(
    (issue) => `services.market-data.${issue.path.map(String).join('.')}: ${issue.message}`,
  )
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
