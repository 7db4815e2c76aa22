import type { Histogram } from '@reflex/base'
import type { CryptoFeedHandler } from './core/crypto/crypto-feed-handler.ts'
import type { MarketDataCore } from './core/market-data-core.ts'
import type { VenueFeedHandler } from './core/venue-feed-handler.ts'
import type { MarketDataCounter } from './counters.ts'
import type { DatagramSource } from './datagram-source.ts'
import type { LiveSource } from './live/live-source.ts'
import type { RecordingSource } from './recording/recording-source.ts'
import type { WallFrameTimer } from './wall-frame-timer.ts'

/** What the service is made of; everything that is counted is counted in one of them. */
export interface Parts {
  readonly core: MarketDataCore
  readonly feeds: readonly VenueFeedHandler[]
  /** Handlers of recorded and live crypto venues. */
  readonly recordings: readonly CryptoFeedHandler[]
  readonly datagrams: readonly DatagramSource[]
  readonly recording: RecordingSource | undefined
  readonly lives: readonly LiveSource[]
  readonly latency: Histogram
  readonly timer: WallFrameTimer
}

/** The present value of a counter. */
export function countOf(key: MarketDataCounter, parts: Parts): number {
  const { core, feeds, recordings, datagrams } = parts
  const all = [...feeds, ...recordings]
  switch (key) {
    case 'ticks':
      return core.board.writer.sent
    case 'snapshots':
      return core.snapshots.sent
    case 'feedEvents':
      return core.cause.ingestId
    case 'gaps':
      return total(all, (handler) => handler.gaps)
    case 'duplicates':
      return total(all, (handler) => handler.duplicates)
    case 'reordered':
      return total(feeds, (handler) => handler.reordered)
    case 'garbled':
      return total(all, (handler) => handler.garbled)
    case 'epochs':
      return total(feeds, (handler) => handler.epochs)
    case 'resyncs':
      return total(feeds, (handler) => handler.sync.resyncs) + total(recordings, (handler) => handler.resyncs)
    case 'unhurt':
      return total(feeds, (handler) => handler.sync.unhurt)
    case 'mismatches':
      return total(feeds, (handler) => handler.sync.mismatches) + total(recordings, mismatchesOf)
    case 'definitionMismatches':
      return total(feeds, (handler) => handler.sync.securities.mismatches)
    case 'crossed':
      return core.board.crossedCount
    case 'stale':
      return core.board.staleCount
    case 'live':
      return core.board.liveCount
    case 'dropped':
      return total(datagrams, (source) => source.dropped) + total(parts.lives, (source) => source.dropped)
  }
}

function mismatchesOf(handler: CryptoFeedHandler): number {
  const { checksumsChecked, checksumsEqual } = handler.sync.levels
  const wrongSums = checksumsChecked.reduce((sum, checked, i) => sum + checked - checksumsEqual[i]!, 0)
  return total(handler.checks, (check) => check.checked - check.equal) + wrongSums
}

function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0)
}
