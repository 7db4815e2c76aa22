/** Venue feeds to exact books and one normalised stream. */

export * from './config.ts'
export type { CryptoFormat } from './core/crypto/crypto-venue.ts'
export {
  type PartResult,
  type RunOptions,
  runSet,
  type SetInstrumentResult,
  type SetResult as BookSetResult,
  setFormats,
} from './feeds/run-set.ts'
export {
  inspectRecording,
  type RecordedFile,
  type RecordedInstrument,
  type RecordedVenue,
  type RecordingInfo,
} from './recording/inspect-recording.ts'
export { createMarketDataService } from './service.ts'
