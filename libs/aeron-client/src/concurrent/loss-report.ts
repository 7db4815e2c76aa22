import { type AtomicBuffer, align } from '../memory/atomic-buffer.ts'

/**
 * Entries aligned to 64: i64 observations (stored last; <= 0 = end), i64 bytes lost, i64 first, i64 last (epoch ms),
 * i32 session, i32 stream, channel, source.
 */
const TOTAL_BYTES_LOST_OFFSET = 8
const FIRST_OBSERVATION_OFFSET = 16
const LAST_OBSERVATION_OFFSET = 24
const SESSION_ID_OFFSET = 32
const STREAM_ID_OFFSET = 36
const CHANNEL_OFFSET = 40
const ENTRY_ALIGNMENT = 64

export interface LossObservation {
  readonly count: number
  readonly totalBytesLost: number
  readonly firstEpochMs: number
  readonly lastEpochMs: number
  readonly sessionId: number
  readonly streamId: number
  readonly channel: string
  readonly source: string
}

/** Reads `loss-report.dat`: one entry for each image that ever lost data. */
export function readLossReport(buffer: AtomicBuffer): LossObservation[] {
  const observations: LossObservation[] = []
  let offset = 0
  while (offset + ENTRY_ALIGNMENT <= buffer.length) {
    const count = buffer.getLongVolatile(offset)
    if (count <= 0) break
    const channelLength = buffer.getInt(offset + CHANNEL_OFFSET)
    const sourceOffset = offset + CHANNEL_OFFSET + 4 + align(channelLength, 4)
    observations.push({
      count,
      totalBytesLost: buffer.getLong(offset + TOTAL_BYTES_LOST_OFFSET),
      firstEpochMs: buffer.getLong(offset + FIRST_OBSERVATION_OFFSET),
      lastEpochMs: buffer.getLong(offset + LAST_OBSERVATION_OFFSET),
      sessionId: buffer.getInt(offset + SESSION_ID_OFFSET),
      streamId: buffer.getInt(offset + STREAM_ID_OFFSET),
      channel: buffer.getString(offset + CHANNEL_OFFSET),
      source: buffer.getString(sourceOffset),
    })
    offset = align(sourceOffset + 4 + buffer.getInt(sourceOffset), ENTRY_ALIGNMENT)
  }
  return observations
}

/** Where the driver keeps it, relative to its directory. */
export const LOSS_REPORT_FILE = 'loss-report.dat'
